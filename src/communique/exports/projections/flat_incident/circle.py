"""A circle on the globe as polygons, cut where it crosses the antimeridian (RFC 7946, section 3.1.9)."""

import math
from typing import TypeAlias

from communique.exports.geojson import DECIMALS

Point: TypeAlias = tuple[float, float]
"""Longitude and latitude, degrees."""
Ring: TypeAlias = tuple[Point, ...]
"""A closed ring, anticlockwise: the first point stands again at the end."""

CORNERS = 64
"""A polygon of so many corners is smaller than its circle by less than a part in 600."""
LEAST_KM = 0.1
"""A narrower circle would lose its corners to rounding."""
EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""


def circle(latitude: float, longitude: float, radius_km: float) -> tuple[Ring, ...]:
    """The rings of a circle: one, two where it crosses the antimeridian, none where it holds a pole or is too narrow."""
    angle = radius_km / EARTH_KM
    if radius_km < LEAST_KM or abs(latitude) + math.degrees(angle) >= 90:
        return ()
    corners = [_corner(latitude, longitude, angle, -2 * math.pi * step / CORNERS) for step in range(CORNERS)]
    pieces = [_between(corners, turn) for turn in (-360.0, 0.0, 360.0)]
    rings = (tuple((round(x, DECIMALS), round(y, DECIMALS)) for x, y in piece) for piece in pieces)
    return tuple(ring + ring[:1] for ring in map(_plain, rings) if _is_broad(ring))


def _plain(ring: Ring) -> Ring:
    """Without neighbours that rounding made one."""
    return tuple(point for at, point in enumerate(ring) if point != ring[at - 1])


def _is_broad(ring: Ring) -> bool:
    """Whether it has an extent; a sliver beyond the antimeridian that rounding made a line has none."""
    return len(ring) >= 3 and len({x for x, _ in ring}) > 1


def _corner(latitude: float, longitude: float, angle: float, bearing: float) -> Point:
    """The point at an angular distance and bearing, on a sphere; its longitude may lie beyond 180."""
    lat = math.radians(latitude)
    sine = math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(bearing)
    east = math.sin(bearing) * math.sin(angle) * math.cos(lat)
    return longitude + math.degrees(math.atan2(east, math.cos(angle) - math.sin(lat) * sine)), math.degrees(
        math.asin(sine)
    )


def _between(ring: list[Point], turn: float) -> list[Point]:
    """The part of a ring that lies within -180 and 180 once it is turned by so many degrees."""
    turned = [(x + turn, y) for x, y in ring]
    return _cut(_cut(turned, 180.0, 1), -180.0, -1)


def _cut(ring: list[Point], edge: float, side: int) -> list[Point]:
    """What lies west (side 1) or east (-1) of a meridian, by Sutherland and Hodgman's way."""
    kept: list[Point] = []
    for (x, y), (other_x, other_y) in zip(ring, ring[1:] + ring[:1], strict=True):
        inside, other_inside = side * (edge - x) >= 0, side * (edge - other_x) >= 0
        if inside:
            kept.append((x, y))
        if inside != other_inside:
            kept.append((edge, y + (other_y - y) * (edge - x) / (other_x - x)))
    return kept
