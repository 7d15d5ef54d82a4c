"""An incident as a row of ``SCHEMA``."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import msgspec

from communique.exports.projections.flat_incident.row import where
from communique.exports.projections.parquet.schema import SCHEMA
from communique.model import Actor, Chosen, Contradiction, Figure, Incident, Place, Source, TollAccount, When

Record: TypeAlias = dict[str, Any]
"""A row or a part of one, by column."""

CHOSEN = ("type", "status", "certainty", "date", "place", "initiators", "recipients", "weapon", "count")
"""The fields of an incident that a value was chosen for."""


def record(incident: Incident) -> Record:
    """The row of an incident: the preferred values in columns, rules, claims and sources in lists."""
    found: Record = {
        "id": incident.id,
        "formerly": list(incident.formerly),
        **{name: getattr(incident, name).value for name in ("type", "status", "certainty", "weapon", "count")},
        **_when(incident.date.value),
        **_where(incident.place.value),
        "initiators": _actors(incident.initiators.value),
        "recipients": _actors(incident.recipients.value),
        "tolls": [_toll(toll) for toll in incident.tolls],
        "aggregate": incident.aggregate,
        "publishers": incident.publishers or None,
        "first_reported": day(incident.first_reported),
        "last_updated": day(incident.last_updated),
        "contradictions": [_contradiction(each) for each in incident.contradictions],
        "sources": [_source(source) for source in incident.sources],
        "choices": list(_choices(incident)),
        "claims": list(_claims(incident)),
    }
    return {name: found.get(name) for name in SCHEMA.names}


def day(text: str | None) -> datetime.date | None:
    """An ISO date as a date; null where it is none."""
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _when(date: When | None) -> Record:
    if date is None:
        return {}
    return {
        "date_start": day(date.start),
        "date_end": day(date.end),
        "date_precision": date.precision,
        "date_text": date.text,
    }


def _where(place: Place | None) -> Record:
    """The flat row's columns, the gazetteer's name and the report's words each in its own."""
    if place is None:
        return {}
    return {**where(place), "place": place.name, "place_text": place.text, "place_match": place.match}


def _actors(actors: Sequence[Actor] | None) -> list[Record] | None:
    return None if actors is None else [msgspec.structs.asdict(actor) for actor in actors]


def _toll(toll: TollAccount) -> Record:
    return {**msgspec.structs.asdict(toll), "figures": [_figure(figure) for figure in toll.figures]}


def _figure(figure: Figure) -> Record:
    return {**msgspec.structs.asdict(figure), "published": day(figure.published)}


def _contradiction(found: Contradiction) -> Record:
    return {**msgspec.structs.asdict(found), "events": list(found.events)}


def _source(source: Source) -> Record:
    return {**msgspec.structs.asdict(source), "published": day(source.published), "events": list(source.events)}


def _choices(incident: Incident) -> Iterator[Record]:
    for name in CHOSEN:
        chosen: Chosen[Any] = getattr(incident, name)
        if chosen.value is not None:
            yield {"field": name, "rule": chosen.rule, "event": chosen.event}


def _claims(incident: Incident) -> Iterator[Record]:
    for name in CHOSEN:
        chosen: Chosen[Any] = getattr(incident, name)
        for claim in chosen.claims:
            yield {"field": name, "event": claim.event, "value": _text(claim.value), "said_by": claim.said_by}


def _text(value: object) -> str:
    """A claim's value: text and numbers as they are, structures as JSON."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
