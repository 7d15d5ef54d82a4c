"""The reading of a whole text: forms are tried where they can begin, the longest that means something is taken, and
neighbours that are one expression are joined ("from June 3 to June 5", "5 p.m. on Tuesday", "since March")."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from communique.coding.times import absolute, calendar, lengths, relative
from communique.coding.times.calendar import UNKNOWN, Stretch
from communique.coding.times.patterns import CANDIDATE, FORMS
from communique.coding.times.scene import Meaning, Scene

Reader = Callable[[Scene, int, int], Meaning | None]
READERS: Mapping[str, Reader] = {
    "iso_date": absolute.iso_date,
    "numeric_date": absolute.numeric_date,
    "famous_day": absolute.famous_day,
    "holiday": absolute.holiday,
    "fused": absolute.fused,
    "full_date": absolute.full_date,
    "day_and_month": absolute.day_and_month,
    "day_range": absolute.day_range,
    "month": absolute.month,
    "month_of_year": absolute.month_of_year,
    "year": absolute.year,
    "spelt_year": absolute.spelt_year,
    "decade": absolute.decade,
    "century": absolute.century,
    "season": absolute.season,
    "quarter": absolute.quarter,
    "weekday": relative.weekday,
    "part_of_weekday": relative.part_of_weekday,
    "named_day": relative.named_day,
    "day_beside": relative.day_beside,
    "overnight": relative.overnight,
    "weekend": relative.weekend,
    "ago": relative.ago,
    "earlier": relative.earlier,
    "unit_beside": relative.unit_beside,
    "day_of": relative.day_of,
    "part_beside": relative.part_beside,
    "reference_phrase": lengths.reference_phrase,
    "recent_units": lengths.recent_units,
    "recent": lengths.recent,
    "current": lengths.current,
    "open_units": lengths.open_units,
    "relative_length": lengths.relative_length,
    "first_length": lengths.first_length,
    "length": lengths.length,
    "whole_unit": relative.whole_unit,
    "unit_end": relative.unit_end,
    "this_quarter": absolute.this_quarter,
    "unit_long": lengths.unit_long,
    "bare_units": lengths.bare_units,
    "set": lengths.repeated,
    "clock": lengths.clock,
    "part_of_day": lengths.part_of_day,
    "reference": lengths.reference,
}


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression and the tokens that it stands on."""

    start: int
    end: int
    meaning: Meaning
    parts: tuple["Found", ...] = ()
    """Of a range, its two ends."""


HALF = (["least"], ["most"], ["around"], ["about"])
"""After "at" these make a phrase with a number; "at" alone is no part of a time."""
AT_LEAST = frozenset(("more", "over", "at", "least", "than", "well"))
"""First words of a length of which only the least is told: it began at a time unknown."""


def read(scene: Scene) -> list[Found]:
    """Every time expression, in order, none overlapping another."""
    found: list[Found] = []
    at = 0
    for candidate in CANDIDATE.finditer(scene.classes):
        if candidate.start() < at:
            continue
        item = _longest(scene, candidate.start())
        if item is None:
            continue
        item = _prefixed(scene, item)
        if found:
            joined = _joined(scene, found[-1], item)
            if joined is not None:
                found.pop()
                item = joined
        found.append(item)
        at = item.end
        when = item.meaning.when
        if when.precision == "day" and when.start is not None and item.meaning.kind in ("date", "time"):
            scene.last_day = (when.start, item.end)
        if when.start is not None and item.meaning.kind in ("date", "time"):
            scene.last_date = (when.start, when.precision, item.end)
        if item.meaning.rule == "quarter" and when.start is not None:
            scene.last_quarter = (when.start, item.end)
    return found


def _longest(scene: Scene, start: int) -> Found | None:
    """The longest form from a token that a reader makes sense of."""
    if start in scene.phrases:
        name = "holiday" if scene.classes[start] == "H" else "reference_phrase"
        end = scene.phrases[start][0]
        meaning = READERS[name](scene, start, end)
        return Found(start, end, meaning) if meaning else None
    if scene.lowers[start] == "than" or (
        scene.lowers[start] == "at" and scene.lowers[start + 1 : start + 2] not in HALF
    ):
        return None
    ends: list[tuple[int, int, str]] = []
    for form in FORMS:
        match = form.classes.match(scene.classes, start)
        if match is not None and match.end() > start:
            ends.append((-match.end(), len(ends), form.name))
    for end, _, name in sorted(ends):
        meaning = READERS[name](scene, start, -end)
        if meaning is not None:
            return Found(start, -end, meaning)
    return None


def _prefixed(scene: Scene, item: Found) -> Found:
    """What the word before makes of a time: "since", "until", "by", "for", "the eve of"."""
    before = scene.at(item.start - 1)
    meaning = item.meaning
    when = meaning.when
    if scene.classes[max(0, item.start - 3) : item.start] == "hEf" and when.start is not None:
        eve = when.start - timedelta(days=1)
        return Found(
            item.start - 3,
            item.end,
            replace(meaning, value=eve.isoformat(), when=calendar.day(eve), rule="eve of a day"),
        )
    if before == "s" and when.start is not None and meaning.kind in ("date", "time"):
        return Found(
            item.start - 1,
            item.end,
            replace(meaning, when=Stretch(when.start, None, "span"), rule=f"since; {meaning.rule}"),
        )
    if before in ("b", "Z") and when.end is not None and meaning.kind in ("date", "time"):
        return Found(
            item.start - 1,
            item.end,
            replace(meaning, when=Stretch(None, when.end, "span"), rule=f"until; {meaning.rule}"),
        )
    if before == "F" and meaning.kind == "duration" and meaning.length is not None and when == UNKNOWN:
        return Found(item.start - 1, item.end, replace(meaning, when=_for(scene, item), rule=f"for; {meaning.rule}"))
    if before == "F" and meaning.rule == "length without a number":
        return replace(item, start=item.start - 1)
    return item


def _for(scene: Scene, item: Found) -> Stretch:
    """ "for nine months": so long up to publication, except of hours and of what lies ahead."""
    assert item.meaning.length is not None  #  asked by the caller
    unit, number = item.meaning.length
    if unit in ("TS", "TM", "TH") or scene.published is None or scene.is_future(item.start, item.end):
        return UNKNOWN
    if number < 0 or scene.lowers[item.start] in AT_LEAST:
        return Stretch(None, scene.published, "span")
    return lengths.stretch(scene, unit, number, ahead=False)


def _joined(scene: Scene, left: Found, right: Found) -> Found | None:
    """Two neighbours as one expression, or None."""
    between = scene.classes[left.end : right.start]
    if len(between) > 2:
        return None
    a, b = left.meaning, right.meaning
    if a.length is not None and between == "" and scene.classes[left.end - 1] in "<>" and b.when.precision == "day":
        return _offset(left, right)
    if _is_clock(a) and b.when.precision == "day" and between in ("", ",", "8", ",8"):
        return _at_clock(left, right, b, a)
    if _is_clock(b) and a.when.precision == "day" and between in ("", ",") and a.kind == "date":
        return _at_clock(left, right, a, b)
    if between == "," and "weekday" in a.rule and b.rule.startswith("day and month") and b.when.start is not None:
        return _named_twice(left, right)
    if between == "f" and a.rule.startswith("part of") and b.when.precision == "day":
        value = f"{(b.value or '')[:10]}{(a.value or '')[10:]}"
        return Found(left.start, right.end, Meaning("time", value, b.when, f"part of a day; {b.rule}"))
    if between in ("j", "=") or (between == "&" and scene.at(left.start - 1) == "K"):
        return _range(scene, left, right)
    if (
        a.partial
        and b.kind == "date"
        and between in ("", ",")
        and len(b.value or "") == 4
        and b.rule in ("year", "year in words")
    ):
        return _with_year(left, right)
    return None


def _is_clock(meaning: Meaning) -> bool:
    return meaning.rule == "clock time"


def _offset(left: Found, right: Found) -> Found | None:
    """ "two days before May 5"."""
    start, length = right.meaning.when.start, left.meaning.length
    if start is None or length is None:
        return None
    moved = relative.shifted(start, *length)
    return Found(left.start, right.end, replace(moved, rule="so long beside a date")) if moved else None


def _named_twice(left: Found, right: Found) -> Found:
    """ "the night of Friday, October 23": the day of the month decides."""
    a, b = left.meaning, right.meaning
    return Found(left.start, right.end, replace(b, kind=a.kind, value=f"{b.value}{(a.value or '')[10:]}"))


def _at_clock(left: Found, right: Found, day: Meaning, clock: Meaning) -> Found:
    value = f"{(day.value or '')[:10]}{(clock.value or '')[10:]}"
    return Found(left.start, right.end, Meaning("time", value, day.when, f"clock time with {day.rule}"))


def _range(scene: Scene, left: Found, right: Found) -> Found | None:
    """ "between June 3 and June 5": a first date without a year is brought up to the second."""
    first, last = left.meaning.when.start, right.meaning.when.end
    if first is None or last is None or left.meaning.kind != "date" or right.meaning.kind != "date":
        return None
    if left.meaning.partial:
        first = _within_a_year(first, last)
    if first > last and "weekday" in left.meaning.rule:
        first -= timedelta(days=7)
    if first > last:
        return None
    start = left.start - 1 if scene.at(left.start - 1) in ("K", "k") else left.start
    return Found(
        start,
        right.end,
        Meaning("date", left.meaning.value, calendar.between(first, last), "range of dates"),
        (left, right),
    )


def _within_a_year(first: date, last: date) -> date:
    """The same day of the year, the latest that is not after the other."""
    for year in (last.year, last.year - 1):
        moved = calendar.make(year, first.month, first.day)
        if moved is not None and moved <= last:
            return moved
    return first


def _with_year(left: Found, right: Found) -> Found | None:
    """ "Christmas Day 2012"."""
    start = left.meaning.when.start
    if start is None or right.meaning.value is None:
        return None
    if left.meaning.when.precision == "month" and start.day == 1:
        month = calendar.month(int(right.meaning.value), start.month)
        return Found(
            left.start, right.end, Meaning("date", f"{right.meaning.value}-{start.month:02}", month, "month with year")
        )
    if left.meaning.when.precision != "day":
        return None
    when = calendar.make(int(right.meaning.value), start.month, start.day)
    if when is None:
        return None
    return Found(left.start, right.end, Meaning("date", when.isoformat(), calendar.day(when), "date with year"))
