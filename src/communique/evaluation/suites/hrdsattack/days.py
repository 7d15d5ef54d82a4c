"""When the attack of an article was: the dates that it tells, each with what speaks for it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc

from communique.evaluation.suites.hrdsattack.article import rights_events
from communique.model import When

Day = tuple[int, int | None, int | None]
"""Year, month, day; null where the words do not say so much."""


@dataclass(slots=True)
class Told:
    """A date that may be the answer, with what speaks for it."""

    day: Day
    counts: Counter[str] = field(default_factory=Counter)


def day_of(when: When) -> Day | None:
    """The day, month or year that an expression tells; of a longer stretch the month or year of its start."""
    if when.start is None:
        return None
    first = date.fromisoformat(when.start)
    last = date.fromisoformat(when.end) if when.end else first
    if when.precision == "day":
        return first.year, first.month, first.day
    return first.year, first.month if (first.year, first.month) == (last.year, last.month) else None, None


def dates(doc: Doc) -> list[Told]:
    """Every candidate in the order of the text, and the year of publication, which nothing needs to tell."""
    found: dict[Day, Told] = {}
    title = len(doc._.report.title or "")
    for mention in doc._.times or ():
        day = day_of(mention.when)
        if day is not None and mention.kind in ("date", "time"):
            spot = found.setdefault(day, Told(day))
            spot.counts["told"] += 1
            spot.counts["head"] += doc[mention.start].idx < title + 500
            spot.counts["weekday"] += bool(mention.rule and "weekday" in mention.rule)
    for number, event in enumerate(rights_events(doc._.events)):
        day = day_of(event.date)
        if day is not None:
            spot = found.setdefault(day, Told(day))
            spot.counts.update(("event", f"event {event.type}", *(["event first"] if number == 0 else [])))
    published = doc._.report.published
    if published is not None:
        found.setdefault((int(published[:4]), None, None), Told((int(published[:4]), None, None)))
    return list(found.values())


def features(told: Told, among: Sequence[Told], published: str | None) -> list[str]:
    """What speaks for a date, and how it compares with the others."""
    made = ["bias", f"parts{sum(part is not None for part in told.day)}"]
    for said in ("told", "head", "event", "event first"):
        own, best = told.counts[said], max(other.counts[said] for other in among)
        made.append(f"{said}:{'most' if own == best and own else 'some' if own else 'none'}")
    same = sum(other.counts["event"] for other in among if other.day[0] == told.day[0])
    made.append(f"year events {min(same, 4)}")
    made += [said for said in told.counts if said.startswith("event ")]
    made += list(_age(told.day, published))
    made.append(f"rivals{min(len(among), 6)}")
    return made


def _age(day: Day, published: str | None) -> Iterator[str]:
    if published is None:
        return
    base = date.fromisoformat(published)
    years = base.year - day[0]
    yield f"years {years if -1 <= years <= 3 else 'far'}"
    if day[1] is not None:
        ago = (base - date(day[0], day[1], day[2] or 15)).days
        step = next((step for step in (-1, 0, 1, 3, 7, 31, 100, 400) if ago <= step), "long")
        yield f"ago {step}"
        yield f"ago {step}|parts{2 if day[2] is None else 3}"
