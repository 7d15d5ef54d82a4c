"""KML 2.2: a placemark an incident, for Google Earth, QGIS and the like; a pin only where the place is a site or town."""

from communique.exports.projection import Projection
from communique.exports.projections.flat_incident.columns import names
from communique.exports.projections.kml.reading import read
from communique.exports.projections.kml.writing import write

PROJECTION = Projection(
    "kml", ".kml", "placemarks for Google Earth: pins, circles of areas, or a list entry", write, read, names()
)

__all__ = ["PROJECTION"]
