"""The body of an answer, unpacked bit by bit, so that a small answer cannot grow beyond what is fetched."""

import zlib
from collections.abc import Iterable, Iterator

from communique.desk.ingest.fetching.fetched import FetchError
from communique.reading.limits import megabytes

PIECE = 65_536
"""Bytes unpacked at once."""
ENCODINGS = "gzip, deflate"
"""What the server is told that we unpack."""


def body(pieces: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The unpacked bytes of an answer. Raises ``FetchError`` where they are more than ``limit``, broken, or packed otherwise."""
    parts, size = [], 0
    for part in _unpacked(pieces, encoding.strip().lower()):
        size += len(part)
        if size > limit:
            raise FetchError(f"It is larger than the {megabytes(limit)} that are fetched.", final=True)
        parts.append(part)
    return b"".join(parts)


def _unpacked(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    if encoding in ("", "identity"):
        yield from pieces
    elif encoding in ("gzip", "x-gzip", "deflate"):
        yield from _inflated(pieces, encoding)
    else:
        raise FetchError(f"The server packed it as {encoding!r}, which it was not asked to.")


def _inflated(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    unpacker = None
    try:
        for piece in pieces:
            unpacker = unpacker or _unpacker(encoding, piece)
            rest = piece
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, PIECE)
                rest = unpacker.unconsumed_tail
        while unpacker is not None and not unpacker.eof and (part := unpacker.decompress(b"", PIECE)):
            yield part
    except zlib.error as error:
        raise FetchError("What the server sent is damaged.") from error
    if unpacker is not None and not unpacker.eof:
        raise FetchError("The server's answer is cut short.")


def _unpacker(encoding: str, first: bytes) -> "zlib._Decompress":
    """By the first byte: some servers send raw deflate, which has no header (0x78 is that of zlib)."""
    if encoding != "deflate":
        return zlib.decompressobj(wbits=31)
    return zlib.decompressobj(wbits=15 if first[:1] == b"\x78" else -15)
