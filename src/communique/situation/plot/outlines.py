"""The outlines of countries, from Natural Earth (1:50 million, public domain); ``scripts/make_outlines.py`` makes the file.

They are there to find one's way on the map, and say nothing of whose a border or a land is.
"""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

import msgspec
import numpy as np
from numpy.typing import NDArray

Ring = NDArray[np.float64]
"""Points of a closed line: n rows of longitude and latitude in degrees."""


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the map in degrees: west, south, east, north."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share a point."""
        beside = self.east < other.west or other.east < self.west
        return not beside and not (self.north < other.south or other.north < self.south)

    def with_point(self, longitude: float, latitude: float) -> "Box":
        """The least box that holds this one and the point."""
        west, east = min(self.west, longitude), max(self.east, longitude)
        return Box(west, min(self.south, latitude), east, max(self.north, latitude))

    def wider(self, share: float, least: float) -> "Box":
        """Wider on every side by a share of its breadth, at least ``least`` degrees across, within the globe."""
        across, up = max(self.east - self.west, least), max(self.north - self.south, least)
        x, y = (self.west + self.east) / 2, (self.south + self.north) / 2
        half_x, half_y = across * (0.5 + share), up * (0.5 + share)
        return Box(max(-180.0, x - half_x), max(-89.0, y - half_y), min(180.0, x + half_x), min(89.0, y + half_y))


@dataclass(frozen=True, slots=True, eq=False)
class Outlines:
    """Rings by ISO 3166-1 alpha-2 code, or by a name where Natural Earth gives none."""

    rings: Mapping[str, tuple[Ring, ...]]

    @staticmethod
    def packaged() -> "Outlines":
        """Those of the package, read once."""
        return _packaged()

    def of(self, code: str | None) -> tuple[Ring, ...]:
        """A country's rings; none where it has no outline."""
        return self.rings.get(code or "", ())

    def mainland(self, code: str | None) -> Box | None:
        """The box round a country's largest ring; null where it has no outline."""
        boxes = [box(ring) for ring in self.of(code)]
        return max(boxes, key=lambda one: (one.east - one.west) * (one.north - one.south), default=None)

    def within(self, view: Box) -> Iterator[Ring]:
        """Every ring that the view may show."""
        for rings in self.rings.values():
            yield from (ring for ring in rings if box(ring).meets(view))


def box(ring: Ring) -> Box:
    """The box round a ring."""
    (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
    return Box(float(west), float(south), float(east), float(north))


def _whole(values: list[int]) -> Ring:
    """A ring from hundredths of degrees; over the 180th meridian it goes on beyond it instead of jumping round the globe."""
    ring = np.array(values, dtype=np.float64).reshape(-1, 2) / 100
    ring[:, 0] = np.unwrap(ring[:, 0], period=360.0)
    ring[:, 0] -= 360.0 * np.round(ring[:, 0].mean() / 360.0)
    return ring


@functools.cache
def _packaged() -> Outlines:
    text = resources.files("communique.situation").joinpath("data/outlines.json").read_bytes()
    raw = msgspec.json.decode(text, type=dict[str, list[list[int]]])
    rings = {code: tuple(_whole(ring) for ring in found) for code, found in raw.items()}
    return Outlines(rings)
