"""Reads TimeML: the text of each document without its marks, and where each time expression stands in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import msgspec

from communique.evaluation.gold_files import GoldError, rows
from communique.model import Report

CREATED = ("CREATION_TIME", "PUBLICATION_TIME")
"""Functions of the TIMEX3 that dates the document itself (TimeML 1.2.1); it is given. In the text it is asked for."""


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression: character offsets, TIMEX3 type (``DATE``, ``TIME``, ``DURATION``, ``SET``) and value."""

    start: int
    end: int
    type: str
    value: str | None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document as a report, published when it was created, and its time expressions in order."""

    report: Report
    times: tuple[Timex, ...]


class _Row(msgspec.Struct):
    id: str
    timeml: str


def load(path: Path) -> list[GoldDocument]:
    """Every document of a part. Raises ``GoldError`` on one that is no TimeML, or has no text or no date of creation."""
    return [_document(f"{path}, row {number}", row) for number, row in enumerate(rows(path), 1)]


def _document(where: str, raw: object) -> GoldDocument:
    try:
        row = msgspec.convert(raw, _Row)
        root = ElementTree.fromstring(row.timeml)
    except (msgspec.ValidationError, ElementTree.ParseError) as error:
        raise GoldError(f"{where}: not a TimeML document ({error})") from error
    text = root.find(".//TEXT")
    created = [item.get("value") for item in root.iter("TIMEX3") if item.get("functionInDocument") in CREATED]
    created += [item.get("value") for item in root.findall(".//DCT/TIMEX3")]
    if text is None or not created or not created[0]:
        raise GoldError(f"{where}: has no TEXT or no creation time")
    times: list[Timex] = []
    body = "".join(_walk(text, 0, times))
    report = Report(id=row.id, text=body, published=created[0][:10])
    return GoldDocument(report, tuple(sorted(times, key=lambda timex: (timex.start, timex.end))))


def _walk(element: ElementTree.Element, at: int, times: list[Timex]) -> Iterator[str]:
    """The pieces of an element's text; notes where its time expressions stand, ``at`` being where it begins itself."""
    start, own = at, element.text or ""
    at += len(own)
    yield own
    for child in element:
        for piece in _walk(child, at, times):
            at += len(piece)
            yield piece
        at += len(child.tail or "")
        yield child.tail or ""
    if element.tag == "TIMEX3" and at > start:
        times.append(Timex(start, at, (element.get("type") or "").upper(), element.get("value") or None))
