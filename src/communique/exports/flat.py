"""CSV: one row an event, lists joined by ``; ``, for a spreadsheet. Lossy: offsets and rules are left out."""

import csv
from collections.abc import Sequence
from typing import TextIO

from communique.model import Actor, Event, Report, Toll

COLUMNS = (
    "id",
    "report",
    "publisher",
    "published",
    "url",
    "type",
    "anchor",
    "quote",
    "initiators",
    "initiators_text",
    "recipients",
    "recipients_text",
    "place",
    "place_text",
    "admin1",
    "country",
    "latitude",
    "longitude",
    "geonameid",
    "place_precision",
    "date_start",
    "date_end",
    "date_precision",
    "date_text",
    "status",
    "certainty",
    "attribution",
    "attribution_cue",
    "tolls",
    "count",
    "weapon",
    "aggregate",
    "confidence",
)

RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a cell that starts so; such a text cell is written behind an apostrophe."""


class CsvWriter:
    """A header row, then a row an event; an empty cell is null."""

    def __init__(self, out: TextIO) -> None:
        self._rows = csv.writer(out, lineterminator="\n")
        self._rows.writerow(COLUMNS)

    def add(self, report: Report, events: Sequence[Event]) -> None:
        """Write a row for each event."""
        for event in events:
            values = row(report, event)
            self._rows.writerow([guarded(values[column]) for column in COLUMNS])

    def close(self) -> None:
        """Nothing stands at the end of CSV."""


def guarded(value: object) -> object:
    """The value as a cell that no spreadsheet runs: a text cell that would be a formula is set behind an apostrophe.

    So is one that looks as if it were already, so that taking one apostrophe off gives every text back.
    """
    if isinstance(value, str) and value.lstrip("'").startswith(RISKY_STARTS):
        return "'" + value
    return value


def row(report: Report, event: Event) -> dict[str, object]:
    """The values of one event by column."""
    place, date = event.place, event.date
    return {
        "id": event.id,
        "report": event.report,
        "publisher": report.publisher,
        "published": report.published,
        "url": report.url,
        "type": event.type,
        "anchor": event.anchor,
        "quote": event.quote,
        "initiators": _names(event.initiators),
        "initiators_text": "; ".join(actor.text for actor in event.initiators),
        "recipients": _names(event.recipients),
        "recipients_text": "; ".join(actor.text for actor in event.recipients),
        "place": place and place.name,
        "place_text": place and place.text,
        "admin1": place and place.admin1,
        "country": place and place.country,
        "latitude": place and place.latitude,
        "longitude": place and place.longitude,
        "geonameid": place and place.geonameid,
        "place_precision": place and place.precision,
        "date_start": date.start,
        "date_end": date.end,
        "date_precision": date.precision,
        "date_text": date.text,
        "status": event.status,
        "certainty": event.certainty,
        "attribution": event.attribution and event.attribution.source,
        "attribution_cue": event.attribution and event.attribution.cue,
        "tolls": "; ".join(toll_words(toll) for toll in event.tolls),
        "count": event.count,
        "weapon": event.weapon,
        "aggregate": str(event.aggregate).lower(),
        "confidence": event.confidence,
    }


def _names(actors: Sequence[Actor]) -> str:
    return "; ".join((actor.name or actor.text) + (" (alleged)" if actor.alleged else "") for actor in actors)


def toll_words(toll: Toll) -> str:
    """ "killed 12", "injured 30 or more", "killed 10 to 15 (police)"."""
    source = f" ({toll.source})" if toll.source else ""
    return f"{toll.outcome} {figure(toll.low, toll.high)}{source}"


def figure(low: int | None, high: int | None) -> str:
    """A range in words: open ends said as such."""
    if low is None and high is None:
        return "number not given"
    if low == high:
        return f"{low:,}"
    if high is None:
        return f"{low:,} or more"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,} to {high:,}"
