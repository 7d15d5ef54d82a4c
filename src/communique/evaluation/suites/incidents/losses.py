"""One number of killed and one of injured for an incident, from the tolls of its events.

The record keeps every figure as stated. Here they are composed: figures whose words overlap ("a man and two boys were killed")
are parts of one, and are added; of several figures the greatest is taken, for a report tells the whole and parts of it; people
told one by one are counted by their names or by their ages, whichever are more, for one person is told by both; "others" come on
top of them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from communique.model import Event, Outcome, Span, Toll

AGE = re.compile(r"\b(\d{1,3})(?:-year-old|-month-old|, )|,\s*(\d{1,3})\b")
NAME = re.compile(r"\b[A-Z][a-z'’.-]+(?:\s+[A-Z][A-Za-z'’.-]*)+")
OTHERS = re.compile(r"\b(?:others?|more|another|second|third)\b", re.IGNORECASE)

Figure = tuple[Toll, Span]


@dataclass(frozen=True, slots=True)
class Losses:
    """People; null where no toll says anything of it."""

    killed: int | None = None
    injured: int | None = None


def compose(events: Iterable[Event]) -> Losses:
    """The losses of the incident that the events are of.

    Those hit, where the dead are not told apart, are wounded as far as they are not among the dead; a single person wounded or hit
    who is nobody in particular, or is told of as dead elsewhere, is taken for one of the dead.
    """
    figures = [figure for event in events for figure in _figures(event)]
    dead = _of(figures, "killed")
    killed = _number(dead)
    hurt = _number(_living(_of(figures, "injured"), dead))
    hit = _number(_of(figures, "killed-or-injured"))
    if hit is not None:
        hurt = max(hurt or 0, hit - (killed or 0))
    return Losses(killed, hurt)


def _figures(event: Event) -> Iterator[Figure]:
    for index, toll in enumerate(event.tolls):
        yield toll, event.evidence.get(f"tolls[{index}].text", (-1 - index, -1 - index))


def _of(figures: Sequence[Figure], outcome: Outcome) -> list[Figure]:
    """Each figure of one outcome once, in the order of the text."""
    return sorted({figure for figure in figures if figure[0].outcome == outcome}, key=lambda figure: figure[1])


def _living(figures: Sequence[Figure], dead: Sequence[Figure]) -> list[Figure]:
    """Those wounded who are not told of as dead: by name, by age, by the word for them, or by a pronoun alone."""
    if not dead:
        return list(figures)
    marks = set().union(*(_marks(toll.who) for toll, _ in dead))
    return [figure for figure in figures if not _is_single(figure[0]) or _is_living(figure[0].who, marks)]


def _is_living(who: str | None, dead: set[str]) -> bool:
    return who is not None and (OTHERS.search(who) is not None or not _marks(who) & dead)


def _marks(who: str | None) -> set[str]:
    """What a phrase can be known again by: names, ages, its last word."""
    return _names(who) | _ages(who) | {who.split()[-1].lower()} if who else set()


def _number(figures: Sequence[Figure]) -> int | None:
    values = [value for toll, _ in figures if (value := _value(toll)) is not None]
    if not values:
        return None
    added = [sum(_value(toll) or 0 for toll in group) for group in _overlapping(figures)]
    return max(max(added), _one_by_one([toll for toll, _ in figures]))


def _value(toll: Toll) -> int | None:
    return toll.low if toll.low is not None else toll.high


def _is_single(toll: Toll) -> bool:
    return toll.low == toll.high == 1


def _overlapping(figures: Sequence[Figure]) -> list[list[Toll]]:
    """Figures whose words overlap, together."""
    groups: list[list[Toll]] = []
    end = -1
    for toll, span in figures:
        if groups and 0 <= span[0] < end:
            groups[-1].append(toll)
        else:
            groups.append([toll])
        end = max(end, span[1])
    return groups


def _one_by_one(tolls: Sequence[Toll]) -> int:
    """How many single people are told of, by name or by age, and the others besides."""
    others = max((_value(toll) or 0 for toll in tolls if toll.who and OTHERS.search(toll.who)), default=0)
    singles = [toll.who or "" for toll in tolls if _is_single(toll) and not OTHERS.search(toll.who or "")]
    names = {name for who in singles for name in _names(who)}
    ages = {age for who in singles for age in _ages(who)}
    return max(len(names), len(ages), 1 if singles else 0) + others


def _names(who: str | None) -> set[str]:
    """The last words of the names in a phrase, which later mentions keep ("Kevin Barber", "Barber")."""
    found = {match[0].split()[-1] for match in NAME.finditer(who or "")}
    return found | ({who} if who and re.fullmatch(r"[A-Z][a-z'’-]+", who) else set())


def _ages(who: str | None) -> set[str]:
    return {age for match in AGE.finditer(who or "") for age in match.groups() if age}
