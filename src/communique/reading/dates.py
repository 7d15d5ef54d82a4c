"""Publication dates as metadata and addresses write them. A date that could mean two days is not read."""

import re
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

EARLIEST = date(1900, 1, 1)
"""Nothing was published before this; years such as 0001 or 1899 come from empty fields."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
WORDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{WEEKDAY}{DAY} {MONTH},? (?P<year>\d{{4}})\b.*",
        rf"{WEEKDAY}{MONTH} {DAY},? (?P<year>\d{{4}})\b.*",
    )
)
ISO = re.compile(r"(\d{4})[-/]?(\d{2})[-/]?(\d{2})(?:$|[T ].*)")
IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/_-]|$)")
YEAR_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})(?:[/-]|$)")


def credible(day: date | None) -> date | None:
    """The date, where a report can have been published on it: not before 1900, not after tomorrow."""
    if day is None or day < EARLIEST or day > date.today() + timedelta(days=1):
        return None
    return day


def parse(words: str) -> date | None:
    """A date as metadata give it: ISO 8601, RFC 2822, "21 January 2013", "January 21, 2013"; None for all else.

    The day is the publisher's own: a time of day and its zone are set aside.
    """
    words = " ".join(words.split())
    iso = ISO.fullmatch(words)
    if iso:
        return real(int(iso[1]), int(iso[2]), int(iso[3]))
    for pattern in WORDS:
        match = pattern.fullmatch(words)
        if match:
            return real(int(match["year"]), month(match["month"]), int(match["day"]))
    return _from_mail_date(words)


def _from_mail_date(words: str) -> date | None:
    try:
        moment: datetime = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError):
        return None
    return credible(moment.date())


def month(name: str) -> int:
    """The number of a month from its name or the beginning of it."""
    return MONTHS.index(name[:3].lower()) + 1


def real(year: int, month_number: int, day: int) -> date | None:
    """The date, where the calendar has it and it is credible."""
    try:
        return credible(date(year, month_number, day))
    except ValueError:
        return None


def in_address(url: str | None) -> date | None:
    """The day in an address such as ``/2013/01/21/``."""
    match = IN_ADDRESS.search(url or "")
    return real(*(int(part) for part in match.groups())) if match else None


def year_in_address(url: str | None) -> int | None:
    """The year in an address such as ``/2013/bamako``."""
    match = YEAR_IN_ADDRESS.search(url or "")
    return int(match[1]) if match else None
