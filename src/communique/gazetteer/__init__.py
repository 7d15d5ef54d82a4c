"""Names to places: GeoNames data from packages, our supplement of small places, and a user's own GeoNames dump."""

from communique.gazetteer.importer import ImportProblem, import_geonames
from communique.gazetteer.lookup import Entry, Gazetteer, Kind

__all__ = ["Entry", "Gazetteer", "ImportProblem", "Kind", "import_geonames"]
