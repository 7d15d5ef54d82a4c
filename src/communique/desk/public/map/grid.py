"""Cluster incidents by a grid of the map's own projection, by NumPy alone.

Only a place known to the town or better is ever a point. What is known to a district or a region is an area about its middle, what
is known to a country is counted for the country, and the rest is counted as not located.
"""

from dataclasses import dataclass

import numpy as np

from communique.desk.public.columns.table import NOT_GIVEN, Array, Columns
from communique.desk.public.map.overlaps import groups
from communique.desk.public.map.prepared import AREA, COUNTRY, POINT, Prepared, prepared

TILE, CELL = 512, 56
"""Pixels of the whole world at zoom 0 (MapLibre's), and of a cell of the grid."""
WIDEST = 8192
"""Pixels of the widest window that is drawn in full detail; a wider one is drawn as from further off."""
DENSE = 700
"""Cells a side up to which they are counted in a table of all of them, which is faster than sorting."""
SINGLES = 300
"""Incidents drawn one by one; above that even cells of one are clusters."""
UNSAID_KM = 50.0
"""Radius of an area whose accuracy is not known; drawn without an edge of meaning, as every area."""
SMALL = 24
"""Pixels of radius below which areas near each other are drawn as one circle that holds them all."""
AROUND_KM = 40_075.0
"""The equator."""
Box = tuple[float, float, float, float]


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
    box: Box


@dataclass(frozen=True, slots=True)
class Area:
    """Incidents somewhere within so many kilometres of a middle; ``box`` holds the middles of those it stands for."""

    longitude: float
    latitude: float
    km: float
    count: int
    family: str
    box: Box


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


def drawn(of: Columns, wanted: Array, box: Box, zoom: float) -> Drawn:
    """What to draw of the rows that a mask lets through, in a box at a zoom."""
    ready, side = prepared(of), TILE * 2.0 ** min(np.floor(zoom), _closest(box))
    seen = wanted & _inside(of, box)
    clusters, singles = _clusters(of, ready, np.flatnonzero(seen & (ready.how == POINT)), side)
    somewhere = np.bincount(ready.country[wanted & (ready.how == COUNTRY)], minlength=len(ready.countries))
    return Drawn(
        clusters=clusters,
        singles=singles,
        areas=_areas(of, ready, np.flatnonzero(seen & (ready.how == AREA)), side),
        countries={ready.countries[each]: int(somewhere[each]) for each in np.flatnonzero(somewhere)},
        shown=int(np.count_nonzero(wanted)),
        undated=int(np.count_nonzero(wanted & (of.day == 0))),
        unlocated=int(np.count_nonzero(wanted & (ready.how == 0))),
    )


def _closest(box: Box) -> float:
    """The zoom at which the box fills the widest window."""
    west, _, east, _ = box
    share = ((east - west) % 360 or 360) / 360
    return float(np.log2(WIDEST / TILE / share))


def _inside(of: Columns, box: Box) -> Array:
    west, south, east, north = box
    one, other = of.longitude >= west, of.longitude <= east
    inside: Array = (one & other if west <= east else one | other) & (of.latitude >= south) & (of.latitude <= north)
    return inside


def _clusters(of: Columns, ready: Prepared, rows: Array, side: float) -> tuple[tuple[Cluster, ...], Array]:
    if not len(rows):
        return (), rows
    cell = _cells(ready.x[rows] * side, ready.y[rows] * side)
    group = groups(cell, ready.x[rows] * side, ready.y[rows] * side)[cell]
    counts = np.bincount(group)
    alone = counts[group] == 1
    singles = rows[alone] if np.count_nonzero(alone) <= SINGLES else rows[:0]
    left = ~alone if len(singles) else np.ones(len(rows), dtype=bool)
    return tuple(_made(of, ready, rows[left], group[left])), singles


def _cells(x: Array, y: Array) -> Array:
    """The number of the cell of every point, from 0 without gaps."""
    across, down = np.floor(x / CELL).astype(np.int64), np.floor(y / CELL).astype(np.int64)
    wide = int(max(across.max(), down.max())) + 1
    if wide > DENSE:
        sparse: Array = np.unique(down * wide + across, return_inverse=True)[1]
        return sparse
    keys = down * wide + across
    cells: Array = (np.cumsum(np.bincount(keys, minlength=wide * wide) > 0) - 1)[keys]
    return cells


@dataclass(frozen=True, slots=True)
class _Groups:
    """Sums over each group: as many rows as groups."""

    count: Array
    longitude: Array
    latitude: Array
    families: Array
    boxes: Array


def _summed(of: Columns, ready: Prepared, rows: Array, group: Array) -> _Groups:
    """Of rows that lie in groups, which are numbered with or without gaps; those without a row have a count of 0."""
    length, kinds = int(group.max()) + 1, len(ready.families)
    count, longitude, latitude = np.bincount(group), of.longitude[rows], of.latitude[rows]
    each = np.maximum(count, 1)
    boxes = np.tile([np.inf, np.inf, -np.inf, -np.inf], (length, 1))
    for column, (take, values) in enumerate(
        ((np.minimum, longitude), (np.minimum, latitude), (np.maximum, longitude), (np.maximum, latitude))
    ):
        take.at(boxes[:, column], group, values)
    families = np.bincount(group * kinds + ready.family[rows], minlength=length * kinds).reshape(length, kinds)
    return _Groups(
        count,
        np.bincount(group, weights=longitude) / each,
        np.bincount(group, weights=latitude) / each,
        families,
        boxes,
    )


def _made(of: Columns, ready: Prepared, rows: Array, group: Array) -> list[Cluster]:
    if not len(rows):
        return []
    sums, killed = _summed(of, ready, rows, group), of.killed_best[rows]
    given = killed != NOT_GIVEN
    dead, known = np.bincount(group, weights=np.where(given, killed, 0)), np.bincount(group, weights=given)
    return [
        Cluster(
            longitude=float(sums.longitude[at]),
            latitude=float(sums.latitude[at]),
            count=int(sums.count[at]),
            families=_most_first(ready, sums.families[at]),
            killed=int(dead[at]),
            killed_given=int(known[at]),
            box=_box(sums.boxes[at]),
        )
        for at in np.flatnonzero(sums.count)
    ]


def _most_first(ready: Prepared, counts: Array) -> dict[str, int]:
    order = np.argsort(-counts, kind="stable")
    return {ready.families[each]: int(counts[each]) for each in order if counts[each]}


def _box(found: Array) -> Box:
    west, south, east, north = found.tolist()
    return west, south, east, north


def _areas(of: Columns, ready: Prepared, rows: Array, side: float) -> tuple[Area, ...]:
    """One for each middle and accuracy; where those are small on the map, one for each cell."""
    if not len(rows):
        return ()
    km = np.where(of.accuracy_km[rows] > 0, of.accuracy_km[rows], UNSAID_KM)
    pixels = km / AROUND_KM / np.cos(np.radians(np.clip(of.latitude[rows], -80, 80))) * side
    cell = _cells(ready.x[rows] * side, ready.y[rows] * side)
    keys = np.where(pixels < SMALL, cell, ready.spot[rows] + cell.max() + 1)
    group: Array = np.unique(keys, return_inverse=True)[1]
    sums = _summed(of, ready, rows, group)
    reach = np.zeros(len(sums.count))
    np.maximum.at(reach, group, km + _km(of, rows, sums.longitude[group], sums.latitude[group]))
    return tuple(
        Area(
            longitude=float(sums.longitude[at]),
            latitude=float(sums.latitude[at]),
            km=round(float(reach[at]), 1),
            count=int(sums.count[at]),
            family=ready.families[int(sums.families[at].argmax())],
            box=_box(sums.boxes[at]),
        )
        for at in range(len(reach))
    )


def _km(of: Columns, rows: Array, longitude: Array, latitude: Array) -> Array:
    """How far each row lies from a middle; flat, which is close enough for what shares a cell."""
    east = (of.longitude[rows] - longitude) * np.cos(np.radians(latitude))
    distance: Array = np.hypot(east, of.latitude[rows] - latitude) * AROUND_KM / 360
    return distance
