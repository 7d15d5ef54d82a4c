"""From the bytes of a snapshot to the records of its reports."""

import zlib
from collections.abc import Iterator
from datetime import date
from email.message import Message

import msgspec

from communique.desk.archive.models import Snapshot, Source
from communique.desk.ingest.hints import Hints, hints_of
from communique.desk.ingest.messages import read_message
from communique.model import Report as Record
from communique.reading import Failure, Options, read_bytes

MESSAGE = "message/rfc822"
PASTED = "pasted"
"""What the address of a text without one begins with; it is followed by a colon and a digest."""
MOST_UNPACKED = 500_000_000
"""Bytes that a gzip file may hold."""
GZIP = b"\x1f\x8b"


def items_of(snapshot: Snapshot) -> Iterator[Record | Failure]:
    """The reports in a snapshot, and a failure for each part that gives none."""
    body, hints = snapshot.body(), hints_of(snapshot)
    if _holds_too_much(body):
        yield Failure(snapshot.address, "it unpacks to more than is read", "split it into smaller files")
        return
    for item in _items(snapshot, body, hints):
        yield item if isinstance(item, Failure) else told(item, hints, snapshot.source)


def _items(snapshot: Snapshot, body: bytes, hints: Hints) -> Iterator[Record | Failure]:
    media_type, charset = parts_of(snapshot.media_type)
    options = Options(
        published=_day(hints.published), language=snapshot.source.language or None, listed=_day(hints.listed)
    )
    if media_type == MESSAGE:
        return read_message(body, snapshot.address, options)
    url = hints.url or (snapshot.address if snapshot.address.startswith(("http://", "https://")) else None)
    name = PASTED if snapshot.address.startswith(f"{PASTED}:") else snapshot.address
    return read_bytes(body, name, url=url, content_type=media_type, charset=charset, kind=hints.kind, options=options)


def told(record: Record, hints: Hints, source: Source) -> Record:
    """A record with what is known of it beside its page; what the page says holds over what a feed says."""
    publisher = hints.publisher or (source.publisher if hints.kind == "feed" else "") or record.publisher
    return msgspec.structs.replace(
        record,
        publisher=publisher or source.publisher or hints.lister,
        title=record.title or hints.title,
        author=record.author or hints.author,
        url=hints.url or record.url,
    )


def parts_of(media_type: str) -> tuple[str | None, str | None]:
    """Type and charset of a ``Content-Type``, in lower case."""
    if not media_type:
        return None, None
    header = Message()
    header["Content-Type"] = media_type.replace("\r", " ").replace("\n", " ")
    return header.get_content_type(), header.get_content_charset()


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _holds_too_much(body: bytes) -> bool:
    """Whether gzip data unpack to more than is read; other data are as large as they are."""
    if not body.startswith(GZIP):
        return False
    size, unpacker, rest = 0, zlib.decompressobj(wbits=31), body
    try:
        while rest and size <= MOST_UNPACKED:
            size += len(unpacker.decompress(rest, 1_000_000))
            rest = unpacker.unconsumed_tail or unpacker.unused_data
            unpacker = zlib.decompressobj(wbits=31) if unpacker.eof else unpacker
    except zlib.error:
        return False
    return size > MOST_UNPACKED
