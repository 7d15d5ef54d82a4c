"""The SQLite file: its tables, and how rows get into it."""

import sqlite3
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from communique.gazetteer.entry import KINDS, SOURCES
from communique.gazetteer.normalise import normalise
from communique.gazetteer.sources import Raw

TABLES = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, geonameid INT, country TEXT, admin1 TEXT, admin2 TEXT,
    latitude REAL, longitude REAL, population INT, kind INT, accuracy REAL, source INT, feature TEXT, countries TEXT, names INT);
CREATE TABLE alias (key TEXT, place INT, alias INT, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE admin (code TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE TABLE near (country TEXT PRIMARY KEY, names BLOB, places BLOB) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
MIN_KEY = 3
"""Names shorter than this many letters are not kept, those of countries and unions of them ("EU") excepted."""


def create(path: Path) -> sqlite3.Connection:
    """A new file with our tables; written fast, since a broken build is thrown away."""
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + TABLES)
    return connection


def keys(raw: Raw, never: frozenset[str]) -> dict[str, int]:
    """The normalised names of a place: 0 for its main name, 1 for an alias; non-Latin and hopeless ones left out."""
    main = normalise(raw.name)
    found = {main: 0} if _usable(main, raw, never) else {}
    for name in raw.aliases:
        # GeoNames romanises from other scripts in lower case ("mo su er") and keeps airport codes ("OSM")
        if raw.source == "geonames" and (_is_romanised(name) or _is_code(name, raw)):
            continue
        if "\u024f" < name[:1] < "\u1e00" or name[:1] > "\u1fff":  # another script: no English report has it
            continue
        key = normalise(name)
        if key not in found and _usable(key, raw, never):
            found[key] = 1
    return found


def _is_romanised(name: str) -> bool:
    return name[:1].islower() and "-" not in name[:4]


def _is_code(name: str, raw: Raw) -> bool:
    return raw.kind != "country" and len(name) < 5 and name.isupper()


def _usable(key: str, raw: Raw, never: frozenset[str]) -> bool:
    if raw.kind == "country" or raw.feature == "continent":
        return bool(key) and key.isascii()
    return len(key) >= MIN_KEY and key.isascii() and key not in never and not key.replace(" ", "").isdigit()


def place_row(number: int, raw: Raw) -> tuple[object, ...]:
    """The row of ``place``."""
    return (
        number,
        raw.name,
        raw.geonameid,
        raw.country,
        raw.admin1,
        raw.admin2,
        raw.latitude,
        raw.longitude,
        raw.population,
        KINDS.index(raw.kind),
        raw.accuracy,
        SOURCES.index(raw.source),
        raw.feature,
        raw.countries,
        raw.names,
    )


def fill(connection: sqlite3.Connection, places: Iterable[Raw], never: frozenset[str], replace: bool = False) -> int:
    """Write places and their names, and a packed list of names a country for misspellings. Returns how many places."""
    verb = "INSERT OR REPLACE" if replace else "INSERT"
    marks = ",".join("?" * 15)
    aliases: list[tuple[str, int, int]] = []
    packed: defaultdict[str, tuple[list[str], array[int]]] = defaultdict(lambda: ([], array("q")))
    rows = []
    for count, raw in enumerate(places, 1):
        number = raw.geonameid if replace and raw.geonameid else count
        rows.append(place_row(number, raw))
        for key, alias in keys(raw, never).items():
            aliases.append((key, number, alias))
            for country in {raw.country, *filter(None, raw.countries.split(";"))}:
                if country and raw.kind != "country":
                    packed[country][0].append(key)
                    packed[country][1].append(number)
    connection.executemany(f"{verb} INTO place VALUES ({marks})", rows)
    aliases.sort()
    connection.executemany(f"{verb} INTO alias VALUES (?,?,?)", aliases)
    if not replace:
        blobs = [
            (country, zlib.compress("\n".join(names).encode(), 1), zlib.compress(numbers.tobytes(), 1))
            for country, (names, numbers) in packed.items()
        ]
        connection.executemany("INSERT INTO near VALUES (?,?,?)", blobs)
    return len(rows)
