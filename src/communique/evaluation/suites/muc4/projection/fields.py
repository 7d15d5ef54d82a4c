"""Date and place of an incident as the templates write them (task documentation, 7.3 and 7.4)."""

import re
import unicodedata
from datetime import date

from communique.evaluation.suites.muc4.dates import written
from communique.evaluation.suites.muc4.projection.candidates import Candidate
from communique.evaluation.suites.muc4.projection.incidents import Incident
from communique.evaluation.suites.muc4.projection.reading import Reading
from communique.evaluation.suites.muc4.projection.tables import ranked, words
from communique.model import Place, Report, When

WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
NATION = re.compile(
    r"\b(?:\w+(?:AN|ESE|ISH)S?|U\.S\.|SOVIET|FRENCH|DUTCH|GREEK|SPANIARDS?|ISRAELI|IRAQI|SWISS|CZECH)\b"
)
"""What looks like the adjective of a country; whether it is one, the coder's actor layer says."""
DATED = frozenset(("day", "days", "month"))
NARROW = {"site": 0, "district": 1, "town": 1, "region": 2, "country": 3, "unknown": 4}


def date_of(incident: Incident, reading: Reading) -> str | None:
    """The first event's date, else a day told in its sentences; else "on or before" the dateline, null where it has none."""
    published = date.fromisoformat(reading.report.published) if reading.report.published else None
    dates = [event.date for event in incident.events]
    near = [when for sentence, when in reading.days if sentence in incident.sentences]
    for when in (*sorted(dates, key=lambda when: when.precision != "day"), *near):
        if when.precision in DATED and when.start and when.end:
            return _dated(when, published)
    return None if published is None else f"- {written(published)}"


def _dated(when: When, published: date | None) -> str:
    start, end = (date.fromisoformat(day) for day in (when.start or "", when.end or ""))
    told = (when.text or "").lower()
    if WEEKDAY.search(told) and not re.search(r"\d", told) and published is not None:
        return f"- {written(published)}"
    return written(start) if start == end else f"{written(start)} - {written(end)}"


def place_of(incident: Incident, reading: Reading) -> str:
    """Country, region where the report names it, and the narrowest place of its events that the task counts as one."""
    events = [event.place for event in incident.events if event.place is not None]
    near = [place for sentence, place in reading.places if sentence in incident.sentences]
    main = main_country(reading)
    usable = [place for place in events if _usable(place)] or [place for place in near if _usable(place)]
    told = min(usable, key=lambda place: NARROW[place.precision], default=None)
    if told is None:
        return main
    country = _country(told.country) if told.country else main
    if country not in _of_interest():
        country = main
    return ": ".join((country, *_names(told, reading.report, country)))


def main_country(reading: Reading) -> str:
    """The country of interest of the dateline, or that named most; any country named most where none is of interest."""
    counts = {_country(name): number for name, number in reading.countries.items()}
    ours = {name: number for name, number in counts.items() if name in _of_interest()}
    dateline = plain(reading.report.dateline or "").lower()
    for kind, listed in ranked("dateline"):
        if dateline in listed:
            ours[kind] = ours.get(kind, 0) + 2
    best = ours or counts
    return max(best, key=best.__getitem__) if best else "-"


def abroad(candidate: Candidate, main: str) -> str | None:
    """The nationality that a phrase itself tells, where it is another than the country of the incident."""
    if candidate.country is None or not NATION.search(f"{candidate.text} {candidate.role or ''}"):
        return None
    told = _country(candidate.country)
    return told if told != main else None


def _of_interest() -> frozenset[str]:
    return frozenset(kind for kind, _ in ranked("dateline"))


def _usable(place: Place) -> bool:
    """Whether it is a place of the set list: no street, nor a building."""
    last = plain(place.name or place.text).lower().split()[-1:]
    return place.precision in ("town", "district", "region", "site") and not words("no location") & set(last)


def _names(place: Place, report: Report, country: str) -> list[str]:
    names = []
    name = _stripped(plain(place.name or place.text))
    area = plain(place.admin1 or "")
    if area and place.precision != "region" and area not in (name, country) and area not in name:
        told = re.search(rf"\b{re.escape(area)}\b", plain(report.text)) is not None
        names += [f"{area} (DEPARTMENT)"] if told else []
    if name and name != country:
        names.append(f"{name} ({'DEPARTMENT' if place.precision == 'region' else 'CITY'})")
    return names


def _stripped(name: str) -> str:
    """Without a direction before it and the sort of place after it."""
    told = name.split()
    while len(told) > 1 and told[0].lower() in words("directions"):
        told = told[1:]
    while len(told) > 1 and told[-1].lower() in words("place sorts") and name != "GUATEMALA CITY":
        told = told[:-1]
    return " ".join(told)


def plain(text: str) -> str:
    """Capitals without accents, on one line."""
    return " ".join(unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper().split())


def _country(name: str) -> str:
    """A country as the set list has it."""
    told = plain(name)
    return next((kind for kind, listed in ranked("country") if told.lower() in listed), told)
