"""Compare incident dates (scoring guidelines 3.2.2): a day, a range, or "on or before" the day of the dateline."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
DAY = re.compile(r"(\d{1,2}) ([A-Z]{3}) (\d{2})")


@dataclass(frozen=True, slots=True)
class Stretch:
    """``start`` to ``end``; ``start`` null for "on or before", the default."""

    start: date | None
    end: date


def written(day: date) -> str:
    """A day as the templates write it: ``03 JAN 90``."""
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year % 100:02d}"


def stretch(text: str) -> Stretch | None:
    """Read ``03 JAN 90``, ``01 JAN 90 - 03 JAN 90`` or ``- 03 JAN 90``; null where it is none of these."""
    days = [_day(*match) for match in DAY.findall(text.upper())]
    found = [day for day in days if day is not None]
    if not found or len(found) != len(days):
        return None
    if text.strip().startswith("-"):
        return Stretch(None, found[0])
    return Stretch(found[0], found[-1])


def _day(day: str, month: str, year: str) -> date | None:
    if month not in MONTHS:
        return None
    try:
        return date(1900 + int(year), MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


def credit(found: str, wanted: Iterable[str]) -> float:
    """1 for the same date, 0.5 where the guidelines give partial credit, else 0."""
    return max((_one(found, key) for key in wanted), default=0.0)


def _one(found: str, wanted: str) -> float:
    ours, key = stretch(found), stretch(wanted)
    if ours is None or key is None:
        return float(found.split() == wanted.split())
    if ours == key:
        return 1.0
    if ours.start is None:
        return 0.5 if ours.end == key.end else 0.0
    inside = ours.end <= key.end and (key.start is None or key.start <= ours.start)
    return 0.5 if inside else 0.0
