"""The place columns, by ``data/places.yaml``."""

import functools
import math

import msgspec

from communique.exports.projections.acled.places import is_near
from communique.exports.projections.row_files import NoRowError
from communique.exports.projections.ucdp_ged.countries import country_of, region_of
from communique.exports.projections.ucdp_ged.files import DataError, facts, read_yaml
from communique.exports.projections.ucdp_ged.told import columns_told
from communique.model import Incident, Place, Precision

COLUMNS = (
    "where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region"
).split()
CELL = 0.5
"""Degrees of a PRIO-GRID cell (Tollefsen, Strand and Buhaug 2012)."""
CELLS_IN_ROW, ROWS = 720, 360


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``data/places.yaml``; ``wide_km`` in kilometres."""

    precision: dict[Precision, int]
    near: int
    part: int
    wide_km: dict[Precision, float]
    back: dict[str, Precision]
    decimals: int


@functools.cache
def rules() -> Rules:
    """Read once. Raises ``DataError``."""
    given = read_yaml("places.yaml", Rules)
    codes = {str(code) for code in (*given.precision.values(), given.near, given.part)}
    if not codes <= set(facts().where_prec) or set(given.back) != set(facts().where_prec):
        raise DataError("places.yaml: the codes are not those of where_prec")
    return given


def place_columns(incident: Incident) -> dict[str, str]:
    """The place columns. Raises ``NoRowError`` where no country is told."""
    found = columns_told(incident.place.rule)
    if found:
        return found
    place = incident.place.value
    if place is None or not place.country:
        raise NoRowError("the country of the place is not told")
    country = country_of(place.country)
    return {
        "where_prec": str(where_prec(incident, place)),
        "where_coordinates": place.name or place.text,
        "where_description": place.text,
        "adm_1": place.admin1 or "",
        "adm_2": (place.name or "") if place.precision == "district" else "",
        **_point(place),
        "country": country.ucdp,
        "country_id": country.text,
        "region": region_of(country),
    }


def where_prec(incident: Incident, place: Place) -> int:
    """UCDP's precision of a place in a country."""
    widest = rules().wide_km.get(place.precision)
    if place.precision == "region" and place.name != place.admin1:
        return rules().part
    if widest is not None and (place.accuracy_km or 0.0) > widest:
        return rules().part
    return rules().near if is_near(incident, place) else rules().precision[place.precision]


def priogrid_gid(latitude: float, longitude: float) -> int:
    """The cell of a point: 1 in the south-west, 720 cells a row, rows northwards.

    >>> priogrid_gid(34.5167, 69.1833), priogrid_gid(-90, -180), priogrid_gid(90, 180)
    (179779, 1, 259200)
    """
    row = min(math.floor((latitude + 90) / CELL), ROWS - 1)
    column = min(math.floor((longitude + 180) / CELL), CELLS_IN_ROW - 1)
    return row * CELLS_IN_ROW + column + 1


def _point(place: Place) -> dict[str, str]:
    """The columns of a point; empty where the record has none."""
    if place.latitude is None or place.longitude is None:
        return dict.fromkeys(("latitude", "longitude", "geom_wkt", "priogrid_gid"), "")
    latitude, longitude = _degrees(place.latitude), _degrees(place.longitude)
    return {
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": f"POINT ({longitude} {latitude})",
        "priogrid_gid": str(priogrid_gid(place.latitude, place.longitude)),
    }


def _degrees(value: float) -> str:
    """Degrees without idle noughts, never as a power of ten."""
    return f"{round(value, rules().decimals) + 0.0:.{rules().decimals}f}".rstrip("0").rstrip(".")
