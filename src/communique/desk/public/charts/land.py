"""The outlines of countries in the frame of a small map, cut at its edges.

The outlines are there to find one's way, and say nothing of whose a border or a land is.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from communique.situation.plot.outlines import Box, Outlines, Ring

FINENESS = 1.0
"""Units of the page: points of an outline that lie nearer are drawn as one, and land smaller than this not at all."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch of the globe on a page of ``width`` by ``height``; degrees east are made narrower by the latitude."""

    box: Box
    width: float
    height: float

    def x(self, longitude: float) -> float:
        """Across the page."""
        return (longitude - self.box.west) / (self.box.east - self.box.west) * self.width

    def y(self, latitude: float) -> float:
        """Down the page."""
        return (self.box.north - latitude) / (self.box.north - self.box.south) * self.height


def paths(frame: Frame, code: str | None) -> Iterator[str]:
    """The closed paths of a country's land, or of every other country's where ``code`` is null."""
    for ring in _near(frame.box) if code is None else Outlines.packaged().of(code):
        points = _on_page(clipped(ring, frame.box), frame)
        if len(points) > 2:
            yield f"M{' '.join(f'{x:g},{y:g}' for x, y in points.tolist())}Z"


@functools.cache
def _every() -> tuple[tuple[Ring, ...], NDArray[np.float64]]:
    """All rings, and for each its west, south, east and north: worked out once, since every map asks for them."""
    rings = tuple(ring for found in Outlines.packaged().rings.values() for ring in found)
    return rings, np.array([(*ring.min(axis=0), *ring.max(axis=0)) for ring in rings])


def _near(box: Box) -> Iterator[Ring]:
    """The rings that may have a part in the box."""
    rings, bounds = _every()
    west, south, east, north = bounds.T
    meet = (west <= box.east) & (east >= box.west) & (south <= box.north) & (north >= box.south)
    return (rings[index] for index in np.flatnonzero(meet))


def clipped(ring: Ring, box: Box) -> Ring:
    """The part of a closed line within a box (Sutherland and Hodgman 1974, side by side)."""
    for axis, edge, sign in ((0, box.west, 1.0), (0, box.east, -1.0), (1, box.south, 1.0), (1, box.north, -1.0)):
        if len(ring) == 0:
            break
        ring = _cut(ring, axis, edge, sign)
    return ring


def _cut(ring: Ring, axis: int, edge: float, sign: float) -> Ring:
    """Keep the side of an edge on which ``sign * (value - edge)`` is not negative; every crossing gets a point on it."""
    away = sign * (ring[:, axis] - edge)
    inside = away >= 0
    if inside.all():
        return ring
    after, before = np.roll(ring, -1, axis=0), np.roll(away, -1)
    crossing = inside != np.roll(inside, -1)
    share = np.divide(away, away - before, out=np.zeros_like(away), where=crossing)
    met = ring + share[:, None] * (after - ring)
    order = np.concatenate([np.flatnonzero(inside) * 2, np.flatnonzero(crossing) * 2 + 1])
    points = np.concatenate([ring[inside], met[crossing]])
    return np.asarray(points[np.argsort(order, kind="stable")])


def _on_page(ring: Ring, frame: Frame) -> Ring:
    """In units of the page, without points that fall on the one before."""
    if len(ring) == 0:
        return ring
    across = (ring[:, 0] - frame.box.west) / (frame.box.east - frame.box.west) * frame.width
    down = (frame.box.north - ring[:, 1]) / (frame.box.north - frame.box.south) * frame.height
    page = np.round(np.column_stack([across, down]) / FINENESS) * FINENESS
    moved = np.any(page != np.roll(page, 1, axis=0), axis=1)
    return np.asarray(page[moved])
