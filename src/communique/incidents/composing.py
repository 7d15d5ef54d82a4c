"""Compose an incident of its events: every claim kept, one value a field preferred, contradictions and history told."""

from collections.abc import Iterable, Sequence

from communique.incidents.choosing import (
    actors_key,
    actors_rank,
    choose,
    date_key,
    date_of,
    date_rank,
    known_rank,
    place_key,
    place_of,
    place_rank,
    status_rank,
)
from communique.incidents.contradicting import contradictions
from communique.incidents.losses import accounts
from communique.incidents.sourcing import printed, sources, voices
from communique.incidents.told import Told, in_order
from communique.model import Incident

NAMED = "a side that is named and not only alleged"
KNOWN = "a side that is known"


def compose(id: str, told: Iterable[Told], formerly: Sequence[str] = ()) -> Incident:  # noqa: A002
    """The incident of one or more events; the order in which they are given does not matter.

    Raises ``ValueError`` where there is none.
    """
    members = in_order(told)
    if not members:
        raise ValueError("an incident needs an event")
    found = sources(members)
    voice = voices(found)
    losses = accounts(members, printed(found))
    dates = sorted(source.published for source in found if source.published)
    return Incident(
        id=id,
        formerly=tuple(formerly),
        type=choose(members, voice, lambda each: each.event.type),
        status=choose(
            members,
            voice,
            lambda each: each.event.status,
            status_rank,
            "said to have happened before planned or denied",
        ),
        certainty=choose(
            members, voice, lambda each: each.event.certainty, lambda each: (float(each != "stated"),), "stated by any"
        ),
        date=choose(members, voice, date_of, date_rank, "the most exact date", date_key),
        place=choose(members, voice, place_of, place_rank, "the most specific place", place_key),
        initiators=choose(members, voice, lambda each: each.event.initiators or None, actors_rank, NAMED, actors_key),
        recipients=choose(members, voice, lambda each: each.event.recipients or None, known_rank, KNOWN, actors_key),
        tolls=losses,
        weapon=choose(members, voice, lambda each: each.event.weapon, key=str.lower),
        count=choose(members, voice, lambda each: each.event.count),
        aggregate=all(each.event.aggregate for each in members),
        publishers=len(set(voice.values())),
        first_reported=dates[0] if dates else None,
        last_updated=dates[-1] if dates else None,
        contradictions=contradictions(members, losses),
        sources=found,
        events=tuple(each.event for each in members),
    )
