"""Read PLOVER records back as bare incidents."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

import msgspec

from communique.exports.projection import UnreadableError
from communique.exports.projections.crosswalks.back import type_of_plover
from communique.exports.projections.crosswalks.bare import Range, Read, bare
from communique.exports.projections.crosswalks.coding import Coded
from communique.exports.projections.crosswalks.entities import Entity, side_read
from communique.exports.projections.crosswalks.ontology import auxiliary_modes
from communique.exports.projections.crosswalks.places import place_read
from communique.exports.projections.crosswalks.times import status_back, when_read
from communique.exports.projections.plover.record import SIZES, Cite, Ours, Party, Record, sectors_of
from communique.model import Incident, Outcome, Place, Source

FORM = "PLOVER"


def read(lines: BinaryIO) -> Iterator[Incident]:
    """An incident a line; empty lines are passed over. Raises ``UnreadableError`` with the number of a line that is no record."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield incident_of(msgspec.json.decode(line, type=Record))
        except (msgspec.DecodeError, KeyError, ValueError) as error:
            raise UnreadableError(
                f"line {number} is no PLOVER 2.0 record: {error}; write it with --format plover"
            ) from error


def incident_of(record: Record) -> Incident:
    """The bare incident of a record. Raises ``KeyError`` on an event or mode that PLOVER 2.0 has not."""
    modes = tuple(mode for mode in record.mode if mode not in auxiliary_modes())
    coded = Coded(event=record.event[0], modes=modes, contexts=record.context)
    ours = record.communique or Ours()
    return bare(
        Read(
            form=FORM,
            id=record.id,
            type=type_of_plover(coded.event, modes, len(record.actor) > 1 and not record.recipient),
            codes=coded.codes,
            status=status_back(record.mode),
            certainty=ours.certainty,
            when=when_read(record.date, record.enddate, ours.date_precision),
            place=_place(record, ours),
            initiators=side_read(_entities(record.actor), FORM),
            recipients=side_read(_entities(record.recipient), FORM),
            tolls=_tolls(record, ours),
            count=ours.count,
            aggregate=ours.aggregate,
            publishers=ours.publishers,
            first_reported=ours.first_reported,
            last_updated=ours.last_updated,
            sources=_sources(record, ours),
        )
    )


def _place(record: Record, ours: Ours) -> Place | None:
    place = place_read(record.event_loc) if record.event_loc else None
    return msgspec.structs.replace(place, precision=ours.place_precision) if place and ours.place_precision else place


def _entities(parties: Sequence[Party]) -> list[Entity]:
    return [
        Entity(
            code=each.code,
            sectors=sectors_of(each.sector or ""),
            text=each.entity_text,
            name=each.identifier_text,
            alleged=each.alleged,
        )
        for each in parties
    ]


def _tolls(record: Record, ours: Ours) -> dict[Outcome, Range]:
    found: dict[Outcome, Range] = {}
    for outcome, key in SIZES.items():
        best = getattr(record.size, key, None)
        low, high = ours.ranges.get(key, (best, best))
        if (low, best, high) != (None, None, None):
            found[outcome] = (low, best, high)
    return found


def _sources(record: Record, ours: Ours) -> tuple[Source, ...]:
    """The reports; of a record of another coder the one that it cites."""
    cite = record.cite_info or Cite()
    if ours.sources or not (cite.url or cite.title or cite.publication):
        return ours.sources
    return (Source(report=record.id, events=(), publisher=cite.publication, url=cite.url, title=cite.title),)
