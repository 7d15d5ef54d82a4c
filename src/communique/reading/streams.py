"""Byte streams whose beginning can be looked at before they are read."""

import gzip
import io
import zlib
from dataclasses import dataclass, replace
from typing import IO, cast

from communique.reading.failure import UnreadableError
from communique.reading.limits import HEAD, megabytes

GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Opened:
    """An input ready to be read. ``name`` is what the user called it; ``head`` its first bytes, still in ``stream``."""

    name: str
    stream: IO[bytes]
    head: bytes
    url: str | None = None
    content_type: str | None = None
    charset: str | None = None

    def read_all(self, limit: int, what: str) -> bytes:
        """The whole content. Raises ``UnreadableError`` where it is over ``limit`` bytes or cut short."""
        data = read(self.stream, limit + 1)
        if len(data) > limit:
            raise UnreadableError(f"larger than the {megabytes(limit)} allowed for {what}", "split it into its reports")
        return data


class _Rejoined(io.RawIOBase):
    """A stream that gives back the bytes already taken from it first."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        data = self._head.read(len(view)) or self._rest.read(len(view))
        view[: len(data)] = data
        return len(data)


def opened(
    name: str,
    stream: IO[bytes],
    *,
    url: str | None = None,
    content_type: str | None = None,
    charset: str | None = None,
) -> Opened:
    """Look at the beginning of a stream; the rest is read only when asked for."""
    head = read(stream, HEAD)
    return Opened(name, io.BufferedReader(_Rejoined(head, stream)), head, url, content_type, charset)


def read(stream: IO[bytes], size: int) -> bytes:
    """Up to ``size`` bytes. Raises ``UnreadableError`` where compressed data is broken or ends too early."""
    try:
        return stream.read(size)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise broken_archive() from error


def read_line(stream: IO[bytes], size: int) -> bytes:
    """One line of up to ``size`` bytes. Raises as ``read`` does."""
    try:
        return stream.readline(size)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise broken_archive() from error


def broken_archive() -> UnreadableError:
    """What is said of compressed data that cannot be unpacked to its end."""
    return UnreadableError("the compressed data is cut short or damaged", "fetch or copy the file again")


def is_gzip(source: Opened) -> bool:
    """Whether the content is gzip, whatever its name."""
    return source.head.startswith(GZIP_MAGIC)


def peek_unpacked(source: Opened) -> bytes:
    """The first bytes that a gzip file holds, without moving its stream."""
    try:
        return zlib.decompressobj(wbits=31).decompress(source.head, HEAD)
    except zlib.error:
        return b""


def unpacked(source: Opened) -> Opened:
    """The same input with its gzip layer taken off."""
    stream = cast(IO[bytes], gzip.GzipFile(fileobj=source.stream))
    inner = opened(source.name, stream, url=source.url, charset=source.charset)
    return replace(inner, content_type=None)
