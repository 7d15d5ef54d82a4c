"""GeoJSON (RFC 7946): one feature an event. An event without coordinates keeps a null geometry: it is never drawn elsewhere."""

import json
from collections.abc import Sequence
from typing import TextIO

from communique.exports.flat import row
from communique.model import Event, Report

DECIMALS = 5
"""About a metre: finer than any gazetteer is."""


class GeoJsonWriter:
    """A feature collection written as it comes."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._first = True
        out.write('{"type": "FeatureCollection", "features": [')

    def add(self, report: Report, events: Sequence[Event]) -> None:
        """Write a feature for each event."""
        for event in events:
            self._out.write("\n" if self._first else ",\n")
            self._first = False
            json.dump(feature(report, event), self._out, ensure_ascii=False)

    def close(self) -> None:
        """Close the collection."""
        self._out.write("\n]}\n")


def feature(report: Report, event: Event) -> dict[str, object]:
    """One event as a feature; properties are the columns of the CSV, and ``accuracy_km``."""
    properties = row(report, event)
    properties["aggregate"] = event.aggregate
    properties["accuracy_km"] = event.place.accuracy_km if event.place else None
    for name in ("latitude", "longitude", "id"):
        del properties[name]
    return {"type": "Feature", "id": event.id, "geometry": _geometry(event), "properties": properties}


def _geometry(event: Event) -> dict[str, object] | None:
    place = event.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return {"type": "Point", "coordinates": [round(place.longitude, DECIMALS), round(place.latitude, DECIMALS)]}
