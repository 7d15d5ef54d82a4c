"""The two pictures of a mail, as PNG: where, and how many a day. Small, so that a phone on a bad line has them."""

import io
from collections.abc import Sequence
from datetime import date

from PIL import Image, ImageDraw

from communique.desk.archive.families import families
from communique.desk.newsletters.briefings.content import Item
from communique.desk.newsletters.rendering.telling import GREY
from communique.situation.plot.outlines import Outlines, Ring

WIDTH, HEIGHT, CHART_HEIGHT = 1200, 640, 240
"""Pixels: twice the width at which mails show them, for sharp screens."""
SEA, LAND, BORDER, INK, BAR = "#E4EDF4", "#FBFAF7", "#B9B4A8", "#333333", "#0B5394"
MARGIN, LEAST_SPAN = 0.15, 6.0
"""Room around the places, as a share, and the least height of the map in degrees."""
KM_OF_A_DEGREE = 111.2
TURN = 360.0
"""Degrees around the earth."""
POINTS = frozenset({"site", "town"})
AREAS = frozenset({"district", "region"})
Box = tuple[float, float, float, float]


def map_of(items: Sequence[Item]) -> bytes | None:
    """The places of items: a dot for a town, a dashed ring for somewhere in a district or region; a country is not drawn.
    Null: nothing to draw."""
    placed = [each for each in items if each.latitude is not None and each.precision in POINTS | AREAS]
    if not placed:
        return None
    picture = Image.new("RGB", (WIDTH, HEIGHT), SEA)
    draw, box = ImageDraw.Draw(picture), _box(placed)
    for rings in Outlines.packaged().rings.values():
        for ring in rings:
            _land(draw, ring, box)
    for item in placed:
        _mark(draw, item, box)
    return _png(picture)


def chart_of(days: Sequence[tuple[date, int]]) -> bytes | None:
    """A bar a day. Null: none has any."""
    most = max((count for _, count in days), default=0)
    if not most:
        return None
    picture = Image.new("RGB", (WIDTH, CHART_HEIGHT), "#FFFFFF")
    draw, step = ImageDraw.Draw(picture), WIDTH / len(days)
    foot = CHART_HEIGHT - 40
    for place, (day, count) in enumerate(days):
        left, top = place * step + step * 0.15, foot - (foot - 40) * count / most
        if count:
            draw.rectangle((left, top, left + step * 0.7, foot), fill=BAR)
            draw.text((left + step * 0.35, top - 6), str(count), fill=INK, anchor="ms", font_size=24)
        draw.text((left + step * 0.35, foot + 30), str(day.day), fill=INK, anchor="ms", font_size=24)
    draw.line((0, foot, WIDTH, foot), fill=INK, width=2)
    return _png(picture)


def _land(draw: ImageDraw.ImageDraw, ring: Ring, box: Box) -> None:
    """Once more a turn of the earth to the west and to the east, where the map goes over the date line."""
    for turn in (-TURN, 0.0, TURN):
        points = [_at(lon + turn, lat, box) for lon, lat in ring]
        if len(points) > 2 and _seen(points):
            draw.polygon(points, fill=LAND, outline=BORDER)


def _unrolled(lons: Sequence[float]) -> list[float]:
    """Counted eastwards from the one behind the widest gap, so that the map shows the side of the earth where the places are."""
    around = sorted(lon % TURN for lon in lons)
    gaps = [(lon - before) % TURN for before, lon in zip([around[-1], *around], around, strict=False)]
    first = around[gaps.index(max(gaps))]
    if first > TURN / 2:
        first -= TURN
    return [first + (lon - first) % TURN for lon in lons]


def _box(items: Sequence[Item]) -> Box:
    """West, south, east, north of all, in the shape of the picture."""
    lons, lats = _unrolled([each.longitude or 0.0 for each in items]), [each.latitude or 0.0 for each in items]
    middle_x, middle_y = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    tall = max((max(lats) - min(lats)) * (1 + 2 * MARGIN), LEAST_SPAN)
    wide = max((max(lons) - min(lons)) * (1 + 2 * MARGIN), tall * WIDTH / HEIGHT)
    tall = wide * HEIGHT / WIDTH
    return middle_x - wide / 2, middle_y - tall / 2, middle_x + wide / 2, middle_y + tall / 2


def _at(lon: float, lat: float, box: Box) -> tuple[float, float]:
    west, south, east, north = box
    return (lon - west) / (east - west) * WIDTH, (north - lat) / (north - south) * HEIGHT


def _seen(points: Sequence[tuple[float, float]]) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) > 0 and min(xs) < WIDTH and max(ys) > 0 and min(ys) < HEIGHT


def _mark(draw: ImageDraw.ImageDraw, item: Item, box: Box) -> None:
    colour = next((each.colour for each in families() if each.family == item.family), GREY)
    lon = item.longitude or 0.0
    nearest = lon + TURN * round(((box[0] + box[2]) / 2 - lon) / TURN)
    x, y = _at(nearest, item.latitude or 0.0, box)
    if item.precision in POINTS:
        draw.ellipse((x - 13, y - 13, x + 13, y + 13), fill=colour, outline=INK, width=2)
        draw.text((x + 22, y), item.place or "", fill=INK, anchor="lm", font_size=24, stroke_width=3, stroke_fill=LAND)
        return
    radius = max((item.accuracy_km or 50.0) / KM_OF_A_DEGREE / (box[3] - box[1]) * HEIGHT, 20)
    for start in range(0, 360, 24):
        draw.arc((x - radius, y - radius, x + radius, y + radius), start, start + 14, fill=colour, width=5)


def _png(picture: Image.Image) -> bytes:
    """With few colours: a tenth of the size."""
    kept = io.BytesIO()
    picture.quantize(colors=32).save(kept, "PNG", optimize=True)
    return kept.getvalue()
