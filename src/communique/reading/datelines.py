"""Where and when a report says it was written: the dateline at its head, or a date on a line of its own."""

import functools
import re
from dataclasses import dataclass
from datetime import date
from importlib import resources

import yaml

from communique.reading import dates
from communique.reading.lines import units

LINES = 6
"""Lines of a report, from the top, that may hold a dateline or a date."""
HEAD = 260
"""Characters of such a line that are looked at."""
NAME = r"[^\W\d_][^\W\d]*(?:[.'’‘-][^\W\d]+)*\.?"
DAY_MONTH = rf"{dates.DAY} {dates.MONTH},?(?: ?(?P<year>\d{{4}}|'?\d{{2}}(?!\d)))?"
MONTH_DAY = DAY_MONTH.replace(f"{dates.DAY} {dates.MONTH}", f"{dates.MONTH} {dates.DAY}")
DASH = r"(?:--+|[-–—―])"
WORDS = rf"{NAME}(?: {NAME}){{0,3}}"
PLACE = rf"(?P<place>{NAME}(?:(?: ?/ ?| ){NAME}){{0,4}})(?P<beyond>(?: \({WORDS}\)|, (?!no date\b){WORDS}){{0,2}})"
AGENCY = r"(?P<agency> ?\([^()\n]{2,60}\))"
FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{PLACE},? (?P<date>{DAY_MONTH}){AGENCY}? ?{DASH}",
        rf"{PLACE},? (?P<date>{MONTH_DAY}){AGENCY}? ?{DASH}",
        rf"{PLACE},? (?P<date>{DAY_MONTH}){AGENCY}",
        rf"{PLACE},? (?P<date>{MONTH_DAY}){AGENCY}",
        rf"{PLACE}(?:, no date)?{AGENCY} ?{DASH}",
        rf"{PLACE}, no date ?{DASH}",
    )
)
SHOUTED = r"[A-Z][A-Z'’.-]+(?:[ /][A-Z][A-Z'’.-]+){0,3}"
BEYOND = r"(?P<beyond>(?:, [A-Z][A-Za-z.'’-]+(?: [A-Z][A-Za-z.'’-]+){0,2})?)"
CAPITALS = re.compile(rf"(?:^|[-–—|:] ?|(?<=[a-z]))(?P<place>{SHOUTED}){BEYOND}\s*(?:--+|–|—| - )")
OWN_LINE = re.compile(
    r"(?:(?:published|posted|updated|date|first published|last updated)(?: on)?:? )?"
    rf"{dates.WEEKDAY}(?:{DAY_MONTH}|{MONTH_DAY.replace('?P<', '?P<b_')})(?P<rest>[ ,|–-].{{0,40}})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """``place`` as written; ``published`` the full date; null where the text does not give them."""

    place: str | None = None
    published: date | None = None


def find(text: str, year: int | None = None) -> Dateline:
    """The dateline of a text. ``year`` is that of the report where known from elsewhere: few datelines tell theirs."""
    place, published = None, None
    shouted = text[:2000].upper() == text[:2000]
    for start, end in units(text[: HEAD * LINES * 4])[:LINES]:
        line = " ".join(text[start : min(end, start + HEAD)].split())
        alone = _own_line(line, year)
        found = Dateline(None, alone) if alone else _at_head(line, year, shouted)
        place, published = place or found.place, published or found.published
        if place:
            break
    return Dateline(place, published)


def _own_line(line: str, year: int | None) -> date | None:
    match = OWN_LINE.fullmatch(line) if len(line) < 90 else None
    if match is None:
        return None
    prefix = "" if match["day"] else "b_"
    if re.search(r"[a-z]{4}", (match["rest"] or "").replace("date", ""), re.IGNORECASE):
        return None
    return _day(match[f"{prefix}day"], match[f"{prefix}month"], match[f"{prefix}year"], year)


def _at_head(line: str, year: int | None, shouted: bool) -> Dateline:
    for form in FORMS:
        match = form.match(line)
        if match and _is_name(match["place"]):
            parts = match.groupdict()
            day = _day(parts["day"], parts["month"], parts.get("year"), year) if parts.get("day") else None
            return Dateline(_place(match), day)
    match = None if shouted else CAPITALS.search(line)
    return Dateline(_place(match) if match and len(match["place"]) > 3 else None)


def _is_name(place: str) -> bool:
    return all(
        word[0].isupper() or word in ("de", "la", "el", "al", "of", "the", "and")
        for word in re.split(r"[ /]+", place)
        if word
    )


def _place(match: re.Match[str]) -> str | None:
    """The place, with the state or country that is written after it ("SEGOU, Mali")."""
    return None if match["place"].lower() in not_places() else match["place"] + match["beyond"]


def _day(day: str, month: str, written: str | None, known: int | None) -> date | None:
    year = _year(written) if written else known
    return dates.real(year, dates.month(month), int(day)) if year else None


def _year(written: str) -> int:
    """Two digits are of the years that can have been: 70 to 99 of the last century."""
    number = int(written.lstrip("'"))
    if number > 99:
        return number
    return number + (1900 if number >= 70 else 2000)


@functools.cache
def not_places() -> frozenset[str]:
    """Words that stand in a dateline's place and are none, in lower case."""
    file = resources.files("communique.reading") / "data" / "datelines.yaml"
    words: list[str] = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)["not_places"]
    return frozenset(words)
