"""From our dates to ACLED's days and time_precision, by ``data/dates.yaml``."""

import functools
import re
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from communique.exports.projections.acled.files import pattern, read_yaml
from communique.exports.projections.acled.told import columns_told, event_of
from communique.exports.projections.row_files import NoRowError
from communique.model import Incident, When

EACH_DAY = "each_day"
"""The mark in the rule of a date that was read from rows of consecutive days."""


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``data/dates.yaml``; lengths in days."""

    split_most_days: int
    week_most_days: int
    month_most_days: int
    day: int
    week: int
    month: int
    lasting: tuple[str, ...]
    lasting_in_sentence: tuple[str, ...]
    beginning: str
    ending: str


@dataclass(frozen=True, slots=True)
class Day:
    """A row's day and its time_precision."""

    day: date
    precision: int


@functools.cache
def rules() -> Rules:
    """Read once. Raises ``DataError``."""
    return read_yaml("dates.yaml", Rules)


def days(incident: Incident) -> tuple[Day, ...]:
    """The days of an incident's rows: one, or each of a stretch that is told as lasting. Raises ``NoRowError``."""
    told = columns_told(incident.date)
    if told and EACH_DAY not in told:
        return (Day(date.fromisoformat(told["event_date"]), int(told["time_precision"])),)
    start, end = _ends(incident.date.value or When())
    length = (end - start).days + 1
    if length == 1:
        return (Day(start, rules().day),)
    if length <= rules().split_most_days and (told or _lasted(incident)):
        return tuple(Day(start + timedelta(days=number), rules().day) for number in range(length))
    if length > rules().month_most_days:
        raise NoRowError("the date is known no better than to a stretch longer than a month")
    return (_within(incident, start, end),)


def _ends(when: When) -> tuple[date, date]:
    """The first and last day. Raises ``NoRowError`` where one is open or not known."""
    if when.start is None and when.end is None:
        raise NoRowError("the date is not told")
    if when.start is None or when.end is None:
        raise NoRowError("the date has an open end")
    return date.fromisoformat(when.start), date.fromisoformat(when.end)


def _within(incident: Incident, start: date, end: date) -> Day:
    """The reference day of a stretch in which it happened: the middle; the first or last day where the words say so."""
    if (end - start).days < rules().week_most_days:
        return Day(_middle(start, _known_end(incident, start, end)), rules().week)
    words = (incident.date.value or When()).text or ""
    if re.search(rules().beginning, words, re.IGNORECASE):
        return Day(start, rules().month)
    if re.search(rules().ending, words, re.IGNORECASE):
        return Day(_known_end(incident, start, end), rules().month)
    return Day(_middle(start, _known_end(incident, start, end)), rules().month)


def _middle(start: date, end: date) -> date:
    """The middle day; of an even number the earlier one."""
    return start + (end - start) // 2


def _known_end(incident: Incident, start: date, end: date) -> date:
    """What has happened is over by the day on which it was published: "this week", published on a Tuesday, has no Friday yet."""
    chosen = incident.date.event
    dates = (source.published for source in incident.sources if chosen in source.events)
    published = next((date.fromisoformat(day[:10]) for day in dates if day), end)
    return min(end, published) if published >= start else end


def _lasted(incident: Incident) -> bool:
    """Whether the words of the date, in their sentence, say that it went on through the stretch; an ongoing happening does."""
    if incident.status.value == "ongoing":
        return True
    words = (incident.date.value or When()).text
    if not words:
        return False
    event = event_of(incident, incident.date.event)
    own = any(re.search(form, words, re.IGNORECASE) for form in rules().lasting)
    sentences = (event.quote, *event.mentions) if event else ()
    return own or any(_about(words, form).search(text) for form in rules().lasting_in_sentence for text in sentences)


@functools.lru_cache(maxsize=4096)
def _about(words: str, form: str) -> re.Pattern[str]:
    return pattern(form.replace("{date}", re.escape(words)), "dates.yaml")
