"""A flat row as a bare incident: the preferred values, no events and no claims but these."""

from collections.abc import Mapping

import msgspec

from communique.exports.projections.flat_incident import lists
from communique.exports.projections.flat_incident.cells import CellError
from communique.exports.projections.flat_incident.columns import Value
from communique.exports.projections.flat_incident.lists import Fields
from communique.exports.projections.flat_incident.row import OUTCOMES, column_of
from communique.model import Incident

ENDS = ("low", "best", "high")


def incident(row: Mapping[str, Value], rule: str) -> Incident:
    """The incident of a row; ``rule`` says where its values are from. Raises ``CellError`` on a value the record does not know."""
    if not row.get("id"):
        raise CellError("column id: empty; every incident has one")
    if not row.get("type"):
        raise CellError("column type: empty; every incident has one")
    try:
        return msgspec.convert(_record(row, rule), Incident)
    except msgspec.ValidationError as error:
        raise CellError(str(error)) from error


def _record(row: Mapping[str, Value], rule: str) -> Fields:
    chosen = {name: row.get(name) for name in ("type", "status", "certainty", "weapon", "count")}
    return {
        "id": row["id"],
        "formerly": lists.split(_text(row, "formerly")),
        **{name: _chosen(value, rule) for name, value in chosen.items()},
        "date": _chosen(_when(row), rule),
        "place": _chosen(_where(row), rule),
        "initiators": _chosen(lists.actors_back(_text(row, "initiators")), rule),
        "recipients": _chosen(lists.actors_back(_text(row, "recipients")), rule),
        "tolls": _tolls(row, rule),
        "aggregate": row.get("aggregate") or False,
        "publishers": row.get("publishers") or 0,
        "first_reported": row.get("first_reported"),
        "last_updated": row.get("last_updated"),
        "contradictions": lists.contradictions_back(_text(row, "contradictions")),
        "sources": lists.sources_back(_text(row, "sources"), _text(row, "report_ids")),
    }


def _text(row: Mapping[str, Value], name: str) -> str | None:
    value = row.get(name)
    return None if value is None else str(value)


def _chosen(value: object, rule: str) -> Fields:
    return {} if value is None or value == [] else {"value": value, "rule": rule}


def _when(row: Mapping[str, Value]) -> Fields | None:
    if row.get("date_precision") is None:
        return None
    return {
        "start": row.get("date_start"),
        "end": row.get("date_end"),
        "precision": row["date_precision"],
    }


def _where(row: Mapping[str, Value]) -> Fields | None:
    if row.get("place_precision") is None:
        return None
    exact = row.get("latitude") is not None
    return {
        "text": row.get("place") or "",
        "name": row.get("place"),
        "admin1": row.get("admin1"),
        "country": row.get("country"),
        "precision": row["place_precision"],
        "latitude": row.get("latitude" if exact else "area_latitude"),
        "longitude": row.get("longitude" if exact else "area_longitude"),
        "geonameid": row.get("geonameid"),
        "accuracy_km": row.get("accuracy_km"),
    }


def _tolls(row: Mapping[str, Value], rule: str) -> list[Fields]:
    found = []
    for outcome in OUTCOMES:
        ends: Fields = {end: row.get(f"{column_of(outcome)}_{end}") for end in ENDS}
        if any(value is not None for value in ends.values()):
            found.append({"outcome": outcome, **ends, "rule": rule, "event": "", "figures": []})
    return found
