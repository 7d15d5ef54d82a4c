"""Reprints, wires, and how many publishers tell an incident independently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.incidents import compose, origin
from communique.incidents.origins import rarest
from communique.incidents.rarity import RAREST, rarity
from communique.incidents.sourcing import likeness, repeats
from communique.incidents.told import Told
from communique.incidents.wires import WiresError, parse, wire_of
from communique.model import Boilerplate, Event, Report

WIRE = (
    "A bomb hidden in a fruit cart tore through the morning market of the river port of Mopti on Saturday, killing nine traders "
    "and hurting twenty, the governor said. Witnesses told how stalls were thrown across the quay and how boatmen carried the "
    "injured to the clinic of the harbour. No group has said that it did it. Soldiers closed the road to Sevare for the night."
)
OWN = (
    "Nine people who sold fish and onions by the water in Mopti are dead after a cart blew up among them at dawn. Our reporter "
    "counted four burnt stalls. The clinic asked for blood, and a curfew was called over loudspeakers."
)


def told(name: str, text: str, publisher: str | None, published: str = "2019-03-02") -> Told:
    report = Report(id=name, text=text, publisher=publisher, published=published)
    event = Event(id=f"{name}:0-1", report=name, type="bombing", anchor="A", quote=text.split(".")[0])
    return Told(event, origin(report))


def test_one_wire_story_in_many_papers_counts_once_and_names_the_wire() -> None:
    papers = [told(f"p{n}", f"MOPTI, March 2 (Reuters) - {WIRE}", f"Paper {n}", f"2019-03-0{n + 2}") for n in range(4)]
    found = compose("X", [*papers, told("own", OWN, "Mopti Echo")])
    assert found.publishers == 2
    assert {source.report: source.reprint_of for source in found.sources} == {
        "own": None,
        "p0": None,
        "p1": "p0",
        "p2": "p0",
        "p3": "p0",
    }
    assert {source.wire for source in found.sources if source.report != "own"} == {"Reuters"}


def test_a_cut_reprint_with_a_line_of_its_own_is_still_one() -> None:
    cut = WIRE.rsplit(".", 2)[0] + ". More to follow."
    assert repeats(told("a", WIRE, "A").origin, told("b", cut, "B").origin)


def test_two_reporters_at_one_scene_are_two() -> None:
    assert not repeats(told("a", WIRE, "A").origin, told("b", OWN, "B").origin)


def test_two_texts_of_one_wire_are_one_voice_and_two_of_one_publisher_too() -> None:
    assert compose("X", [told("a", f"(AFP) {WIRE}", "A"), told("b", f"(AFP) {OWN}", "B")]).publishers == 1
    assert compose("X", [told("a", WIRE, "A"), told("b", OWN, "A")]).publishers == 1


def test_reports_that_name_no_publisher_are_not_counted_as_several() -> None:
    assert compose("X", [told("a", WIRE, None), told("b", OWN, None)]).publishers == 1


def test_a_reprint_that_names_the_wire_makes_one_voice_with_one_that_does_not() -> None:
    found = compose("X", [told("a", WIRE, "A"), told("b", f"{WIRE} (AFP)", "B", "2019-03-03"), told("c", OWN, "C")])
    assert found.publishers == 2


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("BAMAKO, March 3 (Reuters) - Soldiers fired.", "Reuters"),
        ("BAMAKO (AP) — Soldiers fired.", "AP"),
        ("Soldiers fired, the official told AFP on Monday.", "AFP"),
        ("Soldiers fired, Xinhua news agency reported.", "Xinhua"),
        ("Soldiers fired on Monday.\n\nAgence France-Presse\n", "AFP"),
        ("BAMAKO, March 3 (Horn Wire) - Soldiers fired.", "Horn Wire"),
        ("Soldiers fired at the AP gate (north).", None),
        ("Soldiers fired on Monday. The apt response came.", None),
    ],
)
def test_the_wire_is_named_where_the_text_says_so(text: str, wire: str | None) -> None:
    assert wire_of(Report(id="r", text=text)) == wire


def test_an_agency_that_publishes_itself_is_its_own_wire() -> None:
    assert wire_of(Report(id="r", text="Soldiers fired.", publisher="Agence France-Presse")) == "AFP"
    with pytest.raises(WiresError):
        parse({"agencies": ["AFP"]})


def test_what_is_not_the_reports_is_not_compared() -> None:
    menu = "Sign up for our newsletter. "
    plain = origin(Report(id="r", text=WIRE))
    part = Boilerplate(text=menu, reason="sign-up", start=0, end=len(menu))
    assert origin(Report(id="r", text=menu + WIRE, boilerplate=(part,))).sketch == plain.sketch


def test_a_report_without_words_has_no_likeness() -> None:
    empty = origin(Report(id="r", text=" "))
    assert (empty.sketch, empty.meaning, empty.words) == (None, None, ())


@given(st.text(max_size=300))
def test_any_text_can_be_told_in_brief(text: str) -> None:
    found = origin(Report(id="r", text=text))
    assert len(found.words) <= 64
    assert found.sketch is None or likeness(found.sketch, found.sketch) == 1.0


def test_rare_words_come_first_and_names_keep_their_capital() -> None:
    words = rarest("The market of Zubairtown was calm, said Zubair.")
    assert set(words[:2]) == {"Zubairtown", "Zubair"}
    assert rarity("the") < rarity("market") < rarity("zubairtown") <= RAREST
