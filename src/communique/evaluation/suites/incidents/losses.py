"""One number of killed and one of injured for an incident, from the tolls of its events.

The record keeps every figure as stated. Here they are composed: figures whose words overlap ("a man and two boys were killed") are
parts of one, and are added; of several figures the greatest is taken, for a report tells the whole and parts of it; people told one
by one, each by another name or age, are counted; "others" come on top of those told one by one.
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
    """The losses of the incident that the events are of. Those hit, where the dead are not told apart, are wounded as far
    as they are not among the dead."""
    figures = [figure for event in events for figure in _figures(event)]
    killed, hurt, hit = (_number(_of(figures, outcome)) for outcome in ("killed", "injured", "killed-or-injured"))
    if hit is not None:
        hurt = max(hurt or 0, hit - (killed or 0))
    return Losses(killed, hurt)


def _figures(event: Event) -> Iterator[Figure]:
    for index, toll in enumerate(event.tolls):
        yield toll, event.evidence.get(f"tolls[{index}].text", (-1 - index, -1 - index))


def _of(figures: Sequence[Figure], outcome: Outcome) -> list[Figure]:
    """Each figure of one outcome once, in the order of the text."""
    return sorted({figure for figure in figures if figure[0].outcome == outcome}, key=lambda figure: figure[1])


def _number(figures: Sequence[Figure]) -> int | None:
    values = [value for toll, _ in figures if (value := _value(toll)) is not None]
    if not values:
        return None
    added = [sum(_value(toll) or 0 for toll in group) for group in _overlapping(figures)]
    return max(max(added), _one_by_one(figures))


def _value(toll: Toll) -> int | None:
    return toll.low if toll.low is not None else toll.high


def _overlapping(figures: Sequence[Figure]) -> list[list[Toll]]:
    """Figures whose words overlap, together."""
    groups: list[list[Toll]] = []
    end = -1
    for toll, span in figures:
        if groups and span[0] < end and span[0] >= 0:
            groups[-1].append(toll)
        else:
            groups.append([toll])
        end = max(end, span[1])
    return groups


def _one_by_one(figures: Sequence[Figure]) -> int:
    """How many single people are told of, by name or age, and the others besides."""
    singles = [toll.who or "" for toll, _ in figures if _value(toll) == 1 and toll.high == 1]
    others = max((_value(toll) or 0 for toll, _ in figures if toll.who and OTHERS.search(toll.who)), default=0)
    people: list[tuple[set[str], set[str]]] = []
    for who in (text for text in singles if not OTHERS.search(text)):
        names, ages = _names(who), _ages(who)
        same = next(
            (known for known in people if known[0] & names or (known[1] & ages and not (known[0] and names))), None
        )
        if same is not None:
            same[0].update(names)
            same[1].update(ages)
        elif names or ages:
            people.append((names, ages))
    return max(len(people), 1 if singles else 0) + others


def _names(who: str) -> set[str]:
    """The last words of the names in a phrase, which later mentions keep ("Kevin Barber", "Barber")."""
    found = {match[0].split()[-1] for match in NAME.finditer(who)}
    return found | ({who} if re.fullmatch(r"[A-Z][a-z'’-]+", who) else set())


def _ages(who: str) -> set[str]:
    return {age for match in AGE.finditer(who) for age in match.groups() if age}
