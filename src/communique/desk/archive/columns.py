"""The columns of rows that repeat a record, for filters and lists."""

from datetime import date
from typing import Any

from communique.desk.archive.countries import code_of
from communique.desk.archive.families import OTHER, family_of
from communique.model import Event as EventRecord
from communique.model import Incident as IncidentRecord
from communique.model import TollAccount


def event_columns(record: EventRecord) -> dict[str, Any]:
    """Of an event; what the report does not give is empty or null."""
    place = record.place
    return {
        "type": record.type,
        "country": code_of(place.country) if place else "",
        "precision": place.precision if place else "",
        "start": day(record.date.start),
        "end": day(record.date.end),
        "status": record.status,
        "certainty": record.certainty,
        "confidence": record.confidence,
    }


def incident_columns(record: IncidentRecord) -> dict[str, Any]:
    """Of an incident: its preferred values."""
    killed = next((toll for toll in record.tolls if toll.outcome == "killed"), None)
    kind = record.type.value or ""
    return {
        **_place(record),
        **_date(record),
        **_killed(killed),
        "type": kind,
        "family": family_of().get(kind, OTHER),
        "status": record.status.value or "",
        "certainty": record.certainty.value or "",
        "aggregate": record.aggregate,
        "publishers": record.publishers,
        "reports": len(record.sources),
        "contradictions": len(record.contradictions),
        "first_reported": day(record.first_reported),
        "last_updated": day(record.last_updated),
    }


def _place(record: IncidentRecord) -> dict[str, Any]:
    place = record.place.value
    if place is None:
        empty = dict.fromkeys(("country", "admin1", "place", "precision"), "")
        return {**empty, **dict.fromkeys(("geonameid", "latitude", "longitude", "accuracy_km"))}
    return {
        "country": code_of(place.country),
        "admin1": place.admin1 or "",
        "place": place.name or place.text,
        "precision": place.precision,
        "geonameid": place.geonameid,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "accuracy_km": place.accuracy_km,
    }


def _date(record: IncidentRecord) -> dict[str, Any]:
    when = record.date.value
    start = day(when.start) if when else None
    return {
        "start": start,
        "end": day(when.end) if when else None,
        "day": start.toordinal() if start else 0,
        "date_precision": when.precision if when else "unknown",
    }


def _killed(account: TollAccount | None) -> dict[str, Any]:
    return {
        "killed_low": account.low if account else None,
        "killed_best": account.best if account else None,
        "killed_high": account.high if account else None,
    }


def day(text: str | None) -> date | None:
    """An ISO date of a record; null stays null."""
    return date.fromisoformat(text[:10]) if text else None
