"""Answers names with places."""

import functools
import os
import sqlite3
import threading
import zlib
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from communique.gazetteer import build, importer, sources
from communique.gazetteer.entry import KINDS, SOURCES, Entry, Kind
from communique.gazetteer.normalise import normalise

MAX_CANDIDATES = 100
"""Candidates kept for a name, the most peopled: no report needs the hundred and first San Antonio."""
FUZZY_SCORE = 84.0
"""Least likeness (rapidfuzz ratio, 0 to 100): one letter of five or six wrong, two of twelve."""
FUZZY_LETTERS = 4
"""Shorter names are like too many others."""

_COLUMNS = """p.id, p.name, p.geonameid, p.country, a1.name, a2.name, p.latitude, p.longitude, p.population, p.kind,
    p.accuracy, p.source, p.feature, p.countries, p.names"""
_JOINS = "LEFT JOIN {main}.admin a1 ON a1.code = p.admin1 LEFT JOIN {main}.admin a2 ON a2.code = p.admin2"
_BY_NAME = f"""SELECT {_COLUMNS}, n.alias FROM {{db}}.alias n JOIN {{db}}.place p ON p.id = n.place {_JOINS}
    WHERE n.key = ? ORDER BY p.population DESC LIMIT {MAX_CANDIDATES}"""
_BY_ID = f"SELECT {_COLUMNS}, 0 FROM {{db}}.place p {_JOINS} WHERE p.id = ?"


class Gazetteer:
    """Names to places, read only. One object serves many threads, and travels to other processes by its path."""

    def __init__(self, path: Path) -> None:
        """Use the file at ``path``, which must be there (``Gazetteer.open`` sees to that)."""
        self.path = path
        self._local = threading.local()
        self.lookup = functools.lru_cache(maxsize=1 << 16)(self._lookup)
        """``lookup(name)``: the places of that name, the most peopled first; cached."""
        self._near = functools.lru_cache(maxsize=32)(self._read_near)
        self._countries = {country.iso2: country for country in sources.countries()}
        self._by_name = {
            normalise(name): country.iso2
            for country in self._countries.values()
            for name in (country.iso3, *country.aliases, country.name)
        }

    @classmethod
    def open(cls, path: Path | str | None = None) -> "Gazetteer":
        """The gazetteer at ``path`` (else the default), built first if it is missing or stale."""
        return _opened(str(build.ensure(Path(path) if path else None)))

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return _opened, (str(self.path),)

    def _lookup(self, name: str) -> tuple[Entry, ...]:
        key = normalise(name)
        if not key:
            return ()
        found: dict[object, Entry] = {}
        for database in self._databases():
            query = _BY_NAME.format(db=database, main="main")
            for row in self._connection().execute(query, (key,)):
                found.setdefault(row[2] or (row[1], row[6], row[7]), self._entry(row))
        return tuple(found.values())

    def country(self, name: str) -> Entry | None:
        """A country by its ISO code (two or three letters) or any of its names."""
        iso2 = name if name in self._countries else self._by_name.get(normalise(name))
        if iso2 is None:
            return None
        known = self._countries[iso2]
        return Entry(
            name=known.name,
            geonameid=known.geonameid,
            country=iso2,
            country_name=known.name,
            admin1=None,
            admin2=None,
            latitude=None,
            longitude=None,
            population=known.population,
            kind="country",
            accuracy_km=None,
            source="geonames",
            alias=name not in {iso2, known.name},
        )

    def neighbours(self, iso2: str) -> tuple[str, ...]:
        """ISO codes of the countries that one has a border with; of an unknown one, none."""
        country = self._countries.get(iso2)
        return country.neighbours if country else ()

    @functools.lru_cache(maxsize=512)  # noqa: B019  one gazetteer lives as long as the process
    def capital(self, iso2: str) -> Entry | None:
        """The capital city of a country, null where the country has none or it is unknown."""
        country = self._countries.get(iso2)
        if country is None:
            return None
        towns = [entry for entry in self.lookup(country.capital) if entry.country == iso2 and entry.kind == "city"]
        return max(towns, key=lambda entry: (not entry.alias, entry.population), default=None)

    @functools.cached_property
    def _largest(self) -> dict[str, int]:
        query = "SELECT country, id, max(population) FROM place WHERE kind = ? GROUP BY country"
        rows = self._connection().execute(query, (KINDS.index("city"),))
        return {country: number for country, number, _people in rows}

    def largest_city(self, iso2: str) -> Entry | None:
        """The most peopled city of a country."""
        number = self._largest.get(iso2)
        return None if number is None else self._place(number)

    @functools.cached_property
    def demonyms(self) -> dict[str, tuple[str, ...]]:
        """Normalised demonym or adjective ("malian", "malians") to ISO codes; more than one for "congolese"."""
        found: dict[str, tuple[str, ...]] = {}
        for country in self._countries.values():
            for word in country.demonyms:
                for key in {normalise(word), normalise(word + "s")}:
                    found[key] = (*found.get(key, ()), country.iso2)
        return found

    def by_adjective(self, word: str) -> Entry | None:
        """The region, division or town whose people a word names ("Texan", "Abkhaz", "Parisians"); countries apart."""
        key = normalise(word)
        place = self._adjectives.get(key) or self._adjectives.get(key.removesuffix("s"))
        if place is None:
            return None
        wide = [entry for entry in self.lookup(place) if entry.kind in {"region", "admin1"}]
        return self.division(place) or next(
            iter(sorted(wide, key=lambda entry: entry.alias) or self.lookup(place)), None
        )

    @functools.cached_property
    def _adjectives(self) -> dict[str, str]:
        return {normalise(row["word"]): row["place"] for row in sources.rows("adjectives.csv")}

    @functools.cached_property
    def _first_level(self) -> dict[str, int]:
        rows = self._connection().execute("SELECT admin1, id FROM place WHERE kind = ?", (KINDS.index("admin1"),))
        return dict(rows.fetchall())

    @functools.lru_cache(maxsize=512)  # noqa: B019  one gazetteer lives as long as the process
    def division(self, code: str) -> Entry | None:
        """A first-level division by its GeoNames code (``US.LA``)."""
        number = self._first_level.get(code)
        return None if number is None else self._place(number)

    def fuzzy(self, name: str, countries: Iterable[str], limit: int = 5) -> tuple[tuple[Entry, float], ...]:
        """Places of these countries whose name is like ``name``, with the likeness (``FUZZY_SCORE`` to 100)."""
        key = normalise(name)
        if len(key) < FUZZY_LETTERS:
            return ()
        hits: dict[int, float] = {}
        for iso2 in dict.fromkeys(countries):
            names, numbers = self._near(iso2)
            for _text, score, index in process.extract(
                key, names, scorer=fuzz.ratio, score_cutoff=FUZZY_SCORE, limit=limit * 3
            ):
                hits[numbers[index]] = max(score, hits.get(numbers[index], 0.0))
        best = sorted(hits.items(), key=lambda hit: -hit[1])[: limit * 3]
        found = [(entry, score) for number, score in best if (entry := self._place(number))]
        return tuple(sorted(found, key=lambda hit: (-hit[1], -hit[0].population))[:limit])

    @staticmethod
    def alike(one: str, other: str) -> float:
        """How alike two names are, 0 to 100 (rapidfuzz ratio of their normalised forms)."""
        return fuzz.ratio(normalise(one), normalise(other))

    def _read_near(self, iso2: str) -> "tuple[list[str], array[int]]":
        """All names in a country, and the number of each one's place."""
        row = self._connection().execute("SELECT names, places FROM near WHERE country = ?", (iso2,)).fetchone()
        numbers = array("q")
        if row is None:
            return [], numbers
        numbers.frombytes(zlib.decompress(row[1]))
        return zlib.decompress(row[0]).decode().split("\n"), numbers

    def _place(self, number: int) -> Entry | None:
        row = self._connection().execute(_BY_ID.format(db="main", main="main"), (number,)).fetchone()
        return self._entry(row) if row else None

    def _entry(self, row: tuple[Any, ...]) -> Entry:
        """A row of ``_COLUMNS`` and the alias mark as an entry; the order is theirs."""
        (
            _id,
            name,
            number,
            iso2,
            admin1,
            admin2,
            lat,
            lon,
            people,
            kind,
            accuracy,
            source,
            feature,
            others,
            names,
            alias,
        ) = row
        country = self._countries.get(iso2)
        return Entry(
            name,
            number,
            iso2,
            country.name if country else None,
            admin1,
            admin2,
            lat,
            lon,
            people or 0,
            KINDS[kind],
            accuracy,
            SOURCES[source],
            feature or "",
            bool(alias),
            sources.split(others),
            names or 0,
        )

    def _databases(self) -> tuple[str, ...]:
        self._connection()
        return ("main", "imported") if self._local.imported else ("main",)

    def _connection(self) -> sqlite3.Connection:
        """A connection of this thread and process: SQLite's must not cross either."""
        if getattr(self._local, "pid", None) != os.getpid():
            connection = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True)
            other = importer.imported_path(self.path)
            if other.is_file():
                connection.execute("ATTACH ? AS imported", (f"{other.resolve().as_uri()}?mode=ro",))
            self._local.connection, self._local.imported = connection, other.is_file()
            self._local.pid = os.getpid()
        connection = self._local.connection
        assert isinstance(connection, sqlite3.Connection)
        return connection


@functools.cache
def _opened(path: str) -> Gazetteer:
    return Gazetteer(Path(path))


__all__ = ["Entry", "Gazetteer", "Kind"]
