"""GeoJSON (RFC 7946): a feature an incident; a point only where the place is a site or town, a circle for an area, else null."""

from communique.exports.projection import Projection
from communique.exports.projections.geojson.features import PROPERTIES
from communique.exports.projections.geojson.reading import read
from communique.exports.projections.geojson.writing import write

CODES = ("id", "geometry", *PROPERTIES)
PROJECTION = Projection(
    "geojson", ".geojson", "features for a map: points, circles of areas, or no geometry", write, read, CODES
)

__all__ = ["PROJECTION"]
