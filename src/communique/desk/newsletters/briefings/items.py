"""An incident as a briefing tells it: plain values of its preferred claims, and who says so."""

from msgspec.structs import replace

from communique.desk.archive.models import Composition
from communique.desk.newsletters.briefings.content import Figure, Item, Said, Step, Why
from communique.desk.public.pages.wording import actor_words
from communique.model.event import Actor
from communique.model.incident import Chosen, Incident

SAID = 5
"""Publishers that an item names; all are counted."""
PLACED = frozenset({"site", "town", "district"})
"""Precisions at which a place has a name of its own; a region is told as such, a country is no place."""


def item_of(row: Composition, name: str, review: str, why: Why) -> Item:
    """The incident of a composition; ``review`` is of ``Incident.Reviewed``."""
    record = row.record
    place, when = record.place.value, record.date.value
    return Item(
        incident=name,
        why=why,
        type=row.type,
        family=row.family,
        status=row.status,
        certainty=row.certainty,
        country=row.country or None,
        admin1=row.admin1 or None,
        place=(place.name or place.text) if place and place.precision in PLACED else None,
        precision=row.precision or None,
        latitude=row.latitude,
        longitude=row.longitude,
        accuracy_km=row.accuracy_km,
        start=row.start,
        end=row.end,
        date_precision=when.precision if when else None,
        initiators=_names(record.initiators),
        recipients=_names(record.recipients),
        tolls={each.outcome: Figure(each.low, each.best, each.high) for each in record.tolls},
        weapon=record.weapon.value,
        said=_said(record),
        denied_by=_deniers(record),
        publishers=row.publishers,
        reports=row.reports,
        contradictions=[each.field for each in record.contradictions],
        review=review,
    )


def gone(told: Item, into: str | None) -> Item:
    """A told incident that is none any more: withdrawn, or joined into another."""
    return replace(told, why="withdrawn", steps=[Step("merged", {"into": into})] if into else [])


def _names(side: Chosen[tuple[Actor, ...]]) -> list[str]:
    return list(dict.fromkeys(actor_words(actor) for actor in side.value or ()))


def _said(record: Incident) -> list[Said]:
    """Publishers, the latest first, each once; reprints are left out, and reports that do nothing but deny it."""
    denials = {claim.event for claim in record.status.claims if claim.value == "negated"}
    speakers = {claim.event: claim.said_by for claim in record.type.claims if claim.said_by}
    telling = [each for each in record.sources if not denials.issuperset(each.events)]
    named = [each for each in telling if each.publisher and not each.reprint_of]
    latest = sorted(named, key=lambda each: each.published or "", reverse=True)
    found: dict[str, Said] = {}
    for source in latest:
        attributed = next((speakers[event] for event in source.events if event in speakers), None)
        found.setdefault(source.publisher or "", Said(source.publisher or "", attributed, source.url))
    return list(found.values())[:SAID]


def _deniers(record: Incident) -> list[str]:
    """Who says that it did not happen: the speaker that a report names, with its publisher, or the publisher alone."""
    publishers = {event: each.publisher for each in record.sources for event in each.events}
    negated = [
        (claim.said_by, publishers.get(claim.event)) for claim in record.status.claims if claim.value == "negated"
    ]
    names = (f"{who} ({where})" if who and where else who or where for who, where in negated)
    return list(dict.fromkeys(name for name in names if name))
