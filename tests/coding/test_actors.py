"""Who is meant: names, roles, descriptions and pronouns of our own sentences."""

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from communique.coding import base
from communique.coding.actors import Actors
from communique.coding.actors.component import default_actors
from communique.coding.layers import ActorMention, Said
from communique.model import Report


@functools.cache
def pipeline() -> Language:
    nlp = base.parser()
    if "communique_actors" not in nlp.pipe_names:
        nlp.add_pipe("communique_actors")
    return nlp


def coded(text: str, published: str | None = "2016-06-01") -> Doc:
    nlp = pipeline()
    doc = base.read(Report(id="r", text=text, published=published), nlp)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def mentions(text: str, published: str | None = "2016-06-01") -> list[ActorMention]:
    found: list[ActorMention] = coded(text, published)._.actors
    return found


def named(text: str, phrase: str, published: str | None = "2016-06-01") -> set[str | None]:
    return {mention.actor.name for mention in mentions(text, published) if mention.actor.text == phrase}


def mention(text: str, phrase: str) -> ActorMention:
    return next(found for found in mentions(text) if found.actor.text == phrase)


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("French troops crossed the river near Gao on Monday.", "French troops", "Military Forces of France"),
        ("The rebels ambushed Syria's army outside Hama.", "Syria's army", "Military Forces of Syria"),
        ("The policemen of Kenya opened fire on the crowd.", "The policemen of Kenya", "Police Forces of Kenya"),
        ("U.S. soldiers searched the valley.", "U.S. soldiers", "Military Forces of the United States"),
        ("Iraqi forces shelled the bridge at dawn.", "Iraqi forces", "Military Forces of Iraq"),
        ("Three Malians died in the fire.", "Three Malians", "Civilians (Mali)"),
        ("The Saudis rejected the offer.", "The Saudis", "Government of Saudi Arabia"),
        ("Moscow denied the charge.", "Moscow", "Government of Russia"),
    ],
)
def test_a_state_named_in_the_phrase_decides_whose_it_is(text: str, phrase: str, name: str) -> None:
    assert named(text, phrase) == {name}


def test_coordinated_adjectives_give_one_mention_an_actor() -> None:
    assert named("Malian and French forces entered the town.", "Malian and French forces") == {
        "Military Forces of Mali",
        "Military Forces of France",
    }


def test_the_second_of_a_list_takes_the_country_of_the_first() -> None:
    text = "Yemeni soldiers and policemen fled from Saudi Arabia and from Saudi Arabia's deserts."
    assert named(text, "policemen") == {"Police Forces of Yemen"}


def test_government_forces_are_those_of_the_reports_country() -> None:
    text = "Shells fell in Aleppo in Syria and in Homs in Syria. Residents said government forces had fired them."
    assert named(text, "government forces") == {"Military Forces of Syria"}
    assert named(text, "Residents") == {"Civilians (Syria)"}


def test_without_any_country_nothing_is_invented() -> None:
    assert named("Gunmen shot two villagers on Sunday.", "Gunmen") == {None}
    assert mention("Gunmen shot two villagers on Sunday.", "Gunmen").actor.country is None


def test_a_powers_troops_abroad_do_not_make_it_the_reports_country() -> None:
    text = (
        "French jets bombed camps in Mali. French officers said the French pilots saw gunmen flee. Villagers cheered."
    )
    assert named(text, "Villagers") == {"Civilians (Mali)"}


def test_a_group_named_before_the_head_decides_over_the_role() -> None:
    text = "Houthi fighters and al-Shabab militants were named in the letter to Nairobi."
    assert "Houthi" in str(named(text, "Houthi fighters"))
    assert mention(text, "al-Shabab militants").actor.country == "Somalia"


def test_an_unlisted_armed_group_is_known_by_its_words() -> None:
    found = mention("The Silver Lightning Brigade attacked a post in Mali.", "The Silver Lightning Brigade")
    assert (found.actor.name, found.actor.kind, found.armed) == ("Silver Lightning Brigade", "armed-group", True)


def test_a_numbered_brigade_is_no_armed_group_of_its_own() -> None:
    assert all(found.actor.kind != "armed-group" for found in mentions("The 7th Brigade of Mali's army moved north."))


def test_a_backer_is_not_the_owner() -> None:
    found = mention("Turkish-backed rebels entered the village in northern Syria.", "Turkish-backed rebels")
    assert found.actor.country == "Syria"
    assert found.actor.kind == "rebel-group"


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Islamist fighters", "Islamist Militants (Mali)"),
        ("rebel commanders", "Opposition Rebels (Mali)"),
        ("pro-government militiamen", "Pro-Government Militia (Mali)"),
        ("Tuareg fighters", "Tuareg Militia (Mali)"),
    ],
)
def test_the_word_before_an_armed_head_shapes_its_side(phrase: str, name: str) -> None:
    assert named(f"In Mali, {phrase} took the road to Kidal.", phrase) == {name}


def test_an_office_before_a_name_is_the_government_and_the_surname_keeps_it() -> None:
    text = "Kenyan Defence Minister Peter Wanyama spoke to reporters. Wanyama promised more patrols."
    assert named(text, "Kenyan Defence Minister Peter Wanyama") == {"Government of Kenya"}
    assert named(text, "Wanyama") == {"Government of Kenya"}


def test_a_name_in_apposition_takes_the_side_of_its_office() -> None:
    assert named("John Okoro, a Nigerian army spokesman, confirmed the raid.", "John Okoro") == {
        "Military Forces of Nigeria"
    }


def test_a_plain_name_has_no_side() -> None:
    found = mention("John Okoro said the noise woke him.", "John Okoro")
    assert (found.actor.name, found.actor.kind) == (None, None)


def test_they_goes_back_to_a_plural_subject() -> None:
    found = mention("Ukrainian soldiers left the village after they had mined the bridge.", "they")
    assert found.actor.name == "Military Forces of Ukraine"
    assert found.antecedent == (0, 2)
    assert found.rule == "pronoun 'they' → 'Ukrainian soldiers'"


def test_an_object_is_not_traced_to_its_own_subject() -> None:
    text = "Ukrainian soldiers held the road. Russian troops fired at them."
    assert named(text, "them") != {"Military Forces of Russia"}


@pytest.mark.parametrize("text", ["It was raining in Mali.", "The army left Mali. It is clear that talks failed."])
def test_empty_it_stands_for_no_one(text: str) -> None:
    assert not [found for found in mentions(text) if found.actor.text == "It"]


def test_who_is_the_noun_it_follows() -> None:
    assert named("Syrian soldiers, who had come from Homs, burned the shop.", "who") == {"Military Forces of Syria"}


def test_the_group_goes_back_to_the_group_met_before() -> None:
    text = "The Silver Lightning Brigade raided a camp in Mali. Officials in Mali were silent. The group took ten guns."
    found = mention(text, "The group")
    assert found.actor.name == "Silver Lightning Brigade"
    assert found.actor.text == "The group"
    assert found.antecedent is not None


def test_the_rebels_are_those_named_with_the_same_word() -> None:
    text = "Houthi rebels took the port in Yemen. Planes came at noon. The rebels shot at them."
    assert named(text, "The rebels") == named(text, "Houthi rebels")


def test_a_group_that_the_phrase_itself_tells_is_not_traced() -> None:
    text = "The Silver Lightning Brigade fled Mali. The group behind the massacre in Algeria was quiet."
    assert named(text, "The group") != {"Silver Lightning Brigade"}


def test_a_capital_that_is_only_a_place_is_no_actor() -> None:
    assert named("Rockets hit a market in Damascus.", "Damascus") == set()


def test_an_adjective_before_a_military_act_is_that_states_forces() -> None:
    found = mention("French air strikes hit the base near Sirte.", "French")
    assert (found.actor.name, found.actor.kind) == ("Military Forces of France", "state-forces")


def test_an_adjective_that_only_places_a_thing_is_no_actor() -> None:
    assert named("A bus left the road near the Syrian border.", "Syrian") == set()


def test_a_number_and_its_noun_are_both_headed() -> None:
    heads = {found.actor.text for found in mentions("Dozens of rebels died in Syria.")}
    assert {"Dozens of rebels", "rebels"} <= heads


def test_first_person_is_the_speaker_only_where_the_quotation_has_one() -> None:
    text = "Houthi commanders in Yemen said: we will fight."
    doc = coded(text)
    assert not [found for found in doc._.actors if found.actor.text == "we"]
    start = next(token.i for token in doc if token.text == "we")
    source = next(found for found in doc._.actors if found.actor.text == "Houthi commanders")
    doc._.said = [Said((source.start, source.end), (4, 5), ((start, len(doc)),), "test", True)]
    doc = default_actors()(doc)
    spoken = next(found for found in doc._.actors if found.actor.text == "we")
    assert spoken.actor.name == source.actor.name


def test_the_component_can_be_used_with_an_index_of_ones_own() -> None:
    from communique.coding.actors import Entry, NameIndex
    from communique.coding.actors.grammar import load_grammar

    club = Entry("group", "Blue Hand", "Blue Hand", "armed-group", True, ("Mali",))
    doc = coded("The Blue Hand burned a bus.")
    Actors(NameIndex([("Blue Hand", club)]), load_grammar())(doc)
    assert [found.actor.name for found in doc._.actors] == ["Blue Hand"]


def test_a_bare_group_name_is_its_branch_in_the_country_of_the_report() -> None:
    text = "Taliban gunmen burned a school near Peshawar in Pakistan. Pakistani police came late."
    assert named(text, "Taliban gunmen") == {"Tehreek-e-Taliban Pakistan"}
    assert named("Taliban gunmen burned a school in Afghanistan.", "Taliban gunmen") == {"Taliban"}


def test_a_led_coalition_is_chosen_by_year_and_country() -> None:
    text = "U.S.-led forces struck a depot in Iraq."
    assert named(text, "U.S.-led forces", "2017-02-01") == {"Global Coalition Against the Islamic State"}
    assert named(text, "U.S.-led forces", "2004-02-01") == {"Multinational Force in Iraq"}


def test_a_leader_out_of_office_is_a_former_government() -> None:
    text = "Vladimir Putin met Barack Obama."
    assert named(text, "Barack Obama", "2015-06-01") == {"Government of the United States"}
    assert named(text, "Barack Obama", "2019-06-01") == {"Former Government of the United States (Barack Obama)"}


def test_the_namesake_of_a_leader_is_not_the_leader() -> None:
    found = mention("Hamdi Kemal Putin said the shop was shut.", "Hamdi Kemal Putin")
    assert (found.actor.name, found.actor.kind) == (None, None)


def test_government_air_strikes_and_bases_are_the_armys() -> None:
    assert named("Syrian government air strikes hit the school.", "Syrian government") == {"Military Forces of Syria"}
    assert named("The men stormed a Syrian army base.", "a Syrian army base") == {"Military Forces of Syria"}


def test_what_a_state_only_made_is_not_its_act() -> None:
    assert "Military Forces of Iran" not in named("An Iranian-made drone fell on the road.", "Iranian")


def test_both_sides_are_the_last_two_opponents() -> None:
    text = "Malian soldiers fought Tuareg fighters in Mali. Both sides withdrew at dusk."
    assert named(text, "Both sides") == {"Military Forces of Mali", "Tuareg Militia (Mali)"}


def test_foreigners_are_not_of_the_reports_country() -> None:
    found = mention("In Mali, foreign hostages were moved north.", "foreign hostages")
    assert (found.actor.name, found.actor.country) == ("Civilians (International)", None)


def test_the_troops_of_a_pronoun_are_its_antecedents() -> None:
    text = "Chad sent no word on Friday. Chad said its troops had left Mali and Mali's north."
    assert named(text, "its troops") == {"Military Forces of Chad"}


def test_a_condition_is_not_the_state() -> None:
    assert named("The man was in a poor mental state in Mali.", "a poor mental state") == set()


WORDS = (
    "rebels the troops French said it they who of in Mali army , . attacked group Syria's two - men (YPG) and".split()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_mentions_are_sorted_and_hold_their_heads(words: list[str]) -> None:
    doc = coded(" ".join(words))
    found = doc._.actors
    assert found == sorted(found, key=lambda item: (item.start, item.end, item.actor.name or ""))
    for item in found:
        assert 0 <= item.start <= item.head < item.end <= len(doc)
        assert item.actor.text == doc[item.start : item.end].text
        assert item.rule


@pytest.mark.parametrize(
    ("text", "phrase", "name", "sector", "listed"),
    [
        (
            "The CIA said nothing on Monday.",
            "The CIA",
            "Intelligence Services of the United States",
            "SPY",
            "Central Intelligence Agency",
        ),
        ("A former CIA officer was held.", "A former CIA officer", None, "ELI", None),
        ("The Lok Sabha met on Monday.", "The Lok Sabha", "Parliament of India", "LEG", "Lok Sabha"),
        ("Kyriakos Mitsotakis spoke in Athens.", "Kyriakos Mitsotakis", "Government of Greece", "GOV", None),
        ("The Somali militant group al-Shabab attacked a bus.", "The Somali militant group", "Al Shabaab", "REB", None),
        ("The rebel movement Hamas fired rockets.", "The rebel movement", "Hamas", "REB", None),
        ("A Ugandan attorney spoke.", "A Ugandan attorney", None, "JUD", None),
        ("Muslim leaders in France met.", "Muslim leaders", None, "REL", None),
    ],
)
def test_a_body_a_holder_of_office_and_a_role_have_their_sector(
    text: str, phrase: str, name: str | None, sector: str, listed: str | None
) -> None:
    found = mention(text, phrase)
    assert found.sector == sector
    assert name is None or found.actor.name == name
    assert listed is None or found.listed == listed


@pytest.mark.parametrize(
    ("published", "name"),
    [
        ("2016-06-01", "Government of Kenya"),
        ("2024-06-01", "Former Government of Kenya (Uhuru Kenyatta)"),
    ],
)
def test_a_leader_is_of_the_government_in_the_years_of_office(published: str, name: str) -> None:
    assert named("Uhuru Kenyatta spoke on Monday.", "Uhuru Kenyatta", published) == {name}


def test_the_office_held_at_the_time_goes_before_one_just_left() -> None:
    found = mentions("Mahinda Rajapaksa spoke on Monday.", "2019-06-01")[0]
    assert found.actor.name == "Government of Sri Lanka"


def test_an_opposition_leader_is_not_the_government() -> None:
    assert named("Nelson Chamisa spoke on Monday.", "Nelson Chamisa", "2020-06-01") == {"Opposition (Zimbabwe)"}
