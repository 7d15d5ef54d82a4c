"""Calendar arithmetic: stretches of days with a precision. Dates are ``datetime.date``; both ends are included."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from communique.model import DatePrecision

FIRST_YEAR, LAST_YEAR = 1, 9999
SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
"""First and last month of each meteorological season, northern hemisphere, as news writers use the words."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from ``start`` to ``end``; a null end is open or unknown."""

    start: date | None
    end: date | None
    precision: DatePrecision


UNKNOWN = Stretch(None, None, "unknown")


def make(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def day(when: date) -> Stretch:
    """One day."""
    return Stretch(when, when, "day")


def between(first: date, last: date) -> Stretch:
    """From one day to another, with the precision that the codebook gives that length."""
    length = (last - first).days + 1
    precision: DatePrecision = "day" if length == 1 else "days" if 1 < length <= 6 else "span"
    return Stretch(first, last, precision)


def week(when: date) -> Stretch:
    """The week of a day, Monday to Sunday."""
    monday = when - timedelta(days=when.weekday())
    return Stretch(monday, monday + timedelta(days=6), "week")


def month(year: int, number: int) -> Stretch:
    """A calendar month."""
    return Stretch(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]), "month")


def year(number: int) -> Stretch:
    """A calendar year."""
    return Stretch(date(number, 1, 1), date(number, 12, 31), "year")


def years(first: int, last: int) -> Stretch:
    """A decade, a century."""
    return Stretch(date(first, 1, 1), date(last, 12, 31), "span")


def quarter(year_number: int, number: int) -> Stretch:
    """A quarter of a calendar year."""
    last = month(year_number, 3 * number).end
    return Stretch(date(year_number, 3 * number - 2, 1), last, "span")


def season(year_number: int, name: str) -> Stretch:
    """A season; the winter of a year begins in its December."""
    first, last = SEASONS[name]
    closing = month(year_number + (1 if last < first else 0), last).end
    return Stretch(date(year_number, first, 1), closing, "span")


def weekend(when: date) -> Stretch:
    """The last Saturday and Sunday that began before the day."""
    saturday = when - timedelta(days=(when.weekday() - 5) % 7 or 7)
    if when.weekday() == 6:
        saturday = when - timedelta(days=1)
    return Stretch(saturday, saturday + timedelta(days=1), "days")


def feast(year_number: int, rule: tuple[int, ...]) -> date:
    """A moveable feast: ``(month, weekday, nth)``, or ``(days,)`` from Easter Sunday of the western churches."""
    if len(rule) == 1:
        return easter(year_number) + timedelta(days=rule[0])
    number, weekday, nth = rule
    return nearest_weekday(date(year_number, number, 1), weekday, 1, strict=False) + timedelta(days=7 * (nth - 1))


def easter(year_number: int) -> date:
    """Easter Sunday, Gregorian (the anonymous algorithm in Meeus, "Astronomical Algorithms", chapter 8)."""
    a, (b, c) = year_number % 19, divmod(year_number, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    number, day_number = divmod(h + m - 7 * n + 114, 31)
    return date(year_number, number, day_number + 1)


def add_months(when: date, number: int) -> date | None:
    """The same day so many months later, or the month's last where it is shorter; None outside the calendar."""
    index = when.year * 12 + when.month - 1 + number
    target, place = divmod(index, 12)
    if not FIRST_YEAR <= target <= LAST_YEAR:
        return None
    return date(target, place + 1, min(when.day, calendar.monthrange(target, place + 1)[1]))


def add(when: date, unit: str, number: int) -> date | None:
    """A day moved by a number of units (TIMEX3 letters, ``E`` decade, ``C`` century, ``F`` fortnight)."""
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}.get(unit)
    if months is not None:
        return add_months(when, months * number)
    days = {"D": 1, "N": 1, "W": 7, "F": 14}.get(unit)
    moved = when.toordinal() + (days * number if days is not None else 0)
    return date.fromordinal(moved) if 1 <= moved <= date.max.toordinal() else None


def nearest_weekday(when: date, weekday: int, direction: int, *, strict: bool) -> date:
    """The nearest such weekday before (-1) or after (+1) a day; the day itself counts unless ``strict``."""
    distance = (when.weekday() - weekday) % 7 if direction < 0 else (weekday - when.weekday()) % 7
    if strict and distance == 0:
        distance = 7
    return when + timedelta(days=direction * distance)


def third(whole: Stretch, which: str) -> Stretch:
    """The early, middle or late third of a stretch, under the precision of the whole; of a year, in whole months."""
    if whole.start is None or whole.end is None:
        return whole
    index = ("early", "mid", "late").index(which)
    if whole.precision == "year":
        number = whole.start.year
        return Stretch(month(number, 4 * index + 1).start, month(number, 4 * index + 4).end, "year")
    if whole.end.year - whole.start.year == 9:
        first, last = ((0, 3), (4, 6), (7, 9))[index]
        return years(whole.start.year + first, whole.start.year + last)
    length = (whole.end - whole.start).days + 1
    part = length // 3
    begin = (0, part, length - part)[index]
    close = (part, length - part, length)[index] - 1
    return Stretch(whole.start + timedelta(days=begin), whole.start + timedelta(days=close), whole.precision)
