"""Claims of one field that cannot all be true, told in words with their events."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations

from communique.gazetteer.distance import kilometres
from communique.incidents.choosing import date_of, is_named, place_of
from communique.incidents.told import Told
from communique.model import Actor, Contradiction, Figure, Place, TollAccount, When

APART_KM = {"site": 10.0, "town": 15.0, "district": 60.0, "region": 300.0}
"""How far apart two places may lie and still be one, by the less exact: a town's outskirts, a district's or region's breadth."""
HAPPENED = frozenset(("actual", "ongoing"))
MEANS = frozenset(
    (
        "air-strike",
        "shelling",
        "bombing",
        "suicide-bombing",
        "grenade-attack",
        "chemical-attack",
        "sexual-violence",
        "abduction",
    )
)
"""Types that say by what means: two of them differ. General types (attack, armed-clash) differ from none."""


def contradictions(members: Sequence[Told], accounts: Sequence[TollAccount]) -> tuple[Contradiction, ...]:
    """Every field in which two events cannot both be right. ``members`` in order of publication."""
    return (*_of_events(members), *(found for account in accounts if (found := _of_figures(account, members))))


def _of_events(members: Sequence[Told]) -> Iterator[Contradiction]:
    for name, key, clash, words in FIELDS:
        events = _clashing(members, key, clash)
        if events:
            yield Contradiction(field=name, words=_words(events, words), events=tuple(each.event.id for each in events))


def _clashing(
    members: Sequence[Told], key: Callable[[Told], Hashable], clash: Callable[[Told, Told], bool]
) -> list[Told]:
    """Those that clash with another, in order. Events of one key clash with the same ones."""
    by_key: dict[Hashable, Told] = {}
    keys = [key(told) for told in members]
    for told, each in zip(members, keys, strict=True):
        by_key.setdefault(each, told)
    clashing = {
        each for (a, one), (b, other) in combinations(by_key.items(), 2) if clash(one, other) for each in (a, b)
    }
    return [told for told, each in zip(members, keys, strict=True) if each in clashing]


def _words(events: Sequence[Told], words: Callable[[Told], str]) -> str:
    tellers: dict[str, list[str]] = {}
    for told in events:
        tellers.setdefault(words(told), []).append(teller(told))
    return " against ".join(f"{value} ({', '.join(dict.fromkeys(names))})" for value, names in tellers.items())


def teller(told: Told) -> str:
    """Who tells it: the speaker, and the publisher or wire; the report's id where it names neither."""
    house = told.origin.wire or told.origin.publisher or told.origin.report
    return f"{told.event.attribution.source}, {house}" if told.event.attribution else house


def _status(one: Told, other: Told) -> bool:
    """Said not to have happened against said to have."""
    pair = {one.event.status, other.event.status}
    return "negated" in pair and bool(pair & HAPPENED)


def _type(one: Told, other: Told) -> bool:
    return one.event.type != other.event.type and {one.event.type, other.event.type} <= MEANS


def _date(one: Told, other: Told) -> bool:
    a, b = date_of(one), date_of(other)
    if a is None or b is None or not (a.start and a.end and b.start and b.end):
        return False
    return a.end < b.start or b.end < a.start


def _place(one: Told, other: Told) -> bool:
    a, b = place_of(one), place_of(other)
    if a is None or b is None:
        return False
    if a.country and b.country and a.country != b.country:
        return True
    if "country" in (a.precision, b.precision) or None in (a.latitude, a.longitude, b.latitude, b.longitude):
        return False
    points = (float(value or 0.0) for value in (a.latitude, a.longitude, b.latitude, b.longitude))
    return kilometres(*points) > max(APART_KM[a.precision], APART_KM[b.precision])


def _initiators(one: Told, other: Told) -> bool:
    """Blamed on different sides: both name some, and none of one is of the other, on either side of the event."""
    a, b = _sides(one.event.initiators), _sides(other.event.initiators)
    fought = _sides(one.event.recipients) | _sides(other.event.recipients)
    return bool(a and b) and not a & b and not (a | b) & fought


def _sides(actors: Sequence[Actor]) -> frozenset[str]:
    return frozenset(str(actor.name) for actor in actors if is_named(actor))


def _of_place(told: Told) -> Hashable:
    place = told.event.place
    return place and (place.name or place.text, place.country, place.precision, place.latitude, place.longitude)


def _of_sides(told: Told) -> Hashable:
    return _sides(told.event.initiators), _sides(told.event.recipients)


FIELDS: tuple[tuple[str, Callable[[Told], Hashable], Callable[[Told, Told], bool], Callable[[Told], str]], ...] = (
    ("status", lambda told: told.event.status, _status, lambda told: told.event.status),
    ("type", lambda told: told.event.type, _type, lambda told: told.event.type),
    ("date", lambda told: (told.event.date.start, told.event.date.end), _date, lambda told: _when(told.event.date)),
    ("place", _of_place, _place, lambda told: _where(told.event.place)),
    ("initiators", _of_sides, _initiators, lambda told: _who(told.event.initiators)),
)
"""For each field what makes two events the same in it, whether two clash, and its words."""


def _of_figures(account: TollAccount, members: Sequence[Told]) -> Contradiction | None:
    """Figures that stand and share no number. A figure that was overtaken is history, and contradicts nothing."""
    by_id = {told.event.id: told for told in members}
    standing = [figure for figure in account.figures if figure.stands]
    clashing = [figure for figure in standing if any(_disagree(figure, other) for other in standing)]
    if not clashing:
        return None
    tellers: dict[str, list[str]] = {}
    for figure in clashing:
        told = by_id[figure.event]
        house = told.origin.wire or told.origin.publisher or told.origin.report
        tellers.setdefault(number(figure.low, figure.high), []).append(
            f"{figure.said_by}, {house}" if figure.said_by else house
        )
    words = " against ".join(f"{value} ({', '.join(dict.fromkeys(names))})" for value, names in tellers.items())
    events = tuple(dict.fromkeys(figure.event for figure in clashing))
    return Contradiction(field=account.outcome, words=words, events=events)


def _disagree(one: Figure, other: Figure) -> bool:
    low, high = max(one.low or 0, other.low or 0), min(_top(one), _top(other))
    return low > high


def _top(figure: Figure) -> float:
    return float("inf") if figure.high is None else figure.high


def number(low: int | None, high: int | None) -> str:
    """A figure in words: ``7``, ``7 or more``, ``up to 30``, ``7 to 9``."""
    if low == high and low is not None:
        return f"{low:,}"
    if high is None:
        return f"{low:,} or more" if low is not None else "a number not told"
    return f"up to {high:,}" if low is None else f"{low:,} to {high:,}"


def _when(date: When) -> str:
    return str(date.start) if date.start == date.end else f"{date.start or '?'} to {date.end or '?'}"


def _where(place: Place | None) -> str:
    return "" if place is None else ", ".join(part for part in (place.name or place.text, place.admin1) if part)


def _who(actors: Sequence[Actor]) -> str:
    return ", ".join(str(actor.name) for actor in actors if is_named(actor))


__all__ = ["contradictions", "number", "teller"]
