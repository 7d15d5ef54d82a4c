"""An incident as one flat row of readable values."""

from collections.abc import Mapping
from typing import TypeAlias, get_args

from communique.exports.geojson import DECIMALS
from communique.exports.projections.flat_incident import lists
from communique.exports.projections.flat_incident.columns import Value, names
from communique.exports.projections.flat_incident.tidy import tidy
from communique.model import Incident, Outcome, Place, When

Row: TypeAlias = dict[str, Value]
"""A value for each of ``columns.names()``, in their order."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
EXACT = frozenset(("site", "town"))
"""Places that a point may stand for; of a district or region only the middle is known."""
AREAS = frozenset(("district", "region"))


def row(incident: Incident) -> Row:
    """The values by column; null where no report gives one."""
    found: dict[str, Value] = {
        "id": incident.id,
        "formerly": lists.joined(incident.formerly),
        "type": incident.type.value,
        "status": incident.status.value,
        "certainty": incident.certainty.value,
        "initiators": lists.actors(incident.initiators.value or ()),
        "recipients": lists.actors(incident.recipients.value or ()),
        "weapon": incident.weapon.value,
        "count": incident.count.value,
        "aggregate": incident.aggregate,
        **_when(incident.date.value),
        **where(incident.place.value),
        **_tolls(incident),
        **_telling(incident),
    }
    return {name: _tidied(found.get(name)) for name in names()}


def _tidied(value: Value) -> Value:
    return (tidy(value) or None) if isinstance(value, str) else value


def _when(date: When | None) -> Mapping[str, Value]:
    if date is None or date.precision == "unknown":
        return {}
    return {"date_start": date.start, "date_end": date.end, "date_precision": date.precision}


def where(place: Place | None) -> Mapping[str, Value]:
    """The place's columns: coordinates as a point for a site or town only, as the middle of an area for a district or region."""
    if place is None or place.precision == "unknown":
        return {}
    found: dict[str, Value] = {
        "place": place.name or place.text,
        "admin1": place.admin1,
        "country": place.country,
        "place_precision": place.precision,
        "geonameid": place.geonameid,
    }
    if place.latitude is not None and place.longitude is not None and place.precision in EXACT | AREAS:
        middle = "" if place.precision in EXACT else "area_"
        found[f"{middle}latitude"] = round(place.latitude, DECIMALS)
        found[f"{middle}longitude"] = round(place.longitude, DECIMALS)
    if place.precision in EXACT | AREAS:
        found["accuracy_km"] = place.accuracy_km
    return found


def _tolls(incident: Incident) -> Mapping[str, Value]:
    found: dict[str, Value] = {}
    for toll in incident.tolls:
        name = column_of(toll.outcome)
        found |= {f"{name}_low": toll.low, f"{name}_best": toll.best, f"{name}_high": toll.high}
    return found


def column_of(outcome: Outcome) -> str:
    """How an outcome's columns begin: ``killed_or_injured``."""
    return outcome.replace("-", "_")


def _telling(incident: Incident) -> Mapping[str, Value]:
    """Who tells it. No number stands where no report is known: somebody told it."""
    return {
        "publishers": incident.publishers or None,
        "reports": len(incident.sources) or None,
        "first_reported": incident.first_reported,
        "last_updated": incident.last_updated,
        "sources": lists.sources(incident.sources),
        "report_ids": lists.joined(source.report for source in incident.sources),
        "contradictions": lists.contradictions(incident.contradictions),
    }
