"""WARC: each page that a server gave is a report."""

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from communique.reading.draft import Item, Items, Options
from communique.reading.failure import UnreadableError
from communique.reading.finish import finish
from communique.reading.html import html_draft
from communique.reading.limits import MAX_PAGE, megabytes
from communique.reading.plain import text_draft
from communique.reading.streams import Opened, broken_archive

PAGES = ("text/html", "application/xhtml+xml")
TYPES = (*PAGES, "text/plain")


def read_warc(source: Opened, options: Options) -> Items:
    """A report a page; the archive is read as a stream. Raises ``UnreadableError`` where it has no page or is cut short."""
    seen = False
    try:
        for record in ArchiveIterator(source.stream, record_types=WarcRecordType.response, auto_decode="content"):
            if record.http_content_type in TYPES and record.http_headers.status_code == 200:
                seen = True
                yield _item(source, record, options)
    except (OSError, EOFError, ValueError) as error:
        raise broken_archive() from error
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
