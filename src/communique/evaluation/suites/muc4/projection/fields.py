"""Date and place of an incident as the templates write them (task documentation, 7.3 and 7.4)."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from communique.evaluation.suites.muc4.dates import written
from communique.evaluation.suites.muc4.projection.tables import ranked
from communique.model import Event, Place, Report, When

WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
NIGHT = re.compile(r"\b(?:last night|overnight)\b")
DATED = frozenset(("day", "days", "week", "month"))


def date_of(events: Sequence[Event], report: Report) -> str | None:
    """The date of the first event that has one to the month; else "on or before" the dateline; null without a dateline."""
    published = date.fromisoformat(report.published) if report.published else None
    for event in sorted(events, key=lambda event: event.date.precision != "day"):
        if event.date.precision in DATED and event.date.start and event.date.end:
            return _dated(event.date, published)
    return None if published is None else f"- {written(published)}"


def _dated(when: When, published: date | None) -> str:
    start, end = (date.fromisoformat(day) for day in (when.start or "", when.end or ""))
    words = (when.text or "").lower()
    if WEEKDAY.search(words) and not re.search(r"\d", words) and published is not None:
        return f"- {written(published)}"
    if NIGHT.search(words) and start == end:
        return f"{written(start)} - {written(start + timedelta(days=1))}"
    return written(start) if start == end else f"{written(start)} - {written(end)}"


def place_of(events: Sequence[Event], report: Report, countries: Mapping[str, int]) -> str:
    """Country, region where the report names it, and town or site of the event placed most narrowly."""
    rank = {"site": 0, "town": 1, "district": 2, "region": 3, "country": 4, "unknown": 5}
    placed = [event.place for event in events if event.place is not None and event.place.country]
    told = min(placed, key=lambda place: rank[place.precision], default=None)
    if told is None:
        return country_of(report, countries)
    return ": ".join((_country(told.country or ""), *_names(told, report)))


def country_of(report: Report, countries: Mapping[str, int]) -> str:
    """The country named most, where no event has a place."""
    return _country(max(countries, key=countries.__getitem__)) if countries else "-"


def _names(place: Place, report: Report) -> list[str]:
    text = plain(report.text)
    names = []
    if place.admin1 and place.precision in ("site", "town", "district"):
        area = plain(place.admin1)
        other = area != plain(place.name or "")
        if other and re.search(rf"\b{re.escape(area)}\b", text):
            names.append(f"{area} (DEPARTMENT)")
    if place.name and place.precision != "country":
        kind = "DEPARTMENT" if place.precision == "region" else "CITY"
        names.append(f"{_as_told(place)} ({kind})")
    return names


def _as_told(place: Place) -> str:
    """The name in plain capitals; that of the text where the gazetteer's own name is not in it."""
    return plain(place.name or place.text)


def plain(text: str) -> str:
    """Capitals without accents, on one line."""
    return " ".join(unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper().split())


def _country(name: str) -> str:
    """A country as the set list has it."""
    told = plain(name)
    return next((kind for kind, listed in ranked("country") if told.lower() in listed), told)
