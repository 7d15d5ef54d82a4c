"""Compare two readings of an event, field by field."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from communique.desk.review.models import Item, Reading
from communique.desk.review.sampling.agreement import Agreement, agreement
from communique.desk.review.wording import NOT_GIVEN, values
from communique.model import Event

Judgement = Reading.Judgement


@dataclass(frozen=True, slots=True)
class Compared:
    """A field: how it is compared in words, and whether it is nominal (one of a list)."""

    field: str
    words: str
    nominal: bool
    of: Callable[[Event], Hashable]


FIELDS = (
    Compared("type", "type", True, lambda event: event.type),
    Compared("status", "status", True, lambda event: event.status),
    Compared("certainty", "certainty", True, lambda event: event.certainty),
    Compared("aggregate", "summary or not", True, lambda event: event.aggregate),
    Compared("date", "precision of the date", True, lambda event: event.date.precision),
    Compared("place", "precision of the place", True, lambda event: event.place.precision if event.place else "none"),
    Compared("place", "country", True, lambda event: event.place.country if event.place else None),
    Compared("place", "place: name, division and country", False, lambda event: _place(event)),
    Compared("date", "date: first and last day", False, lambda event: (event.date.start, event.date.end)),
    Compared("initiators", "initiators: names", False, lambda event: _side(event, "initiators")),
    Compared("recipients", "recipients: names", False, lambda event: _side(event, "recipients")),
    Compared("tolls", "losses: outcome and figures", False, lambda event: _tolls(event)),
    Compared("attribution", "attribution: source", False, lambda event: event.attribution and event.attribution.source),
    Compared("weapon", "weapon", False, lambda event: event.weapon),
    Compared("count", "count", False, lambda event: event.count),
)
"""What is compared. Kappa is of the nominal ones: of the others nearly every value is its own category."""


def _place(event: Event) -> Hashable:
    place = event.place
    return (place.name or place.text, place.admin1, place.country) if place else None


def _side(event: Event, side: str) -> Hashable:
    return frozenset(actor.name or actor.text.casefold() for actor in getattr(event, side))


def _tolls(event: Event) -> Hashable:
    return frozenset((toll.outcome, toll.low, toll.high) for toll in event.tolls)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table of agreement."""

    words: str
    nominal: bool
    found: Agreement


@dataclass(frozen=True, slots=True)
class Difference:
    """What two readers read differently of one event."""

    event: int
    words: str
    first: str
    second: str


Pair = tuple[Reading, Reading]


def pairs(items: Iterable[Item]) -> list[Pair]:
    """Both readings of each item that both readers finished; ``readings`` are prefetched."""
    found = []
    for item in items:
        turns = {each.turn: each for each in item.readings.all() if each.judgement != Judgement.OPEN}
        if len(turns) == len(Reading.Turn):
            found.append((turns[Reading.Turn.FIRST], turns[Reading.Turn.SECOND]))
    return found


def lines(read: Sequence[Pair]) -> list[Line]:
    """Agreement on whether it is an event at all; of those that both accepted, on each field."""
    judged = agreement([(one.judgement, other.judgement) for one, other in read], nominal=True)
    both = [(one.record, other.record) for one, other in read if _both_accepted(one, other)]
    fields = (Line(each.words, each.nominal, _of(each, both)) for each in FIELDS)
    return [Line("accepted or rejected", True, judged), *fields]


def _both_accepted(one: Reading, other: Reading) -> bool:
    return one.judgement == other.judgement == Judgement.ACCEPTED


def _of(field: Compared, both: Sequence[tuple[Event, Event]]) -> Agreement:
    return agreement([(field.of(one), field.of(other)) for one, other in both], field.nominal)


def differences(read: Sequence[Pair]) -> list[Difference]:
    """Everything that the two did not read alike, in the order of the sample."""
    return [each for one, other in read for each in _differences(one, other)]


def _differences(one: Reading, other: Reading) -> Iterable[Difference]:
    event = one.item.event_id
    if one.judgement != other.judgement:
        yield Difference(event, "accepted or rejected", one.judgement, other.judgement)
    elif _both_accepted(one, other):
        a, b = one.record, other.record
        told = dict.fromkeys(field.field for field in FIELDS if field.of(a) != field.of(b))
        yield from (Difference(event, name, _words(a, name), _words(b, name)) for name in told)


def _words(record: Event, field: str) -> str:
    return "; ".join(each.text for each in values(record, field)) or NOT_GIVEN
