"""Cluster incidents by a grid of the map's own projection, by NumPy alone.

Only a place known to the town or better is ever a point. What is known to a district or a region is an area about its middle, what
is known to a country is counted for the country, and the rest is counted as not located.
"""

from dataclasses import dataclass

import numpy as np

from communique.desk.public.columns.table import NOT_GIVEN, Array, Columns

TILE, CELL = 512, 56
"""Pixels of the whole world at zoom 0 (MapLibre's), and of a cell of the grid."""
SINGLES = 300
"""Incidents drawn one by one; above that even cells of one are clusters."""
NEAREST = 85.05
"""Degrees of latitude at which Web Mercator ends."""
UNSAID_KM = 50.0
"""Radius of an area whose accuracy is not known; drawn without an edge of meaning, as every area."""
POINTS, AREAS = np.array([b"site", b"town"]), np.array([b"district", b"region"])


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cell: the mean of its places, how many incidents of which families, how many died by the preferred figures that are given,
    and the box that holds it (west, south, east, north)."""

    longitude: float
    latitude: float
    count: int
    families: dict[str, int]
    killed: int
    killed_given: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Area:
    """Incidents somewhere within so many kilometres of a middle."""

    longitude: float
    latitude: float
    km: float
    count: int
    family: str
    geonameid: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a view draws; ``singles`` are places in the table. ``undated`` are drawn too, unless the selection is of days."""

    clusters: tuple[Cluster, ...]
    singles: Array
    areas: tuple[Area, ...]
    countries: dict[str, int]
    shown: int
    undated: int
    unlocated: int


def drawn(of: Columns, wanted: Array, box: tuple[float, float, float, float], zoom: float) -> Drawn:
    """What to draw of the rows that a mask lets through, in a box at a zoom."""
    rows = np.flatnonzero(wanted)
    precision, latitude, longitude = of.precision[rows], of.latitude[rows], of.longitude[rows]
    placed = ~np.isnan(latitude)
    inside = placed & _inside(longitude, latitude, box)
    points, areas = rows[inside & np.isin(precision, POINTS)], rows[inside & np.isin(precision, AREAS)]
    countries = rows[(precision == b"country") & (of.country[rows] != b"")]
    known = np.isin(precision, POINTS) | np.isin(precision, AREAS)
    clusters, singles = _clusters(of, points, zoom)
    return Drawn(
        clusters=clusters,
        singles=singles,
        areas=_areas(of, areas),
        countries=_counted(of.country[countries]),
        shown=len(rows),
        undated=int((of.day[rows] == 0).sum()),
        unlocated=int(len(rows) - len(countries) - (known & placed).sum()),
    )


def _inside(longitude: Array, latitude: Array, box: tuple[float, float, float, float]) -> Array:
    west, south, east, north = box
    across = (longitude >= west) & (longitude <= east) if west <= east else (longitude >= west) | (longitude <= east)
    inside: Array = across & (latitude >= south) & (latitude <= north)
    return inside


def _clusters(of: Columns, rows: Array, zoom: float) -> tuple[tuple[Cluster, ...], Array]:
    cells = _cells(of.longitude[rows], of.latitude[rows], zoom)
    _, cell, counts = np.unique(cells, return_inverse=True, return_counts=True)
    alone = counts[cell] == 1
    singles = rows[alone] if alone.sum() <= SINGLES else rows[:0]
    left = ~alone if len(singles) else np.ones(len(rows), dtype=bool)
    order = np.argsort(cell[left], kind="stable")
    grouped, keys = rows[left][order], cell[left][order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    return tuple(_cluster(of, part) for part in np.split(grouped, starts[1:]) if len(part)), singles


def _cells(longitude: Array, latitude: Array, zoom: float) -> Array:
    """The number of the cell of every point, in Web Mercator."""
    side = TILE * 2.0 ** np.floor(zoom) / CELL
    x = (longitude + 180) / 360 * side
    slope = np.radians(np.clip(latitude, -NEAREST, NEAREST))
    y = (1 - np.log(np.tan(slope) + 1 / np.cos(slope)) / np.pi) / 2 * side
    cells: Array = np.floor(y).astype(np.int64) * 2**31 + np.floor(x).astype(np.int64)
    return cells


def _cluster(of: Columns, rows: Array) -> Cluster:
    longitude, latitude, killed = of.longitude[rows], of.latitude[rows], of.killed_best[rows]
    given = killed != NOT_GIVEN
    return Cluster(
        longitude=float(longitude.mean()),
        latitude=float(latitude.mean()),
        count=len(rows),
        families=_counted(of.family[rows]),
        killed=int(killed[given].sum()),
        killed_given=int(given.sum()),
        box=(float(longitude.min()), float(latitude.min()), float(longitude.max()), float(latitude.max())),
    )


def _counted(values: Array) -> dict[str, int]:
    """How many of each, the most first."""
    names, counts = np.unique(values, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    return {names[place].decode(): int(counts[place]) for place in order}


def _areas(of: Columns, rows: Array) -> tuple[Area, ...]:
    """One for each place and precision."""
    if not len(rows):
        return ()
    keys = np.stack([of.longitude[rows], of.latitude[rows], np.nan_to_num(of.accuracy_km[rows])], axis=1)
    _, group = np.unique(keys, axis=0, return_inverse=True)
    parts = [rows[group.ravel() == number] for number in range(group.max() + 1)]
    return tuple(_area(of, part) for part in parts)


def _area(of: Columns, rows: Array) -> Area:
    first, km = rows[0], of.accuracy_km[rows[0]]
    return Area(
        longitude=float(of.longitude[first]),
        latitude=float(of.latitude[first]),
        km=float(km) if km > 0 else UNSAID_KM,
        count=len(rows),
        family=next(iter(_counted(of.family[rows]))),
        geonameid=int(of.geonameid[first]),
    )
