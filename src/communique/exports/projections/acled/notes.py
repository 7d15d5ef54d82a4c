"""The notes: what the reports say, in their words, and what ACLED's columns cannot tell."""

from collections.abc import Iterator, Sequence

from communique.exports.projections.acled.facts import Kind
from communique.exports.projections.acled.fatalities import bombers
from communique.exports.projections.acled.places import is_near
from communique.model import Event, Incident, Place, Source

HAPPENED = ("actual", "ongoing")
MOST_QUOTES = 3
"""Codebook: "Notes are kept short"."""


def notes(incident: Incident, kind: Kind, dead: int, parts: int, geo_precision: str) -> str:
    """Quotes with their source, then where the reports differ and how the row was made of them."""
    told = (*_quotes(incident), *_differences(incident), *_choices(incident, kind, dead, parts, geo_precision))
    return " ".join(told)


def _quotes(incident: Incident) -> Iterator[str]:
    """A sentence a report: first those that say it happened, of them that of the preferred type. A reprint says nothing new."""
    own = {event: source for source in incident.sources if source.reprint_of is None for event in source.events}
    first = sorted(incident.events, key=lambda event: (event.status not in HAPPENED, event.id != incident.type.event))
    told: dict[str, Event] = {}
    for event in first:
        if event.id in own:
            told.setdefault(own[event.id].report, event)
    for event in list(told.values())[:MOST_QUOTES]:
        yield f"“{' '.join(event.quote.split())}” ({_teller(own[event.id])})."


def _teller(source: Source) -> str:
    parts = (source.publisher, source.wire if source.wire != source.publisher else None, source.published)
    return ", ".join(part for part in parts if part) or "publisher not known"


def _differences(incident: Incident) -> Iterator[str]:
    for each in incident.contradictions:
        yield f"Told differently, {each.field}: {each.words}."


def _choices(incident: Incident, kind: Kind, dead: int, parts: int, geo_precision: str) -> Iterator[str]:
    alleged = _alleged(incident)
    if alleged:
        yield f"Alleged: {'; '.join(alleged)}."
    if incident.certainty.value == "hedged":
        yield "Reported with doubt."
    if (incident.count.value or 1) > 1:
        yield f"{incident.count.value} like happenings are told."
    place = incident.place.value
    if place and geo_precision != "1":
        yield f"The place is told as {_where(incident, place)}."
    if dead and parts > 1:
        yield f"{dead} reported fatalities in all, divided over {parts} days."
    if bombers(incident, kind):
        yield "The suicide bomber is counted among the fatalities."


def _where(incident: Incident, place: Place) -> str:
    return f"near {place.text}" if is_near(incident, place) else f"{place.text} ({place.precision})"


def _alleged(incident: Incident) -> Sequence[str]:
    actors = (*(incident.initiators.value or ()), *(incident.recipients.value or ()))
    return [actor.name or actor.text for actor in actors if actor.alleged]
