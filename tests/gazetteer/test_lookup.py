import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from communique.gazetteer import Gazetteer
from communique.gazetteer.distance import kilometres


def test_a_town_is_found_with_its_division_and_point(gazetteer: Gazetteer) -> None:
    town = next(entry for entry in gazetteer.lookup("Niono") if entry.country == "ML" and entry.kind == "city")
    assert (town.admin1, town.country_name) == ("Ségou", "Mali")
    assert town.latitude is not None
    assert town.longitude is not None
    assert kilometres(town.latitude, town.longitude, 14.25, -5.99) < 5


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Kobani", "SY"),
        ("Tombouctou", "ML"),
        ("Kiev", "UA"),
        ("Deir Ezzor", "SY"),
        ("EL FASHER", "SD"),
        ("san vicente del caguan", "CO"),
    ],
)
def test_other_spellings_find_the_same_place(gazetteer: Gazetteer, name: str, country: str) -> None:
    assert country in {entry.country for entry in gazetteer.lookup(name)}


@pytest.mark.parametrize(
    ("name", "iso2"),
    [
        ("DRC", "CD"),
        ("Burma", "MM"),
        ("Ivory Coast", "CI"),
        ("Côte d'Ivoire", "CI"),
        ("U.S.", "US"),
        ("ML", "ML"),
        ("MLI", "ML"),
        ("South Sudan", "SS"),
    ],
)
def test_countries_are_known_by_code_name_and_alias(gazetteer: Gazetteer, name: str, iso2: str) -> None:
    country = gazetteer.country(name)
    assert country is not None
    assert country.country == iso2
    assert country.latitude is None, "a country has no point"


def test_divisions_carry_their_english_names(gazetteer: Gazetteer) -> None:
    assert {entry.name for entry in gazetteer.lookup("Al Anbar") if entry.kind == "admin1"} == {"Anbar"}
    assert any(entry.kind == "admin1" and entry.country == "AF" for entry in gazetteer.lookup("Helmand province"))


def test_function_words_are_no_places(gazetteer: Gazetteer) -> None:
    for word in ("of", "the", "police", "as", "March", "union"):
        assert [entry for entry in gazetteer.lookup(word) if entry.source == "geonames"] == []


def test_a_misspelt_name_is_sought_only_in_the_countries_given(gazetteer: Gazetteer) -> None:
    assert {entry.name for entry, _score in gazetteer.fuzzy("Bamak", ["ML"])} >= {"Bamako"}
    assert all(entry.country == "NE" for entry, _score in gazetteer.fuzzy("Bamak", ["NE"]))
    assert gazetteer.fuzzy("Bamak", []) == ()


def test_names_too_short_are_like_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.fuzzy("Gao", ["ML"]) == ()


def test_capital_and_largest_city(gazetteer: Gazetteer) -> None:
    capital, largest = gazetteer.capital("TR"), gazetteer.largest_city("TR")
    assert capital is not None
    assert largest is not None
    assert (capital.name, largest.name) == ("Ankara", "Istanbul")
    assert gazetteer.capital("ZZ") is None


def test_american_counties_do_not_answer_to_their_bare_name(gazetteer: Gazetteer) -> None:
    assert not any(entry.kind == "admin2" and entry.country == "US" for entry in gazetteer.lookup("Jackson"))
    assert sum(entry.kind == "admin2" for entry in gazetteer.lookup("Jackson County")) > 10


def test_demonyms_of_two_countries_give_both(gazetteer: Gazetteer) -> None:
    assert gazetteer.demonyms["malian"] == ("ML",)
    assert set(gazetteer.demonyms["congolese"]) == {"CD", "CG"}


def test_it_answers_many_threads_and_survives_pickling(gazetteer: Gazetteer) -> None:
    again = pickle.loads(pickle.dumps(gazetteer))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda number: again.lookup(f"{'Gao'}{' ' * number}"), range(8)))
    assert all(answer == gazetteer.lookup("Gao") for answer in answers)
    assert answers[0]


@pytest.mark.parametrize(
    ("word", "name", "kind"),
    [("Texans", "Texas", "admin1"), ("Abkhaz", "Abkhazia", None), ("Javanese", "Java island", "region")],
)
def test_an_adjective_of_a_region_names_it(gazetteer: Gazetteer, word: str, name: str, kind: str | None) -> None:
    entry = gazetteer.by_adjective(word)
    assert entry is not None
    assert entry.name == name
    assert kind is None or entry.kind == kind
    assert gazetteer.by_adjective("Malian") is None
