"""Values of an event in words. What the report does not give is said to be not given."""

from collections.abc import Iterator
from dataclasses import dataclass

from communique.desk.archive.countries import name_of
from communique.model import Actor, Event, Place, Toll, When

NOT_GIVEN = "not given"


@dataclass(frozen=True, slots=True)
class Value:
    """A value in words, the report's own words where they say it differently, and the paths of its evidence."""

    text: str
    words: str | None = None
    paths: tuple[str, ...] = ()


def values(event: Event, field: str) -> tuple[Value, ...]:
    """The values of a field; empty where the report gives none."""
    return tuple(_OF[field](event) if field in _OF else _plain(event, field))


def _plain(event: Event, field: str) -> Iterator[Value]:
    value = getattr(event, field)
    if value is not None:
        yield Value(str(value), None, (field,))


def _type(event: Event) -> Iterator[Value]:
    yield Value(event.type, event.anchor, ("type", "anchor"))


def _side(event: Event, side: str) -> Iterator[Value]:
    for n, actor in enumerate(getattr(event, side)):
        path = f"{side}[{n}]"
        yield Value(actor_words(actor), actor.text, (path, f"{path}.text", f"{path}.name"))


def actor_words(actor: Actor) -> str:
    """The normalised name, and that it is only alleged."""
    return (actor.name or "no name") + (", alleged" if actor.alleged else "")


def _place(event: Event) -> Iterator[Value]:
    if event.place is not None:
        yield Value(place_words(event.place), event.place.text, ("place", "place.text", "place.name"))


def place_words(place: Place) -> str:
    """``Gao, Gao, Mali: town``; of a circle how wide it is."""
    parts = dict.fromkeys(part for part in (place.name, place.admin1, name_of(place.country)) if part)
    within = f", within {place.accuracy_km:,.0f} km" if place.accuracy_km and place.precision != "town" else ""
    return f"{', '.join(parts) or 'no name'}: {place.precision}{within}"


def _date(event: Event) -> Iterator[Value]:
    when = event.date
    if when.start or when.end or when.text:
        yield Value(date_words(when), when.text, ("date",))


def date_words(when: When) -> str:
    """``2024-05-02 (day)``; of a stretch both ends, an open one as dots."""
    if when.start is None and when.end is None:
        return "not resolved"
    span = when.start if when.start == when.end else f"{when.start or '…'} to {when.end or '…'}"
    return f"{span} ({when.precision})"


def _tolls(event: Event) -> Iterator[Value]:
    for n, toll in enumerate(event.tolls):
        path = f"tolls[{n}]"
        yield Value(
            toll_words(toll), toll.text, (path, f"{path}.text", f"{path}.low", f"{path}.high", f"{path}.source")
        )


def toll_words(toll: Toll) -> str:
    """``at least 20 killed, said by a doctor``."""
    said = f", said by {toll.source}" if toll.source else ""
    who = f" ({toll.who})" if toll.who else ""
    return f"{_figure(toll.low, toll.high)} {toll.outcome.replace('-', ' ')}{who}{said}"


def _figure(low: int | None, high: int | None) -> str:
    if low == high:
        return "number not given:" if low is None else f"{low:,}"
    if high is None:
        return f"at least {low:,}"
    return f"up to {high:,}" if low is None else f"{low:,} to {high:,}"


def _attribution(event: Event) -> Iterator[Value]:
    said = event.attribution
    if said is not None:
        cue = f" “{said.cue}”" if said.cue else ""
        yield Value(f"{said.source}{cue}", None, ("attribution", "attribution.source", "attribution.cue"))


def _aggregate(event: Event) -> Iterator[Value]:
    yield Value("yes, over many happenings or a long time" if event.aggregate else "no", None, ("aggregate",))


_OF = {
    "type": _type,
    "initiators": lambda event: _side(event, "initiators"),
    "recipients": lambda event: _side(event, "recipients"),
    "place": _place,
    "date": _date,
    "tolls": _tolls,
    "attribution": _attribution,
    "aggregate": _aggregate,
}
