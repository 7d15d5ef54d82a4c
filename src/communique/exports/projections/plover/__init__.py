"""PLOVER 2.0 as JSON lines: one record an incident (``docs/exports/plover.md``)."""

from communique.exports.projection import Projection
from communique.exports.projections.plover.reading import read
from communique.exports.projections.plover.writing import write

PROJECTION = Projection(
    name="plover",
    suffix=".jsonl",
    summary="PLOVER 2.0 records, one JSON object a line",
    write=write,
    read=read,
    codes=(
        "id",
        "date",
        "enddate",
        "actor",
        "recipient",
        "event",
        "mode",
        "context",
        "quad_code",
        "event_scale",
        "event_loc",
        "size",
        "cite_info",
        "communique",
    ),
)
