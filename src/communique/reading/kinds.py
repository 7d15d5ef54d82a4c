"""What kind of input it is: by its content first, then by its name or the server's word."""

import re
from pathlib import PurePosixPath
from typing import Literal

from communique.reading.addresses import host_and_path
from communique.reading.failure import UnreadableError
from communique.reading.streams import Opened

Kind = Literal["text", "html", "feed", "warc", "jsonl"]

BY_SUFFIX: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "feed",
    ".warc": "warc",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
"""Also the files that a folder is searched for, each with or without ``.gz``."""

BY_CONTENT_TYPE: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/plain": "text",
}

FORMATS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"{\\rtf": "a rich-text file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format": "a database",
    b"\x7fELF": "a program",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
}
"""The first bytes of formats that people give by mistake (file signatures, as in file(1))."""

BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta|title)[\s>/]", re.IGNORECASE)
JSON_LINE = re.compile(rb'\{[^\S\n]*"')
JSON = re.compile(rb"[\[{]\s*[\"\[\]{}]")
XML_PROLOGUE = re.compile(
    rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE(?!\s+html)[^>]*>\s*)*", re.DOTALL | re.IGNORECASE
)


def suffix_kind(name: str) -> Kind | None:
    """The kind that a file name or address promises, ``.gz`` set aside; None where it promises none."""
    path = PurePosixPath(host_and_path(name)[1].replace("\\", "/"))
    if path.suffix.lower() == ".gz":
        path = path.with_suffix("")
    return BY_SUFFIX.get(path.suffix.lower())


def kind_of(source: Opened, head: bytes) -> Kind:
    """The kind of an input from its first bytes. Raises ``UnreadableError`` for what holds no text at all."""
    for magic, what in FORMATS.items():
        if head.startswith(magic):
            raise UnreadableError(f"it is {what}, not text", "save its text as .txt or .html and give that")
    if head.startswith(b"WARC/"):
        return "warc"
    promised = suffix_kind(source.url or source.name) or BY_CONTENT_TYPE.get(source.content_type or "")
    if promised == "warc":
        raise UnreadableError("it is named as a WARC but does not begin as one", "fetch it again, or mend its name")
    refuse_binary(head)
    return _by_content(head, promised)


def refuse_binary(head: bytes) -> None:
    """Raise ``UnreadableError`` where bytes are no text in any encoding that is read."""
    if head.startswith(BOMS):
        return
    controls = sum(head.count(code) for code in (*range(0x01, 0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
    if b"\x00" in head or controls > len(head) * 0.02:
        raise UnreadableError("it is binary, not text", "give text, HTML, a feed, a WARC or JSON lines")


def _by_content(head: bytes, promised: Kind | None) -> Kind:
    body = head.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"")
    prologue = XML_PROLOGUE.match(body)
    start = body[prologue.end() if prologue else 0 :][:4096]
    if start.startswith(b"<") and FEED.match(start):
        return "feed"
    if promised == "jsonl" or (promised is None and JSON_LINE.match(start)):
        return "jsonl"
    if promised is None and JSON.match(start):
        raise UnreadableError("it is JSON, but not one object a line", "write it as JSON lines")
    if promised == "feed":
        return "html" if _is_page(start) else "feed"
    if start.startswith(b"<") and HTML.match(start):
        return "html"
    if promised is None and start.startswith(b"<"):
        return "feed" if body.lstrip().startswith(b"<?xml") else "html"
    return promised or "text"


def _is_page(start: bytes) -> bool:
    return re.match(rb"<html[\s>]", start, re.IGNORECASE) is not None and b"xhtml" in start.lower()
