"""Days and stretches of days, as ISO dates; how they are told in words."""

import datetime
from dataclasses import dataclass

from communique.model import When

BEGINNING, END = "0000-00-00", "9999-99-99"
"""Sort before and after every ISO date: ends that are not known."""


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """The days between which something happened, both included; ``last`` first, so that stretches sort by when they are over."""

    last: str
    first: str

    def before(self, other: "Stretch") -> bool:
        """Whether it is certainly over before the other begins."""
        return self.last < other.first


def day_of(published: str | None) -> str | None:
    """The day of a date of publication, which may have a time."""
    return published[:10] if published else None


def stretch(date: When, published: str | None) -> Stretch:
    """When a claim says it happened: what a report tells as done was done by its day of publication at the latest."""
    first, last = date.start or BEGINNING, date.end or END
    return Stretch(max(first, min(last, day_of(published) or END)), first)


def is_dated(date: When) -> bool:
    """Whether either end is known."""
    return date.start is not None or date.end is not None


def days_between(earlier: str, later: str) -> int:
    """Days from one ISO date to another."""
    return (datetime.date.fromisoformat(later) - datetime.date.fromisoformat(earlier)).days


def week_of(date: When) -> str | None:
    """The ISO week (``2013-W04``) in which all of it lies; null where it may be of several."""
    if date.start is None or date.end is None or date.precision in ("month", "year", "unknown"):
        return None
    first, last = (datetime.date.fromisoformat(end).isocalendar() for end in (date.start, date.end))
    return f"{first.year}-W{first.week:02d}" if first[:2] == last[:2] else None


def told(date: When) -> str:
    """A date with its precision in words: ``2013-01-10``, ``2013-01 (month)``, ``since 2013-01-14``, ``not dated``."""
    if not is_dated(date):
        return "not dated"
    if date.start is None:
        return f"by {date.end} ({date.precision})"
    if date.end is None:
        return f"since {date.start}"
    if date.precision == "month" and date.start[:7] == date.end[:7]:
        return f"{date.start[:7]} (month)"
    if date.precision == "year" and date.start[:4] == date.end[:4]:
        return f"{date.start[:4]} (year)"
    return date.start if date.start == date.end else f"{date.start} to {date.end} ({date.precision})"
