"""The incident that a report is about, composed of our events of it: a projection of this suite, not of the coder.

The *main* event is the violent one that the report tells most of. The other violent events that contradict it neither by day nor
by town are taken as parts of the same incident (its title, its first dead, its wounded are often told apart).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from communique.evaluation.suites.incidents.losses import Losses, compose
from communique.model import Event, Place

KINDS = frozenset(("attack", "armed-clash", "shelling", "bombing", "grenade-attack", "protest-excessive-force", "riot"))
"""Codebook types under which the reader lays a shooting; an abduction or a theft is another happening of the report."""
TOLD = frozenset(("actual", "ongoing"))
TOWNS = frozenset(("town", "district"))
LONGEST = 2
"""Days: a date of two ("Saturday night into Sunday", a weekend) is scored by its first."""


NOTHING = Losses()


@dataclass(frozen=True, slots=True)
class Told:
    """What a report says of its incident, as far as our events have it; null where they have nothing."""

    events: tuple[Event, ...] = ()
    """The main event first, then those of the same incident in the order of the text."""
    losses: Losses = NOTHING
    day: date | None = None
    place: Place | None = None
    """The town where one is told, else whatever is."""


def told(events: Sequence[Event]) -> Told:
    """The main incident of one report's events."""
    violent = [event for event in events if event.type in KINDS and event.status in TOLD]
    if not violent:
        return Told(losses=compose(events), place=_place(events, events))
    main = max(violent, key=weight)
    same = (main, *(event for event in violent if event is not main and not apart(main, event)))
    return Told(same, compose(same), _day(same), _place(same, events))


def weight(event: Event) -> float:
    """How much of the report an event is: its mentions, its tolls, its day and place; a summary over time is less."""
    start = event.evidence.get("anchor", (0, 0))[0]
    told_of = 0.5 * len(event.mentions) + len(event.tolls[:3]) + (day_of(event) is not None) + (event.place is not None)
    return told_of - 2.0 * event.aggregate - min(start / 1000, 2.0)


def apart(one: Event, other: Event) -> bool:
    """Whether two events of a report are told of different days, or of different towns."""
    first, second = _span(one), _span(other)
    if first and second and (first[1] < second[0] or second[1] < first[0]):
        return True
    a, b = one.place, other.place
    return bool(a and b and a.precision in TOWNS and b.precision in TOWNS and a.name != b.name)


def _span(event: Event) -> tuple[str, str] | None:
    when = event.date
    return (when.start, when.end) if when.start and when.end else None


def day_of(event: Event) -> date | None:
    """The day of an event dated to one, or to two."""
    span = _span(event)
    if span is None:
        return None
    first, last = date.fromisoformat(span[0]), date.fromisoformat(span[1])
    return first if (last - first).days < LONGEST else None


def _day(same: Sequence[Event]) -> date | None:
    """The main event's day, else the one told most often, the earlier of equals."""
    days = [day for event in same if (day := day_of(event)) is not None]
    if day_of(same[0]) is not None or not days:
        return day_of(same[0])
    return min(Counter(days).items(), key=lambda item: (-item[1], item[0]))[0]


def _place(same: Sequence[Event], events: Sequence[Event]) -> Place | None:
    """The town told most often of the incident, the first of equals, else of the whole report; else the first place of any kind."""
    return _town(same) or _town(events) or next((event.place for event in same if event.place is not None), None)


def _town(events: Iterable[Event]) -> Place | None:
    towns = [place for event in events if (place := event.place) is not None and place.precision in TOWNS]
    often = Counter(place.name for place in towns).most_common(1)
    return next((place for place in towns if place.name == often[0][0]), None)
