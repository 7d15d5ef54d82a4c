"""A small map of one place or of some. A point stands for a site or a town alone; whatever is less exact is an area.

Where nothing is known, nothing is drawn: ``place_map`` is null for a place without a country and without a point.
"""

import functools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from communique.desk.public.charts.land import Frame, paths
from communique.desk.public.charts.svg import Chart, element, linked, picture
from communique.situation.plot.outlines import Box, Outlines

WIDTH, HEIGHT = 360.0, 260.0
KM_A_DEGREE = 111.32
"""Kilometres of a degree of latitude (mean)."""
POINTS = frozenset(("site", "town"))
LEAST_DEGREES = 5.0
"""A map is never closer than this: one must see where in the world it is."""
MARGIN = 0.08
LEAST_AREA = 6.0
"""Units: an area is never drawn smaller, so that it is seen."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to draw: degrees, the radius it lies in, how many incidents it has and where its page is."""

    name: str
    precision: str
    country: str
    latitude: float | None
    longitude: float | None
    accuracy_km: float | None
    incidents: int = 1
    address: str | None = None

    @property
    def is_point(self) -> bool:
        """Whether a point may stand for it."""
        return self.precision in POINTS and self.latitude is not None and self.longitude is not None

    @property
    def is_area(self) -> bool:
        """Whether a circle may: less exact than a town, with a middle and a radius."""
        known = self.latitude is not None and self.longitude is not None and self.accuracy_km is not None
        return known and self.precision in ("district", "region")


def place_map(spots: Sequence[Spot], title: str, code: str | None) -> Chart | None:
    """The map of some places in a country (ISO 3166-1 alpha-2, or null): null where neither can be drawn."""
    drawn = [spot for spot in spots if spot.is_point or spot.is_area]
    whole = [spot for spot in spots if spot.precision == "country"] if code else []
    frame = _frame(tuple(_reach(spot) for spot in drawn), code)
    if frame is None or not (drawn or whole or not spots):
        return None
    parts = [*_land(frame, code, bool(whole) and not drawn)]
    parts += [part for spot in sorted(drawn, key=lambda spot: spot.is_point) for part in _spot(spot, frame)]
    name = "map-" + "".join(letter if letter.isalnum() else "-" for letter in title.lower())
    role = "group" if any(spot.address for spot in drawn) else "img"
    return Chart(picture(name, title, _described(drawn, whole), (WIDTH, HEIGHT), parts, role), title)


def _described(drawn: Sequence[Spot], whole: Sequence[Spot]) -> str:
    points = [spot.name for spot in drawn if spot.is_point]
    areas = [f"{spot.name} ({spot.precision})" for spot in drawn if spot.is_area]
    told = [f"Points: {', '.join(points)}."] if points else []
    told += [f"Somewhere in the areas: {', '.join(areas)}."] if areas else []
    told += [f"Told no more exactly than the country: {whole[0].name}."] if whole and not drawn else []
    return " ".join(told) or "No place is known."


Reach = tuple[float, float, float]
"""Longitude, latitude and radius in kilometres."""


def _reach(spot: Spot) -> Reach:
    return float(spot.longitude or 0), float(spot.latitude or 0), 0.0 if spot.is_point else float(spot.accuracy_km or 0)


@functools.lru_cache(maxsize=256)
def _frame(reaches: tuple[Reach, ...], code: str | None) -> Frame | None:
    """What the map shows: the country's mainland and all that is drawn; without a country what is drawn alone."""
    box = Outlines.packaged().mainland(code)
    for longitude, latitude, radius in reaches:
        up = radius / KM_A_DEGREE
        across = up / max(0.1, math.cos(math.radians(latitude)))
        box = box or Box(longitude, latitude, longitude, latitude)
        box = box.with_point(longitude - across, latitude - up).with_point(longitude + across, latitude + up)
    return _shaped(box.wider(MARGIN, LEAST_DEGREES)) if box else None


def _shaped(box: Box) -> Frame:
    """Made wider or higher until a degree is as long in both directions, as far as the globe goes."""
    middle = math.radians((box.south + box.north) / 2)
    across, up = (box.east - box.west) * math.cos(middle), box.north - box.south
    more_across = max(0.0, up * WIDTH / HEIGHT - across) / math.cos(middle) / 2
    more_up = max(0.0, across * HEIGHT / WIDTH - up) / 2
    fitted = Box(box.west - more_across, box.south - more_up, box.east + more_across, box.north + more_up)
    return Frame(fitted, WIDTH, HEIGHT)


def _land(frame: Frame, code: str | None, filled: bool) -> Iterator[Element]:
    yield element("rect", x=0, y=0, width=WIDTH, height=HEIGHT, class_="sea")
    yield element("path", d=_lines(frame, None), class_="land")
    if code:
        yield element("path", d=_lines(frame, code), class_="country area" if filled else "country")


@functools.lru_cache(maxsize=256)
def _lines(frame: Frame, code: str | None) -> str:
    return "".join(paths(frame, code))


def _spot(spot: Spot, frame: Frame) -> Iterator[Element]:
    x, y = frame.x(float(spot.longitude or 0)), frame.y(float(spot.latitude or 0))
    radius = 4.0 + min(8.0, math.sqrt(spot.incidents) - 1) if spot.is_point else _radius(spot, frame)
    shape = element("circle", cx=x, cy=y, r=radius, class_="point" if spot.is_point else "area")
    told = spot.name if spot.is_point else f"{spot.name} ({spot.precision})"
    if spot.address:
        count = f"{spot.incidents:,} {'incident' if spot.incidents == 1 else 'incidents'}"
        yield linked(spot.address, f"{told}: {count}", [shape])
    else:
        shape.append(element("title", text=told))
        yield shape


def _radius(spot: Spot, frame: Frame) -> float:
    degrees = float(spot.accuracy_km or 0) / KM_A_DEGREE
    return max(LEAST_AREA, degrees / (frame.box.north - frame.box.south) * frame.height)
