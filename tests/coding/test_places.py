from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import communique.coding.places  # noqa: F401  registers the factory
from communique.coding.base import new_parser
from communique.coding.layers import PlaceMention
from communique.coding.pipeline import load
from communique.coding.places.given import resolve
from communique.coding.places.grammar import grammar
from communique.gazetteer import Gazetteer
from communique.model import Report

Read = Callable[..., list[PlaceMention]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = new_parser()
    pipeline.add_pipe("communique_places")
    return pipeline


@pytest.fixture(scope="module")
def read(nlp: Language) -> Read:
    def read(text: str, **fields: str) -> list[PlaceMention]:
        doc: Doc = nlp.make_doc(text)
        doc._.report = Report(id="test", text=text, **fields)  # type: ignore[arg-type]
        found: list[PlaceMention] = nlp(doc)._.places
        return found

    return read


def named(found: list[PlaceMention]) -> dict[str | None, PlaceMention]:
    return {mention.place.name: mention for mention in found if mention.kind == "name"}


def test_a_town_is_resolved_within_the_country_beside_it(read: Read) -> None:
    mosul = named(read("A truck blew up in Mosul, Iraq, on Sunday."))["Mosul"].place
    assert (mosul.text, mosul.country, mosul.admin1, mosul.precision) == ("Mosul, Iraq", "Iraq", "Nineveh", "town")
    assert mosul.latitude == pytest.approx(36.3, abs=0.2)
    assert mosul.geonameid == 99072


def test_a_state_beside_a_town_that_does_not_lie_in_it_is_read_all_the_same(read: Read) -> None:
    found = read("A man died in Waynesville, IN late on Saturday. Towns of Ohio mourned; Waynesville, Ohio, was quiet.")
    assert [mention.place.admin1 for mention in found if mention.rule.startswith("abbreviation of")] == ["Indiana"]


def test_a_country_never_has_a_point(read: Read) -> None:
    for mention in read("Fighting in Somalia and Ethiopia went on. Kenyan soldiers crossed into Somalia."):
        assert mention.place.precision == "country"
        assert mention.place.latitude is None


def test_the_fullest_phrase_is_the_text(read: Read) -> None:
    found = named(read("Soldiers held the small Nigerien town of Ayorou yesterday."))
    assert found["Ayorou"].place.text == "the small Nigerien town of Ayorou"


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton arrived with Chad Brown.",
        "Mr. Jackson told reporters that he was glad.",
        "The Bank of Jordan closed its doors.",
        "Boko Haram fighters and the Free Syrian Army denied it.",
        "Fighters of the Islamic State of Iraq and Syria fled.",
        "Police said on a Monday in March that the Union would march.",
        "Israel Epstein, 61, and Georgia Jones, 34, were hurt.",
    ],
)
def test_people_bodies_groups_and_words_are_no_places(read: Read, text: str) -> None:
    assert named(read(text)) == {}


def test_the_rest_of_the_report_decides_between_namesakes(read: Read) -> None:
    libya = named(read("Militias clashed in Tripoli. Libya has been split since 2014, and Libyan ports are shut."))
    lebanon = named(read("Gunmen clashed in Tripoli. Lebanon sent its army, and Lebanese politicians called for calm."))
    assert libya["Tripoli"].place.country == "Libya"
    assert lebanon["Tripoli"].place.country == "Lebanon"


def test_a_state_after_a_town_decides_whatever_its_size(read: Read) -> None:
    found = named(read("A man was shot in Springfield, Ohio, and another in Dayton, Ky."))
    assert found["Springfield"].place.admin1 == "Ohio"
    assert found["Dayton"].place.admin1 == "Kentucky"


def test_places_near_each_other_are_chosen_together(read: Read) -> None:
    found = named(read("Clashes were reported in Marj, Derna, Tobruk and Benghazi."))
    assert {place.place.country for place in found.values()} == {"Libya"}


def test_a_world_city_is_not_taken_for_its_american_namesake(read: Read) -> None:
    found = named(read("The United States and Russia will meet in Geneva. American envoys have left Washington."))
    assert found["Geneva"].place.country == "Switzerland"
    assert found["Washington"].place.admin1 == "District of Columbia"


def test_a_misspelt_capital_is_found_in_the_countries_named_and_marked(read: Read) -> None:
    found = named(read("Soldiers of Burkina Faso mutinied in the capital of Ouagadugu, officers said."))
    assert found["Ouagadougou"].place.match == "misspelt"
    assert found["Ouagadougou"].place.country == "Burkina Faso"
    elsewhere = named(read("Soldiers of Peru mutinied in the capital of Ouagadugu, officers said."))
    assert "Ouagadougou" not in elsewhere


def test_an_unknown_village_keeps_its_name_and_gets_no_point(read: Read) -> None:
    place = named(read("In Mali, gunmen burned the village of Tombokouraba and fled."))["Tombokouraba"].place
    assert (place.precision, place.country, place.latitude, place.match) == ("town", "Mali", None, None)


ABROAD = [
    ("Planes bombed the neighborhood of La Presita, the army of El Salvador said.", "La Presita", None),
    ("Two men were shot in Nuriootpa, officials in Australia said.", "Nuriootpa", "Australia"),
    ("Two men were shot in Nuriootpa, officials in Kenya said.", "Nuriootpa", None),
    ("Two men were shot in Nuriootpa and in Adelaide, officials in Kenya said.", "Nuriootpa", "Australia"),
    ("The Sudanese army denied that it had shelled the oil town of Bentiu.", "Bentiu", "South Sudan"),
    ("Two men were shot in Nuriootpa on Monday.", "Nuriootpa", "Australia"),
]


@pytest.mark.parametrize(("text", "name", "country"), ABROAD)
def test_a_small_town_gets_its_point_only_where_the_report_speaks_of_its_part_of_the_world(
    read: Read, text: str, name: str, country: str | None
) -> None:
    place = named(read(text))[name].place
    assert (place.latitude is not None) is (country is not None)
    assert country is None or place.country == country


def test_a_neighbourhood_is_a_site_at_its_city(read: Read) -> None:
    place = named(read("Rockets hit the Zamalaka district of Damascus, Syria."))["Zamalaka"].place
    damascus = named(read("Rockets hit Damascus, Syria."))["Damascus"].place
    assert (place.precision, place.country) == ("site", "Syria")
    assert (place.latitude, place.longitude) == (damascus.latitude, damascus.longitude)
    assert (place.accuracy_km or 0) > (damascus.accuracy_km or 0)
    assert place.text == "the Zamalaka district of Damascus"


def test_part_of_a_country_is_a_region_of_its_own(read: Read) -> None:
    found = named(read("Rebels hold eastern Bolivia."))["Eastern Bolivia"].place
    assert (found.precision, found.admin1, found.country) == ("region", None, "Bolivia")


def test_part_of_a_city_is_that_city_still(read: Read) -> None:
    found = named(read("Barrels fell on western Homs, in Syria."))["Western Homs"].place
    assert (found.precision, found.country) == ("town", "Syria")
    assert found.latitude is not None


def test_a_direction_moves_the_point(read: Read) -> None:
    town = named(read("A mine went off in Kidal, Mali."))["Kidal"].place
    away = named(read("A mine went off 50 km south of Kidal, Mali."))["Kidal"].place
    assert town.latitude is not None
    assert away.latitude == pytest.approx(town.latitude - 50 / 111.2, abs=0.01)
    assert away.precision == "district"
    assert (away.accuracy_km or 0) > 15


def test_a_province_and_an_airport_are_told_by_their_noun(read: Read) -> None:
    found = named(read("Bombs fell on Aleppo province and on Aleppo airport in Syria."))
    assert found["Aleppo"].place.precision == "region"
    assert found["Aleppo airport"].place.precision == "site"


def test_a_border_is_a_region_between_two_countries(read: Read) -> None:
    found = named(read("Troops gathered on Chad's border with Niger."))
    assert found["Chad-Niger border"].place.precision == "region"
    assert found["Chad-Niger border"].place.latitude is None


def test_references_lead_back_to_the_nearest_place_that_fits(read: Read) -> None:
    found = read("Troops entered Goma in Congo on Monday. Residents fled the town. Shells had fallen there.")
    back = [mention for mention in found if mention.kind == "reference"]
    assert [(mention.place.name, mention.place.match) for mention in back] == [("Goma", "reference")] * 2
    goma = next(mention for mention in found if mention.place.name == "Goma" and mention.kind == "name")
    assert all(mention.antecedent == (goma.start, goma.end) for mention in back)


def test_the_capital_is_that_of_the_country(read: Read) -> None:
    found = read("Sudan is at war. Explosions shook the capital on Friday. The Kenyan capital is calm.")
    assert [mention.place.name for mention in found if mention.kind == "reference"] == ["Khartoum", "Nairobi"]


def test_there_in_there_is_refers_to_nothing(read: Read) -> None:
    found = read("There was fighting in Goma. There were no deaths.")
    assert [mention.kind for mention in found] == ["name"]


def test_demonyms_are_context_not_places(read: Read) -> None:
    (mention,) = read("French soldiers were praised.")
    assert (mention.kind, mention.place.country, mention.place.latitude) == ("adjective", "France", None)


def test_every_mention_says_why(read: Read) -> None:
    for mention in read("In the town of Goma, Congolese troops fired. The town is quiet. The capital is far."):
        assert mention.rule


def test_the_web_address_tells_the_country(read: Read) -> None:
    found = named(read("A bus hit a wall in Newcastle.", url="https://example.co.za/news"))
    assert found["Newcastle"].place.country == "South Africa"


WORDS = st.sampled_from(
    (
        "Goma Mali Aleppo province the town of village capital northern Syrian , . and in near Hilton Paris - 's border "
        "there Bank km 30 south"
    ).split()
)


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25))
def test_mentions_are_sorted_apart_and_within_the_report(nlp: Language, words: list[str]) -> None:
    text = " ".join(words)
    doc = nlp.make_doc(text)
    doc._.report = Report(id="any", text=text)
    doc = nlp(doc)
    last = 0
    for mention in doc._.places:
        assert last <= mention.start < mention.end <= len(doc)
        last = mention.end
        assert (mention.place.latitude is None) == (mention.place.longitude is None)
        assert mention.place.precision != "country" or mention.place.latitude is None


def test_a_broken_address_of_the_report_stops_nothing() -> None:
    report = Report(id="r", text="Rebels took Gao.", url="http://[broken")
    assert [place.place.name for place in load().analyse(report)._.places] == ["Gao"]


@pytest.mark.parametrize("name", ["Port-au-Prince", "Rostov-on-Don"])
def test_a_name_with_a_small_word_between_hyphens_is_one_name(name: str) -> None:
    places = load().analyse(Report(id="r", text=f"Gunmen killed five people in {name} on Friday."))._.places
    assert [place.place.name for place in places] == [name]


def test_a_county_named_beside_a_town_says_which_town_it_is(read: Read) -> None:
    paris = named(read("Fire damaged a shop in Paris. Henry County crews put it out."))["Paris"].place
    assert (paris.admin1, paris.country) == ("Tennessee", "United States")
    assert named(read("Fire damaged a shop in Paris. The crews put it out."))["Paris"].place.country == "France"


def test_words_of_one_country_alone_say_where_a_report_is_at_home(read: Read) -> None:
    text = "A man was shot in Hamilton. {} Nobody was charged."
    plain = named(read(text.format("The mayor spoke.")))["Hamilton"].place
    home = named(read(text.format("The sheriff and a state trooper spoke.")))["Hamilton"].place
    assert home.country == "United States"
    assert plain.country != "United States"


GIVEN = [
    ("Texans voted.", "Texans", "Texas", "region"),
    ("Floods hit northern Mali.", "Mali", "Mali", "country"),
    ("Malian troops left.", "Malian", "Mali", "country"),
    ("Snow fell in Zzyzxville.", "Zzyzxville", "Zzyzxville", "unknown"),
]


@pytest.mark.parametrize(("text", "words", "name", "precision"), GIVEN)
def test_a_name_that_is_given_is_resolved_as_it_stands(
    nlp: Language, text: str, words: str, name: str, precision: str
) -> None:
    doc = nlp(text)
    span = doc.char_span(text.index(words), text.index(words) + len(words))
    assert span is not None
    place = resolve(doc, [(span.start, span.end)], Gazetteer.open(), grammar())[0]
    assert (place.name, place.precision, place.text) == (name, precision, words)


def test_the_names_of_a_list_before_counties_are_counties(read: Read) -> None:
    found = named(read("Schools closed in Harlan, Knox and Bell counties in Kentucky on Monday."))
    for name in ("Harlan", "Knox", "Bell"):
        place = found[name].place if name in found else found[f"{name} County"].place
        assert (place.precision, place.admin1) == ("district", "Kentucky")
