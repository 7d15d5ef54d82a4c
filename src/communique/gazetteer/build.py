"""Builds the gazetteer's file from the packages' data and our own, once, whole or not at all."""

import gc
import os
import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from math import sqrt
from pathlib import Path

import platformdirs

from communique.gazetteer import sources, store
from communique.gazetteer.distance import kilometres
from communique.gazetteer.normalise import normalise
from communique.gazetteer.sources import Country, Division, Raw

VARIABLE = "COMMUNIQUE_GAZETTEER"
GENERIC = re.compile(
    r"^(?:(?:autonomous )?(?:province|region|prefecture|governorate|department|departement|district|municipality|state|"
    r"county|republic|city|provincia|departamento|kabupaten|raion|wilaya|oblast)s? (?:of|de|du|des|d|dos|da) )"
    r"|(?: (?:province|region|prefecture|governorate|department|district|municipality|county|parish|borough|census area|"
    r"oblast|raion|krai|kray|division|regency|township|canton|commune|emirate|republic|territory|rayon|subdistrict))$"
)
"""Words round a division's name that newspapers leave out; after normalising."""
GENERIC_LAST = ("Oblast", "Governorate", "Province", "Region", "Territory", "State", "District")
"""Last words of a division's English name that its seat does not share."""
NO_BARE_COUNTY = frozenset({"US", "GB", "CA", "IE", "AU", "NZ"})
"""Countries where a county's bare name ("Jackson") means the town and not the county."""
KNOWN_WHOLE = frozenset({"US.DC"})
"""Divisions that no one calls by the rest of their name: "Columbia" is never the District of Columbia."""
SAME_PLACE_KM = 30.0
"""A place of the supplement with a GeoNames place's name, this near to it, is that place."""


def default_path() -> Path:
    """Where the file is: ``$COMMUNIQUE_GAZETTEER``, else the user's cache folder."""
    given = os.environ.get(VARIABLE)
    return Path(given) if given else platformdirs.user_cache_path("communique") / "gazetteer.sqlite"


def is_current(path: Path) -> bool:
    """Whether the file is there, whole, and built from what is installed now."""
    if not path.is_file():
        return False
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            found = connection.execute("SELECT value FROM meta WHERE key='stamp'").fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        return False
    return bool(found == (sources.stamp(),))


def build(path: Path | None = None) -> Path:
    """Build the file (about ten seconds) beside its place and move it there, so that a reader sees the old or the new.

    Two processes may build at once: each writes its own and the last one moved stays. Raises ``OSError`` where the
    folder cannot be written.
    """
    target = path or default_path()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=target.name, suffix=".new", dir=target.parent)
    os.close(handle)
    scratch = Path(name)
    collecting = gc.isenabled()
    gc.disable()  # millions of small objects, none of them in a cycle: collecting takes a third of the time
    try:
        _write(scratch)
        scratch.replace(target)
    finally:
        if collecting:
            gc.enable()
        scratch.unlink(missing_ok=True)
    return target


def ensure(path: Path | None = None) -> Path:
    """The path of a current file, built now if need be."""
    target = path or default_path()
    return target if is_current(target) else build(target)


def _write(scratch: Path) -> None:
    divisions = sources.divisions()
    places = _cities(divisions)
    _name_seats(divisions, places)
    codes = {(d.country, normalise(name)): d.code for d in divisions if d.level == 1 for name in (d.name, *d.aliases)}
    _merge(places, [_supplement(row, codes) for row in sources.rows("supplement.csv")])
    places += _divisions(divisions, places)
    places += [_country(country) for country in sources.countries()]
    places += [_region(row) for name in ("regions.csv", "continents.csv") for row in sources.rows(name)]
    connection = store.create(scratch)
    try:
        store.fill(connection, places, sources.words("never.txt"))
        connection.executemany(
            "INSERT OR IGNORE INTO admin VALUES (?,?)", [(division.code, division.name) for division in divisions]
        )
        connection.execute("INSERT INTO meta VALUES ('stamp', ?)", (sources.stamp(),))
        connection.commit()
    finally:
        connection.close()


def _cities(divisions: list[Division]) -> list[Raw]:
    codes = sources.city_divisions(divisions)
    found = []
    for city in sources.cities():
        country, number = city["countrycode"], city["geonameid"]
        admin1, admin2 = codes.get(number, (None, None))
        found.append(
            Raw(
                name=city["name"],
                country=country,
                aliases=city["alternatenames"],
                geonameid=number,
                admin1=admin1 or f"{country}.{city['admin1code']}",
                admin2=admin2,
                latitude=city["latitude"],
                longitude=city["longitude"],
                population=city["population"],
                names=len(city["alternatenames"]),
                accuracy=city_radius(city["population"]),
            )
        )
    return found


def _name_seats(divisions: list[Division], places: list[Raw]) -> None:
    """Give a division's newspaper names ("Deir ez-Zor") to the town in it that shares its local one ("Dayr az Zawr")."""
    english = {row["code"]: row for row in sources.rows("admin1.csv")}
    local = {
        (division.code, key): division.name
        for division in divisions
        if division.code in english
        for key in {GENERIC.sub("", normalise(name)) for name in (division.name, *division.aliases)}
    }
    for place in places:
        name = local.get((place.admin1 or "", normalise(place.name))) if place.admin1 in english else None
        if name and not english[place.admin1 or ""]["name"].endswith(GENERIC_LAST):
            extra = english[place.admin1 or ""]["aliases"]
            place.aliases = [*place.aliases, place.name, *sources.split(extra)]
            place.name = name


def city_radius(population: int) -> float:
    """A town's reach in km, from its people (about 4,000 a square kilometre), between 1 and 25."""
    return round(min(25.0, max(1.0, sqrt(population / 12_500))), 1)


def _supplement(row: dict[str, str], codes: dict[tuple[str, str], str]) -> Raw:
    feature = row["kind"].strip()
    return Raw(
        name=row["name"].strip(),
        country=row["country"].strip(),
        aliases=list(sources.split(row["aliases"])),
        admin1=codes.get((row["country"].strip(), normalise(row["admin1"]))),
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        kind="city" if feature in {"town", "village", "city", ""} else "site",
        accuracy=float(row["accuracy_km"]),
        source="supplement",
        feature=feature,
    )


def _merge(places: list[Raw], extra: Iterable[Raw]) -> None:
    """Add the supplement; where GeoNames has the place already, only its names and its accuracy."""
    small_ones = list(extra)
    wanted = {small.country for small in small_ones}
    named: defaultdict[tuple[str | None, str], list[Raw]] = defaultdict(list)
    for place in places:
        if place.country in wanted:
            named[place.country, normalise(place.name)].append(place)
    for small in small_ones:
        twin = next(iter(_twins(small, named)), None)
        if twin is None or small.kind != "city":
            places.append(small)
        else:
            twin.aliases = [*twin.aliases, small.name, *small.aliases]


def _twins(small: Raw, named: dict[tuple[str | None, str], list[Raw]]) -> Iterable[Raw]:
    for name in (small.name, *small.aliases):
        for place in named.get((small.country, normalise(name)), ()):
            if _distance(small, place) < SAME_PLACE_KM:
                yield place


def _distance(one: Raw, other: Raw) -> float:
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return 1e9
    return kilometres(one.latitude, one.longitude, other.latitude, other.longitude)  # type: ignore[arg-type]


def _divisions(divisions: list[Division], places: list[Raw]) -> list[Raw]:
    members: defaultdict[str, list[Raw]] = defaultdict(list)
    for place in places:
        for code in (place.admin1, place.admin2):
            if code:
                members[code].append(place)
    empty = {division.code.rpartition(".")[0] for division in divisions if not members[division.code]}
    towns = {(p.admin1, normalise(p.name)): p for p in reversed(places) if p.admin1 in empty}
    for division in divisions:
        if division.level == 2 and not members[division.code]:
            seat = towns.get((".".join(division.code.split(".")[:2]), GENERIC.sub("", normalise(division.name))))
            members[division.code] = [seat] if seat else []
    centres = {row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in sources.rows("centres.csv")}
    return [_division(division, members[division.code], centres) for division in divisions if division.level in (1, 2)]


def _division(division: Division, members: list[Raw], centres: dict[str, tuple[float, float]]) -> Raw:
    latitude, longitude, reach = _middle(members)
    latitude, longitude = centres.get(division.code, (latitude, longitude))
    parent = ".".join(division.code.split(".")[:2]) if division.level == 2 else division.code
    return Raw(
        name=division.name,
        country=division.country,
        aliases=_bare(division),
        geonameid=division.geonameid or None,
        admin1=parent,
        admin2=division.code if division.level == 2 else None,
        latitude=latitude,
        longitude=longitude,
        population=sum(member.population for member in members),
        kind=f"admin{division.level}",
        accuracy=reach,
    )


def _bare(division: Division) -> list[str]:
    """The division's names, with and without the word for what it is."""
    names = list(division.aliases)
    if division.code in KNOWN_WHOLE:
        return names
    if division.level == 2 and division.country == "US":
        return [name for name in names if GENERIC.search(normalise(name))]
    if division.level == 1 or division.country not in NO_BARE_COUNTY:
        names += [GENERIC.sub("", normalise(name)).title() for name in (division.name, *division.aliases)]
    return names


def _middle(members: list[Raw]) -> tuple[float | None, float | None, float | None]:
    """The middle of the places in a division and the distance from it to its corner; nulls where there is none."""
    if not members:
        return None, None, None
    latitudes = sorted(member.latitude or 0.0 for member in members)
    longitudes = sorted(member.longitude or 0.0 for member in members)
    south, north = _bounds(latitudes)
    west, east = _bounds(longitudes)
    latitude, longitude = (south + north) / 2, (west + east) / 2
    return round(latitude, 4), round(longitude, 4), round(max(10.0, kilometres(latitude, longitude, north, east)), 1)


def _bounds(values: list[float]) -> tuple[float, float]:
    """The ends, the outermost twentieth left off: islands and misplaced towns draw the middle away."""
    cut = len(values) // 20 or (1 if len(values) > 4 else 0)
    return values[cut], values[-1 - cut]


def _country(country: Country) -> Raw:
    return Raw(
        name=country.name,
        country=country.iso2,
        aliases=list(country.aliases),
        geonameid=country.geonameid,
        population=country.population,
        kind="country",
    )


def _region(row: dict[str, str]) -> Raw:
    countries = sources.split(row["countries"])
    return Raw(
        name=row["name"].strip(),
        country=countries[0] if countries else None,
        aliases=list(sources.split(row["aliases"])),
        geonameid=int(row["geonameid"]) if row.get("geonameid") else None,
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        kind="region",
        accuracy=float(row["radius_km"]) if row["radius_km"] else None,
        source="regions",
        feature=row["kind"].strip(),
        countries=";".join(countries),
    )
