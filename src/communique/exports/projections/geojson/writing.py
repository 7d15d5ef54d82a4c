"""A feature collection written feature by feature."""

import json
from collections.abc import Iterable
from typing import BinaryIO

from communique.exports.projection import Outcome
from communique.exports.projections.flat_incident.row import row
from communique.exports.projections.geojson.features import feature
from communique.model import Incident


def write(incidents: Iterable[Incident], out: BinaryIO) -> Outcome:
    """A ``FeatureCollection``, one feature a line. Nothing is left out."""
    outcome = Outcome()
    out.write(b'{"type": "FeatureCollection", "features": [')
    for incident in incidents:
        out.write(b",\n" if outcome.rows else b"\n")
        out.write(json.dumps(feature(row(incident)), ensure_ascii=False, allow_nan=False).encode())
        outcome.incidents += 1
        outcome.rows += 1
    out.write(b"\n]}\n")
    return outcome
