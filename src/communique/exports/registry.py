"""The projections by name. A new format is one line in ``MODULES``."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from communique.exports.projection import Projection

MODULES: Mapping[str, str] = MappingProxyType(
    {
        "acled": "acled",
        "atom": "atom",
        "cameo": "cameo",
        "csv": "csv",
        "geojson": "geojson",
        "hxl": "hxl",
        "kml": "kml",
        "parquet": "parquet",
        "plover": "plover",
        "polecat": "polecat",
        "ucdp-ged": "ucdp_ged",
    }
)
"""Name of the format to the module in ``communique.exports.projections`` whose ``PROJECTION`` it is."""


def projection(name: str) -> Projection:
    """The projection of a name. Raises ``KeyError`` on another."""
    found = import_module(f"communique.exports.projections.{MODULES[name]}").PROJECTION
    assert isinstance(found, Projection)
    return found
