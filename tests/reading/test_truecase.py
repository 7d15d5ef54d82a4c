"""Upper-case text is given normal case, letter for letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.model import Boilerplate, Report
from communique.reading.parsing_text import text_for_parsing
from communique.reading.truecase import needs_truecase, truecase, truecase_where_needed


@pytest.mark.parametrize(
    "text",
    [
        "The rebels attacked the town of San Miguel on Monday, and 14 soldiers were killed.",
        "President Oscar Arias arrived in Managua with Colonel Ramon Ortega and Mrs. Lopez.",
        "Guerrillas of the FMLN fought the Salvadoran army near La Palma in El Salvador.",
        "The Ortega National Liberation Front (ONLF) said that the ONLF had shot down two MiG-21 aircraft.",
        "The United Nations and the Red Cross said the Armed Forces had bombed the area on 3 May 1989.",
        "It may not march on the capital, the general said. The army does not want it.",
        "Soldiers carried M-16 rifles and AK-47s in the 1st infantry brigade's barracks.",
        "He was seen in Rio de Janeiro at 5 p.m. on Tuesday with a U.S. embassy official.",
        "They don't know who fired; it wasn't us, said O'Brien.",
        "The US military and US troops fought on. Nobody told us.",
        "Gunmen attacked Maiduguri in Nigeria, and Boko fighters fled to Chad.",
    ],
)
def test_capitals_come_back_as_they_were(text: str) -> None:
    shouted = text.replace("AK-47s", "AK-47S").upper()
    assert truecase(shouted) == text.replace("MiG", "MIG")


def test_an_unknown_word_is_a_name_unless_it_is_made_of_known_words() -> None:
    assert truecase("THE COUNTERINSURGENTS ENTERED QUAXOLTEPEC.") == "The counterinsurgents entered Quaxoltepec."


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("REBELS TAKE TOWN OF GAO", True),
        ("Rebels take town of Gao", False),
        ("The FMLN and the ELN met UN envoys in El Salvador.", False),
        ("NATO", False),
        ("123 456 - 789", False),
        ("", False),
    ],
)
def test_only_passages_in_capitals_are_changed(text: str, needs: bool) -> None:
    assert needs_truecase(text) is needs
    assert (truecase_where_needed(text) != text) is needs


def test_an_upper_case_headline_over_normal_text_is_changed_alone() -> None:
    body = "The rebels of the FMLN entered the town, USAID said.\nThe army FLED."
    assert truecase_where_needed(f"REBELS ENTER TOWN IN MALI\n\n{body}") == f"Rebels enter town in Mali\n\n{body}"
    assert truecase_where_needed(f"REBELS ENTER TOWN IN MALI\n{body}") == f"Rebels enter town in Mali\n{body}"


@given(st.text(alphabet="ABCDÉİßŒſI'’.-()[] \n1ЖÑ", max_size=120))
def test_the_length_never_changes(text: str) -> None:
    assert len(truecase(text)) == len(text)
    assert len(truecase_where_needed(text)) == len(text)


@given(st.text(max_size=120))
def test_only_case_changes(text: str) -> None:
    assert truecase_where_needed(text).casefold() == text.casefold() or "İ" in text


def test_the_parser_sees_normal_case_and_no_boilerplate_at_the_same_offsets() -> None:
    text = "REBELS ENTERED GAO.\n\nSIGN UP FOR OUR\nNEWSLETTER"
    part = Boilerplate(text=text[21:], reason="newsletter sign-up", start=21, end=len(text))
    outside = Boilerplate(text="Home War Sport", reason="menu")
    seen = text_for_parsing(Report(id="r", text=text, boilerplate=(part, outside)))
    assert seen == "Rebels entered Gao.\n\n" + " " * 15 + "\n" + " " * 10
    assert len(seen) == len(text)
