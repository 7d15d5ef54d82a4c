"""What the coder promises, from the words of a report to the event of the record."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.coding.pipeline import Coder, load
from communique.model import Event, Report


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load()


def code(coder: Coder, text: str, published: str | None = "2020-06-10") -> list[Event]:
    return coder.code(Report(id="r", text=text, published=published, published_from="option" if published else None))


def only(events: list[Event], kind: str) -> Event:
    found = [event for event in events if event.type == kind]
    assert len(found) == 1, [(event.type, event.anchor) for event in events]
    return found[0]


def initiators(event: Event) -> list[str]:
    return [actor.name or actor.text for actor in event.initiators]


def recipients(event: Event) -> list[str]:
    return [actor.name or actor.text for actor in event.recipients]


def test_active_and_passive_tell_the_same(coder: Coder) -> None:
    active = only(code(coder, "Taliban fighters attacked an army base in Kunduz on Monday."), "armed-clash")
    passive = only(code(coder, "An army base in Kunduz was attacked by Taliban fighters on Monday."), "armed-clash")
    assert initiators(active) == initiators(passive) == ["Taliban"]
    assert active.date == passive.date
    assert active.place is not None
    assert passive.place is not None
    assert active.place.name == passive.place.name == "Kunduz"


def test_a_nominalisation_tells_who_and_what(coder: Coder) -> None:
    event = only(code(coder, "The seizure of Gao by rebels alarmed Mali's neighbours."), "territory-captured")
    assert event.place is not None
    assert event.place.name == "Gao"
    assert "Rebels" in initiators(event)[0]


def test_a_place_that_forces_of_the_state_win_is_regained(coder: Coder) -> None:
    assert only(code(coder, "Iraqi troops recaptured the town of Sinjar from Islamic State."), "territory-regained")


@pytest.mark.parametrize(
    "text",
    [
        "Teachers went to the match after the strike by bank clerks was called off.",
        "The president fired his finance minister on Tuesday.",
        "The firm was bought through a shell company in Panama.",
        "He suffered a heart attack at the airport.",
        "The striker hit the post twice before the goalkeeper was beaten.",
    ],
)
def test_a_word_that_misleads_alone_makes_no_violence(coder: Coder, text: str) -> None:
    violent = {"attack", "armed-clash", "air-strike", "shelling", "bombing", "territory-captured"}
    assert not [event.type for event in code(coder, text) if event.type in violent]


def test_a_speech_elsewhere_is_not_the_place_of_the_event(coder: Coder) -> None:
    text = "Speaking in Geneva, the UN envoy said on Friday that rebels had shelled the city of Aleppo."
    event = only(code(coder, text), "shelling")
    assert event.place is not None
    assert event.place.name == "Aleppo"
    assert event.date.start is None


def test_with_no_time_given_the_date_is_unknown(coder: Coder) -> None:
    event = only(code(coder, "Gunmen killed two farmers in the village of Bankass in Mali."), "attack")
    assert (event.date.start, event.date.end, event.date.precision) == (None, None, "unknown")


def test_without_a_publication_date_yesterday_stays_open(coder: Coder) -> None:
    event = only(code(coder, "Gunmen killed two farmers near Bankass in Mali yesterday.", published=None), "attack")
    assert (event.date.start, event.date.text) == (None, "yesterday")


def test_the_verb_of_loss_belongs_to_the_blast(coder: Coder) -> None:
    text = "A car bomb exploded in Baghdad on Tuesday, killing at least 12 people and wounding 30. The blast destroyed shops."
    event = only(code(coder, text), "bombing")
    assert {(toll.outcome, toll.low, toll.high) for toll in event.tolls} == {("killed", 12, None), ("injured", 30, 30)}
    assert "attack" not in {event.type for event in code(coder, text)}


def test_contradictory_tolls_stand_side_by_side_with_their_sources(coder: Coder) -> None:
    text = "A car bomb exploded in Kirkuk on Tuesday. Police said four people were killed. A doctor said seven people were killed."
    event = only(code(coder, text), "bombing")
    assert {(toll.low, toll.source) for toll in event.tolls} == {(4, "Police"), (7, "A doctor")}


def test_a_loss_without_a_number_gives_no_toll(coder: Coder) -> None:
    assert only(code(coder, "Heavy shelling killed civilians in Donetsk on Monday."), "shelling").tolls == ()


def test_children_among_the_dead_are_not_added_to_them(coder: Coder) -> None:
    event = only(code(coder, "Heavy shelling killed three civilians, two of them children, in Kherson."), "shelling")
    assert max(toll.low or 0 for toll in event.tolls) == 3


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Rebels shelled the town of Taiz on Sunday.", "actual"),
        ("Rebels did not shell the town of Taiz.", "negated"),
        ("Rebels will withdraw from the town of Taiz on Sunday, the army said.", "planned"),
        ("If rebels shell the town of Taiz, talks will end.", "hypothetical"),
        ("Troops are shelling the town of Taiz.", "ongoing"),
    ],
)
def test_the_status_is_the_reports(coder: Coder, text: str, status: str) -> None:
    event = next(event for event in code(coder, text) if event.type in ("shelling", "retreat"))
    assert event.status == status


def test_doubt_about_the_happening_is_hedged_and_doubt_about_the_doer_is_alleged(coder: Coder) -> None:
    assert only(code(coder, "Rebels reportedly seized the town of Konna."), "territory-captured").certainty == "hedged"
    event = only(code(coder, "Suspected Boko Haram militants killed nine villagers in Borno, Nigeria."), "attack")
    assert event.certainty == "stated"
    assert event.initiators[0].alleged


def test_who_says_so_is_kept_with_the_cue(coder: Coder) -> None:
    event = only(code(coder, "According to residents, soldiers looted shops in Malakal."), "looting-destruction")
    assert event.attribution is not None
    assert (event.attribution.source, event.attribution.cue) == ("residents", "According to")


def test_a_pronoun_is_traced_to_its_actor(coder: Coder) -> None:
    text = "M23 rebels entered Rutshuru on Friday. They looted the hospital."
    assert initiators(only(code(coder, text), "looting-destruction")) == ["March 23 Movement"]


def test_two_sentences_about_one_happening_are_one_event_with_a_mention(coder: Coder) -> None:
    text = "A suicide bomber attacked a mosque in Kandahar on Friday. The attack killed 32 people, a doctor said."
    event = only(code(coder, text), "suicide-bombing")
    assert event.mentions == ("The attack killed 32 people, a doctor said.",)
    assert event.tolls[0].low == 32


def test_another_attack_is_another_event(coder: Coder) -> None:
    text = "Gunmen shot dead a judge in Mosul on Monday. In another attack on Monday, gunmen shot dead a teacher in Tikrit."
    assert len([event for event in code(coder, text) if event.type == "attack"]) == 2


def test_a_misspelt_place_is_resolved_within_the_countries_named_and_marked(coder: Coder) -> None:
    text = "Mali's army fired on protesters. Soldiers later staged a coup in the capital of Bamak."
    event = only(code(coder, text), "coup")
    assert event.place is not None
    assert (event.place.name, event.place.match, event.place.country) == ("Bamako", "misspelt", "Mali")


def test_a_country_has_no_coordinates(coder: Coder) -> None:
    event = only(code(coder, "There was a coup in Chad in 1990."), "coup")
    assert event.place is not None
    assert (event.place.precision, event.place.latitude, event.place.longitude) == ("country", None, None)


def test_no_one_claiming_is_a_negated_claim(coder: Coder) -> None:
    text = "A bomb exploded in Quetta. No one has claimed responsibility."
    assert only(code(coder, text), "claim-of-responsibility").status == "negated"


def test_a_threat_has_its_speaker_and_addressee_and_no_place(coder: Coder) -> None:
    event = only(code(coder, "Hezbollah threatened Israel with new attacks on Thursday."), "threat")
    assert initiators(event) == ["Hezbollah"]
    assert recipients(event) == ["Government of Israel"]
    assert event.place is None


def test_upper_case_wires_are_read_as_mixed_case_is(coder: Coder) -> None:
    lower = code(coder, "Guerrillas attacked an army patrol near Usulutan, killing three soldiers.")
    upper = code(coder, "GUERRILLAS ATTACKED AN ARMY PATROL NEAR USULUTAN, KILLING THREE SOLDIERS.")
    assert [event.type for event in upper] == [event.type for event in lower] == ["armed-clash"]
    assert upper[0].anchor == "ATTACKED"
    assert upper[0].tolls[0].low == 3


def test_text_without_a_happening_gives_no_event(coder: Coder) -> None:
    assert code(coder, "The village is small and lies by the river. Its market is known for cloth.") == []


WORDS = st.sampled_from(
    "rebels army seized shelled Aleppo said that on Monday killed 12 people the a of in by attack troops “ ” , . \n not may".split(
        " "
    )
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=40))
def test_whatever_the_words_every_value_stands_in_the_report(words: list[str]) -> None:
    text = " ".join(words)
    for event in code(load(), text):
        start, end = event.evidence["anchor"]
        assert text[start:end] == event.anchor
        assert event.quote in text
        assert all(0 <= first < last <= len(text) for first, last in event.evidence.values())
        assert all(actor.text in text for actor in (*event.initiators, *event.recipients))
        assert all(toll.text in text for toll in event.tolls)
        assert event.place is None or event.place.text in text
        assert event.attribution is None or event.attribution.source in text


def test_every_quoted_text_stands_at_its_evidence(coder: Coder) -> None:
    text = (
        "REBELS OF THE ELN ATTACKED THE CITY OF SARAVENA YESTERDAY. POLICE SAID FIVE SOLDIERS WERE KILLED WITH RIFLES."
    )
    for event in code(coder, text):
        quoted = {"anchor": event.anchor, "quote": event.quote, "date": event.date.text}
        quoted |= {f"initiators[{i}].text": actor.text for i, actor in enumerate(event.initiators)}
        quoted |= {f"recipients[{i}].text": actor.text for i, actor in enumerate(event.recipients)}
        quoted |= {f"tolls[{i}].text": toll.text for i, toll in enumerate(event.tolls)}
        quoted["place.text"] = event.place.text if event.place else None
        quoted["attribution.source"] = event.attribution.source if event.attribution else None
        for path, words in quoted.items():
            assert words is None or text[slice(*event.evidence[path])] == words, path


def test_a_town_that_was_taken_is_no_one_captured(coder: Coder) -> None:
    event = only(code(coder, "Rebels seized Gao on Sunday, killing 12 soldiers, police said."), "territory-captured")
    assert [(toll.outcome, toll.low) for toll in event.tolls] == [("killed", 12)]


def test_losses_that_name_each_other_as_their_cause_are_told_once(coder: Coder) -> None:
    text = (
        "Eritrea captured the island of Dahlak on December 16 after a two day battle in which two guards were killed."
    )
    events = code(coder, text)
    assert len([event for event in events if event.anchor in ("captured", "battle", "killed")]) == 1
