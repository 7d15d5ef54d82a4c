"""The places of the gazetteer where things happen, and how often: a few towns have much of all, most hardly any."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any

from msgspec.structs import replace

from communique.gazetteer import Gazetteer
from communique.gazetteer.entry import KINDS, Kind
from communique.model import Place, Precision

TOWNS = 400
"""Towns of a country, the most peopled."""
STEEPNESS = 0.95
"""The town of rank n has n to the minus this of what the first has."""
SPELLINGS = 3
MANY = 30_000
"""Values bound at a time: alias has no index by place, so few and large questions are fast."""


@dataclass(frozen=True, slots=True)
class Town:
    """A place as reports tell it: itself, and the division and region that it lies in. ``spellings`` are other names of it."""

    here: Place
    spellings: tuple[str, ...]
    district: Place | None
    region: Place | None
    country: Place
    weight: float


def towns_of(gazetteer: Gazetteer, codes: Sequence[str]) -> dict[str, list[Town]]:
    """The towns of countries by their ISO codes, the most peopled first. Raises ``ValueError`` where one has none."""
    with closing(sqlite3.connect(f"{gazetteer.path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        wider = _divisions(connection, codes)
        rows: dict[str, list[Row]] = {}
        for row in _selected(connection, TOWN_ROWS, codes, "city", "site"):
            rows.setdefault(row[0], []).append(row)
        kept = {iso2: found[:TOWNS] for iso2, found in rows.items()}
        names = _spellings(connection, [row[1] for found in kept.values() for row in found])
    return {iso2: _towns(gazetteer, iso2, kept.get(iso2, ()), wider, names) for iso2 in codes}


TOWN_ROWS = """SELECT country, id, name, geonameid, admin1, admin2, latitude, longitude, accuracy, kind FROM place
    WHERE country IN ({}) AND kind IN (?, ?) AND latitude IS NOT NULL ORDER BY population DESC, id"""
DIVISION_ROWS = """SELECT country, kind, admin1, admin2, name, geonameid, latitude, longitude, accuracy FROM place
    WHERE country IN ({}) AND kind IN (?, ?) ORDER BY id"""
Row = tuple[Any, ...]


def _selected(connection: sqlite3.Connection, query: str, codes: Sequence[str], *kinds: Kind) -> Iterator[Row]:
    marks = ",".join("?" * len(codes))
    return connection.execute(query.format(marks), (*codes, *(KINDS.index(kind) for kind in kinds)))


def _divisions(connection: sqlite3.Connection, codes: Sequence[str]) -> dict[str, Place]:
    """Regions and districts by their codes, without the country's name."""
    found = {}
    for row in _selected(connection, DIVISION_ROWS, codes, "admin1", "admin2"):
        _, kind, admin1, admin2, name, number, latitude, longitude, accuracy = row
        region = kind == KINDS.index("admin1")
        if code := admin1 if region else admin2:
            found[code] = _place(name, number, latitude, longitude, accuracy, "region" if region else "district")
    return found


def _towns(
    gazetteer: Gazetteer,
    iso2: str,
    rows: Sequence[Row],
    wider: Mapping[str, Place],
    names: Mapping[int, tuple[str, ...]],
) -> list[Town]:
    country = gazetteer.country(iso2)
    if not rows or country is None:
        raise ValueError(f"no place of {iso2} in the gazetteer")
    name, number = country.name, country.geonameid
    whole = Place(text=name, name=name, country=name, precision="country", geonameid=number)
    return [_town(row, rank, wider, whole, names.get(row[1], ())) for rank, row in enumerate(rows, 1)]


def _place(
    name: str,
    number: int | None,
    latitude: float | None,
    longitude: float | None,
    accuracy: float | None,
    precision: Precision,
) -> Place:
    return Place(
        text=name,
        name=name,
        geonameid=number,
        latitude=latitude,
        longitude=longitude,
        accuracy_km=accuracy,
        precision=precision,
        match="exact",
    )


def _within(place: Place, region: Place | None, country: Place) -> Place:
    return replace(place, admin1=region.name if region else None, country=country.name)


def _town(row: Row, rank: int, wider: Mapping[str, Place], country: Place, names: Sequence[str]) -> Town:
    _, _, name, number, admin1, admin2, latitude, longitude, accuracy, kind = row
    region, district = wider.get(admin1), wider.get(admin2)
    precision: Precision = "site" if kind == KINDS.index("site") else "town"
    return Town(
        here=_within(_place(name, number, latitude, longitude, accuracy, precision), region, country),
        spellings=tuple(names),
        district=_within(district, region, country) if district else None,
        region=_within(region, region, country) if region else None,
        country=country,
        weight=rank**-STEEPNESS,
    )


def _spellings(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Other names of places by their row numbers; without capitals as the gazetteer keeps them, so given some."""
    found: dict[int, list[str]] = {}
    for start in range(0, len(ids), MANY):
        part = ids[start : start + MANY]
        query = f"SELECT place, key FROM alias WHERE alias = 1 AND place IN ({','.join('?' * len(part))}) ORDER BY place, key"
        for number, key in connection.execute(query, part):
            found.setdefault(number, []).append(str(key).title())
    return {number: tuple(islice(names, SPELLINGS)) for number, names in found.items()}
