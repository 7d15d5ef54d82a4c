"""The pictures of a mail: places as exactly as they are known, and no more."""

import io
from datetime import date

from desk.newsletters.issues.an_issue import BOMB
from msgspec.structs import replace
from PIL import Image

from communique.desk.archive.families import families
from communique.desk.newsletters.briefings.content import Item
from communique.desk.newsletters.rendering.pictures import HEIGHT, LAND, WIDTH, chart_of, map_of

GAO = replace(BOMB, latitude=16.27, longitude=-0.04)
COLOUR = {each.family: each.colour for each in families()}
LIGHT = 40_000
"""Bytes: what a picture may weigh on a bad line."""


def pixels(png: bytes | None) -> Image.Image:
    assert png is not None
    assert len(png) < LIGHT
    return Image.open(io.BytesIO(png)).convert("RGB")


def near(picture: Image.Image, at: tuple[int, int], colour: str) -> bool:
    """Whether a pixel has about that colour: pictures are kept with few."""
    wanted = tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))
    found = picture.getpixel(at)
    assert isinstance(found, tuple)
    return all(abs(a - b) < 40 for a, b in zip(found, wanted, strict=True))


def test_a_town_is_a_dot_of_its_family_s_colour() -> None:
    family = families()[0].family
    assert near(pixels(map_of([replace(GAO, family=family)])), (WIDTH // 2, HEIGHT // 2), COLOUR[family])


def test_a_region_is_a_ring_with_nothing_in_its_middle() -> None:
    family = families()[0].family
    region = replace(GAO, family=family, precision="region", accuracy_km=150.0)
    assert not near(pixels(map_of([region])), (WIDTH // 2, HEIGHT // 2), COLOUR[family])


def test_a_country_and_an_unknown_place_are_not_drawn() -> None:
    assert map_of([replace(GAO, precision="country")]) is None
    assert map_of([BOMB]) is None
    assert map_of([]) is None


def test_places_at_the_ends_of_the_world_are_all_on_the_picture() -> None:
    ends: list[Item] = [replace(GAO, latitude=lat, longitude=lon) for lat, lon in ((-54.8, -178.0), (71.0, 179.0))]
    assert pixels(map_of(ends)).size == (WIDTH, HEIGHT)


def test_the_map_goes_over_the_date_line_and_not_around_the_earth() -> None:
    # Nothing but sea is there: two places as far apart must make the same picture, on whichever side of the line.
    def two(west: float, east: float) -> bytes | None:
        return map_of([replace(GAO, latitude=-60.0, longitude=lon) for lon in (west, east)])

    assert two(179.0, -179.0) == two(-179.0, 179.0) == two(88.0, 90.0)


def test_land_is_drawn_on_both_sides_of_the_date_line() -> None:
    fiji = pixels(map_of([replace(GAO, latitude=-17.5, longitude=lon) for lon in (177.9, -179.9)]))
    apart = pixels(
        map_of([replace(GAO, latitude=66.5, longitude=lon) for lon in (178.0, -174.0)])
    )  # Chukotka lies on both
    assert fiji.size == (WIDTH, HEIGHT)
    assert near(apart, (WIDTH // 4, HEIGHT // 2 - 60), LAND)
    assert near(apart, (WIDTH * 3 // 5, HEIGHT // 2 - 20), LAND)


def test_the_chart_has_a_bar_for_days_that_have_any() -> None:
    picture = pixels(chart_of([(date(2024, 5, 1), 2), (date(2024, 5, 2), 0)]))
    left, right = WIDTH // 4, WIDTH * 3 // 4
    middle = picture.size[1] // 2
    assert not near(picture, (left, middle), "#FFFFFF")
    assert near(picture, (right, middle), "#FFFFFF")


def test_there_is_no_chart_of_nothing() -> None:
    assert chart_of([]) is None
    assert chart_of([(date(2024, 5, 1), 0)]) is None
