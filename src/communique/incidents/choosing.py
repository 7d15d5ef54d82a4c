"""The preferred value of a field and the written rule that chose it. Every claim is kept beside it; nothing is averaged."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from communique.incidents.telling import RANKS
from communique.incidents.told import Told
from communique.model import Actor, Chosen, Claim, Place, When

T = TypeVar("T")
Rank = Callable[[T], tuple[float, ...]]

MOST_TOLD = "told by most independent publishers, of equals by the latest report"
DATES = {"day": 0, "days": 1, "week": 2, "month": 3, "span": 4, "year": 5, "unknown": 6}
STATUSES = ("actual", "ongoing", "planned", "hypothetical", "negated")


def choose(
    members: Sequence[Told],
    voices: Mapping[str, int],
    value: Callable[[Told], T | None],
    rank: Rank[T] | None = None,
    why: str = "",
    key: Callable[[T], Hashable] = lambda given: given,
) -> Chosen[T]:
    """Prefer the least ``rank`` (``why`` says it in words), then what most voices tell, then the latest. ``members`` in order.

    ``key`` tells which values are the same one; two of one key are told by both.
    """
    given = [(told, found) for told in members if (found := value(told)) is not None]
    if not given:
        return Chosen()
    tellers: dict[Hashable, set[int]] = {}
    for told, found in given:
        tellers.setdefault(key(found), set()).add(voices[told.origin.report])
    ranks = [rank(found) if rank else () for _, found in given]
    best = min(range(len(given)), key=lambda index: (ranks[index], -len(tellers[key(given[index][1])]), -index))
    told, found = given[best]
    claims = tuple(Claim(event=each.event.id, value=one, said_by=said_by(each)) for each, one in given)
    return Chosen(value=found, rule=_rule(why, len({key(one) for _, one in given})), event=told.event.id, claims=claims)


def said_by(told: Told) -> str | None:
    """Who the report says the event from."""
    return told.event.attribution.source if told.event.attribution else None


def _rule(why: str, different: int) -> str:
    if different == 1:
        return "the only value given"
    return f"{why}; of equals {MOST_TOLD}" if why else MOST_TOLD


def place_of(told: Told) -> Place | None:
    """A place that is known at all."""
    place = told.event.place
    return place if place is not None and place.precision != "unknown" else None


def place_rank(place: Place) -> tuple[float, ...]:
    """The most exact first; of one precision those with a point."""
    return RANKS[place.precision], float(place.latitude is None)


def place_key(place: Place) -> Hashable:
    """Two spellings of one place are one."""
    return place.name or place.text, place.admin1, place.country


def date_of(told: Told) -> When | None:
    """A date of which one end at least is known."""
    date = told.event.date
    return date if date.start or date.end else None


def date_rank(date: When) -> tuple[float, ...]:
    """The most exact first."""
    return (DATES[date.precision],)


def date_key(date: When) -> Hashable:
    """The same days."""
    return date.start, date.end


def actors_key(actors: tuple[Actor, ...]) -> Hashable:
    """The same names in any order."""
    return frozenset(actor.name or actor.text for actor in actors)


def actors_rank(actors: tuple[Actor, ...]) -> tuple[float, ...]:
    """Those that name a side first, and of these those that do not only allege it."""
    named = [actor for actor in actors if is_named(actor)]
    return float(not named), float(all(actor.alleged for actor in named or actors))


def known_rank(actors: tuple[Actor, ...]) -> tuple[float, ...]:
    """Those of whom it is known who they are, or that they are no fighters, first."""
    return (float(not any(actor.name and not actor.name.startswith("Unidentified") for actor in actors)),)


def is_named(actor: Actor) -> bool:
    """Whether a side is told, not only what kind of people."""
    return actor.name is not None and not actor.name.startswith(("Unidentified", "Civilians"))


def status_rank(status: str) -> tuple[float, ...]:
    """What is said to have happened before what is planned, feared or denied."""
    return (STATUSES.index(status),)
