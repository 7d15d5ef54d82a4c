"""Lists in one readable cell, and back. A part that holds the sign between parts is written with a comma instead."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from communique.exports.projections.flat_incident.tidy import tidy
from communique.model import Actor, Contradiction, Source

Fields: TypeAlias = dict[str, object]
"""A part of the record as plain values, by field."""

BETWEEN = "; "
ALLEGED = " (alleged)"
NOT_NAMED = "publisher not named"
SOURCE = re.compile(
    r"(?P<publisher>.*?)(?: \(via (?P<wire>[^()]+)\))?(?:, (?P<published>\d{4}-\d\d-\d\d))?"
    r"(?:, (?P<url>[A-Za-z][\w+.-]*:\S+))?(?:, reprint of (?P<reprint_of>\S+))?"
)


def joined(parts: Iterable[str]) -> str | None:
    """The parts in one cell, empty ones passed over; null where there is none."""
    return BETWEEN.join(filter(None, (tidy(part).replace(BETWEEN, ", ") for part in parts))) or None


def split(cell: str | None) -> list[str]:
    """The parts of a cell."""
    return cell.split(BETWEEN) if cell else []


def actors(found: Sequence[Actor]) -> str | None:
    """Names, in the report's words where there is none; what is only alleged says so."""
    return joined((actor.name or actor.text) + (ALLEGED if actor.alleged else "") for actor in found)


def actors_back(cell: str | None) -> list[Fields]:
    """The actors of a cell."""
    return [
        {"text": part.removesuffix(ALLEGED), "name": part.removesuffix(ALLEGED), "alleged": part.endswith(ALLEGED)}
        for part in split(cell)
    ]


def sources(found: Sequence[Source]) -> str | None:
    """One part a report: ``Sahel Post (via Reuters), 2013-01-17, https://sahel.example/1, reprint of r7``."""
    return joined(map(_source, found))


def _source(source: Source) -> str:
    wire = f" (via {source.wire})" if source.wire else ""
    reprint = f"reprint of {source.reprint_of}" if source.reprint_of else None
    first = (tidy(source.publisher or "") or NOT_NAMED) + wire
    address = tidy(source.url or "").replace(" ", "%20")
    return ", ".join(part for part in (first, source.published, address, reprint) if part)


def sources_back(cell: str | None, ids: str | None) -> list[Fields]:
    """The reports of a cell; ``ids`` are their ids in the same order, as many as there are."""
    parts, reports = split(cell), split(ids)
    return [_source_back(part, reports[at] if at < len(reports) else "") for at, part in enumerate(parts)]


def _source_back(part: str, report: str) -> Fields:
    match = SOURCE.fullmatch(part)
    found: Fields = dict(match.groupdict()) if match else {"publisher": part}
    if found["publisher"] == NOT_NAMED:
        found["publisher"] = None
    return {"report": report, "events": [], **found}


def contradictions(found: Sequence[Contradiction]) -> str | None:
    """``killed: 12 (police, Kaduna Mail) against 31 (Nile Herald)``."""
    return joined(f"{each.field}: {each.words}" if each.field else each.words for each in found)


def contradictions_back(cell: str | None) -> list[Fields]:
    """The contradictions of a cell."""
    found: list[Fields] = []
    for part in split(cell):
        field, colon, words = part.partition(": ")
        told = (field, words) if field and colon else ("", part)
        found.append({"field": told[0], "words": told[1], "events": []})
    return found
