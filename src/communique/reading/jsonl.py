"""JSON lines: one report an object, its text unchanged."""

import msgspec

from communique.reading import dates
from communique.reading.decoding import decode, one_line_end
from communique.reading.draft import Draft, Item, Items, Options
from communique.reading.failure import UnreadableError
from communique.reading.finish import finish
from communique.reading.limits import MAX_PAGE, megabytes
from communique.reading.streams import Opened, read_line

KEYS = "id, title, text, published, publisher, url, language"


class Line(msgspec.Struct, frozen=True):
    """The keys that are read of a line; others are let be."""

    text: str
    id: str | int | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None


DECODER = msgspec.json.Decoder(Line)


def read_jsonl(source: Opened, options: Options) -> Items:
    """A report a line; a line that is none is a failure with its number. Raises ``UnreadableError`` for no line at all."""
    number, seen = 0, False
    while data := read_line(source.stream, MAX_PAGE + 1):
        number += 1
        if data.strip():
            seen = True
            yield _item(source, data, number, options)
        while len(data) > MAX_PAGE and not data.endswith(b"\n"):
            data = read_line(source.stream, MAX_PAGE + 1)
    if not seen:
        raise UnreadableError("it is empty", "leave it out, or give a file with text")


def _item(source: Opened, data: bytes, number: int, options: Options) -> Item:
    name = f"{source.name}, line {number:,}"
    try:
        return finish(_draft(source, data, name), options)
    except UnreadableError as error:
        return error.failure(name)


def _draft(source: Opened, data: bytes, name: str) -> Draft:
    if len(data) > MAX_PAGE:
        raise UnreadableError(f"longer than the {megabytes(MAX_PAGE)} allowed for a line", "write one report a line")
    line = _line(decode(data))
    published = dates.parse(line.published) if line.published else None
    if line.published and published is None:
        raise UnreadableError(
            f"published {line.published!r} is no date that a report can have", "write it as YYYY-MM-DD, or null"
        )
    return Draft(
        name=name,
        source=name,
        text=one_line_end(line.text.removeprefix("\ufeff")),
        id=str(line.id) if line.id not in (None, "") else None,
        title=line.title or None,
        published=published,
        publisher=line.publisher or None,
        url=line.url or None,
        author=line.author or None,
        language=line.language or None,
    )


def _line(text: str) -> Line:
    try:
        return DECODER.decode(text.encode("utf-8"))
    except msgspec.ValidationError as error:
        raise UnreadableError(f"not a report ({error})", f"use the keys {KEYS}; only text is needed") from error
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise UnreadableError(f"not JSON ({error})", "write one JSON object a line") from error
