"""The JSON Schema of the record, made from ``model`` so that it cannot drift."""

from typing import Any

import msgspec

from communique.model import EventLine, Incident, Report

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def event_schema() -> dict[str, Any]:
    """JSON Schema of one event as ``communique code --format jsonl`` writes it."""
    return {"$schema": DIALECT, "title": "Communique event", **msgspec.json.schema(EventLine)}


def report_schema() -> dict[str, Any]:
    """JSON Schema of one report as ``communique code --format json`` writes it."""
    return {"$schema": DIALECT, "title": "Communique report", **msgspec.json.schema(Report)}


def incident_schema() -> dict[str, Any]:
    """JSON Schema of one incident as ``communique link`` writes it."""
    return {"$schema": DIALECT, "title": "Communique incident", **msgspec.json.schema(Incident)}
