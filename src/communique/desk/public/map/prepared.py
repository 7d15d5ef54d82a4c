"""What drawing needs of every row of a table, worked out once for the table and not at each view."""

import functools
from dataclasses import dataclass

import numpy as np

from communique.desk.archive.families import families
from communique.desk.public.columns.table import Array, Columns

NEAREST = 85.05
"""Degrees of latitude at which Web Mercator ends."""
POINT, AREA, COUNTRY = 1, 2, 3
"""How a row is drawn; 0: not at all, since no place is known."""
PRECISIONS = ((POINT, (b"site", b"town")), (AREA, (b"district", b"region")))


@dataclass(frozen=True, slots=True)
class Prepared:
    """``x`` and ``y`` are shares of the whole world in Web Mercator, NaN where not given; ``family`` and ``country`` are places in
    ``families`` and ``countries``; ``how`` is one of the constants above; ``spot`` numbers the middles of areas, by accuracy too.
    """

    x: Array
    y: Array
    family: Array
    families: tuple[str, ...]
    country: Array
    countries: tuple[str, ...]
    how: Array
    spot: Array


@functools.lru_cache(maxsize=2)  # one for each basis
def prepared(of: Columns) -> Prepared:
    """Of a table."""
    names = tuple(each.family for each in families())
    family = np.zeros(len(of), dtype=np.int64)
    for number, name in enumerate(names):
        family[of.family == name.encode()] = number
    countries, country = np.unique(of.country, return_inverse=True)
    slope = np.radians(np.clip(of.latitude, -NEAREST, NEAREST))
    return Prepared(
        x=(of.longitude + 180) / 360,
        y=(1 - np.log(np.tan(slope) + 1 / np.cos(slope)) / np.pi) / 2,
        family=family,
        families=names,
        country=country,
        countries=tuple(each.decode() for each in countries),
        how=_how(of),
        spot=_spots(of),
    )


def _how(of: Columns) -> Array:
    how = np.zeros(len(of), dtype=np.int8)
    placed = ~np.isnan(of.latitude)
    for number, words in PRECISIONS:
        for word in words:
            how[placed & (of.precision == word)] = number
    how[(of.precision == b"country") & (of.country != b"")] = COUNTRY
    return how


def _spots(of: Columns) -> Array:
    """The same number for the same middle and accuracy, to a ten-thousandth of a degree and a tenth of a kilometre."""
    spots = np.zeros(len(of), dtype=np.int64)
    rows = np.flatnonzero(_how(of) == AREA)
    latitude, longitude = np.rint(of.latitude[rows] * 1e4), np.rint(of.longitude[rows] * 1e4)
    keys = (latitude + 900_000) * 3_600_001 + longitude + 1_800_000
    radii = np.rint(np.clip(np.nan_to_num(of.accuracy_km[rows]), 0, 20_000) * 10).astype(np.int64)
    pairs = keys.astype(np.int64) * 200_001 + radii
    spots[rows] = np.unique(pairs, return_inverse=True)[1]
    return spots
