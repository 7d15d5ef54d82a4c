"""WARC: each page that a server gave is a report."""

import io
from typing import IO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from communique.reading.draft import Item, Items, Options
from communique.reading.failure import UnreadableError
from communique.reading.finish import finish
from communique.reading.html import html_draft
from communique.reading.limits import MAX_PAGE, megabytes
from communique.reading.plain import text_draft
from communique.reading.streams import Opened, broken_archive, is_gzip


class _Counted:
    """The stream as fastwarc wants it: able to tell where it stands, never moved back."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._position = 0
        self.tail = b""
        """The last bytes given out: a whole record ends in two line ends."""

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._position += len(data)
        self.tail = (self.tail + data[-4:])[-4:]
        return data

    def close(self) -> None:
        """Left to the one who opened it."""

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        target = offset + (self._position if whence == io.SEEK_CUR else 0)
        if whence == io.SEEK_END or target != self._position:
            raise io.UnsupportedOperation("this stream only goes forward")
        return self._position


PAGES = ("text/html", "application/xhtml+xml")
TYPES = (*PAGES, "text/plain")


def read_warc(source: Opened, options: Options) -> Items:
    """A report a page; the archive is read as a stream. Raises ``UnreadableError`` where it has no page or is cut short."""
    seen = False
    stream = _Counted(source.stream)
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, auto_decode="content"):
            if record.http_content_type in TYPES and record.http_headers.status_code == 200:
                seen = True
                yield _item(source, record, options)
    except (OSError, EOFError, ValueError) as error:
        raise broken_archive() from error
    if not is_gzip(source) and stream.tail != b"\r\n\r\n":
        raise broken_archive()
    if not seen:
        raise UnreadableError("it has no HTML page in it", "give a WARC with the responses of a crawl")


def _item(source: Opened, record: WarcRecord, options: Options) -> Item:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    name = f"{source.name}, {url}" if url else f"{source.name}, record {record.record_id}"
    try:
        data = record.reader.read(MAX_PAGE + 1)
        if len(data) > MAX_PAGE:
            raise UnreadableError(f"larger than the {megabytes(MAX_PAGE)} allowed for one page", "leave it out")
        page = Opened(name, source.stream, b"", url=url or None, charset=record.http_charset)
        draft = html_draft(page, data) if record.http_content_type in PAGES else text_draft(page, data)
    except UnreadableError as error:
        return error.failure(name)
    return finish(draft, options)
