"""From an incident to the claims its reports make of who holds its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from communique.model import Actor, Event, Incident, Place, Source, When
from communique.situation.days import Stretch, stretch
from communique.situation.effects import Effects, Rule, Side, effects
from communique.situation.record import ControlClaim

CHANGES = frozenset(("holds", "leaves"))


@dataclass(frozen=True, slots=True)
class Made:
    """A claim with what is compared of it: its sides and the days between which it happened."""

    claim: ControlClaim
    sides: tuple[Side, ...]
    when: Stretch
    denied: bool


def claims_of(incident: Incident) -> Iterator[Made]:
    """What each event says of the incident's place, in order of publication.

    Date and place are the incident's preferred ones, since the happening is one; type, sides and words are each event's own.
    Where a report tells of a taking, the fight that others tell of in the same incident is the fight for it, and no claim.
    """
    rules = effects()
    date = incident.date.value or When()
    found = [
        (event, rule)
        for event in incident.events or _chosen(incident)
        if not event.aggregate and (rule := rules.of(event, date))
    ]
    decided = any(rule.effect in CHANGES and event.status not in rules.denied for event, rule in found)
    sources = {event: source for source in incident.sources for event in source.events}
    for event, rule in found:
        if not (decided and event.type == "armed-clash"):
            yield _made(incident, event, rule, sources.get(event.id), date)


def _chosen(incident: Incident) -> tuple[Event, ...]:
    """An incident without events, as files of other formats give it: its preferred values, without words."""
    if incident.type.value is None:
        return ()
    bare = Event(
        id=incident.id,
        report="",
        type=incident.type.value,
        anchor="",
        quote="",
        initiators=incident.initiators.value or (),
        recipients=incident.recipients.value or (),
        status=incident.status.value or "actual",
        certainty=incident.certainty.value or "stated",
        aggregate=incident.aggregate,
    )
    return (bare,)


def _made(incident: Incident, event: Event, rule: Rule, source: Source | None, date: When) -> Made:
    rules = effects()
    actors = _actors(incident, event, rule)
    published = source.published if source else incident.first_reported
    publishers = {one.publisher for one in incident.sources if one.publisher}
    claim = ControlClaim(
        incident=incident.id,
        event=event.id if incident.events else None,
        type=event.type,
        effect=rule.effect,
        rule=rule.id,
        sides=tuple(side_of(actor, rules).name for actor in actors),
        date=date,
        status=event.status,
        published=published,
        publisher=source.publisher if source else ", ".join(sorted(publishers)) or None,
        said_by=event.attribution.source if event.attribution else None,
        hedged=event.certainty == "hedged",
        alleged=any(actor.alleged for actor in actors),
        quote=event.quote or None,
    )
    sides = tuple(side_of(actor, rules) for actor in actors)
    return Made(claim, sides, stretch(date, published), event.status in rules.denied)


def _actors(incident: Incident, event: Event, rule: Rule) -> tuple[Actor, ...]:
    """Who holds, leaves or besieges: the initiators. In a fight both sides."""
    own = event.initiators or incident.initiators.value or ()
    if event.type != "armed-clash":
        return own
    return (*own, *(event.recipients or incident.recipients.value or ()))


def side_of(actor: Actor, rules: Effects) -> Side:
    """The side that an actor is; its words in quotation marks where it has no name."""
    of_state = None if actor.kind is None else actor.kind in rules.state_kinds
    name = actor.name or f"“{' '.join(actor.text.split())}”"
    identified = actor.name is not None and not actor.name.startswith("Unidentified")
    return Side(name, identified, of_state)


def exactness(place: Place | None) -> str:
    """``exact``, ``imprecise`` (the claim may be of a part of it) or ``vague`` (of a country, or nowhere told)."""
    rules = effects()
    if place is None or place.precision not in (*rules.exact, *rules.imprecise):
        return "vague"
    return "exact" if place.precision in rules.exact else "imprecise"
