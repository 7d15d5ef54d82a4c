"""Where the coder sets an event whose own clause does not say, and what it does not take for a place."""

import pytest

from communique.coding.pipeline import Coder, load
from communique.model import Event, Report


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load(reader="rules")


def code(coder: Coder, text: str) -> dict[str, Event]:
    return {event.anchor: event for event in coder.code(Report(id="t", text=text, published="2020-05-04"))}


FILLER = "The weather was mild and the harvest of the year had been good in most of the valleys, farmers said. " * 8


def test_far_from_any_place_an_event_is_in_the_country_of_most_others(coder: Coder) -> None:
    text = f"Gunmen killed two people in Gao, Mali. A bomb exploded in Mopti, Mali. {FILLER}Soldiers shelled a convoy."
    place = code(coder, text)["shelled"].place
    assert place is not None
    assert (place.name, place.precision, place.latitude) == ("Mali", "country", None)


def test_where_no_country_leads_it_has_no_place(coder: Coder) -> None:
    text = f"Gunmen killed two people in Gao, Mali. A bomb exploded in Herat, Afghanistan. {FILLER}Soldiers shelled a convoy."
    assert code(coder, text)["shelled"].place is None


def test_words_that_are_acts_take_no_country_from_the_others(coder: Coder) -> None:
    text = f"Gunmen killed two people in Gao, Mali. A bomb exploded in Mopti, Mali. {FILLER}The rebels threatened to attack again."
    assert code(coder, text)["threatened"].place is None


def test_a_capital_that_does_something_is_no_place(coder: Coder) -> None:
    text = "Fighting has grown heavier as Tehran seeks more influence."
    events = code(coder, text)
    assert all(event.place is None for event in events.values())


def test_a_part_of_a_country_is_that_country(coder: Coder) -> None:
    place = code(coder, "Rebels killed ten villagers in a part of Syria.")["killed"].place
    assert place is not None
    assert place.country == "Syria"


def test_a_border_post_is_a_site(coder: Coder) -> None:
    place = code(coder, "Soldiers shelled rebels near the Zorkeh border post on Friday.")["shelled"].place
    assert place is not None
    assert (place.name, place.precision) == ("Zorkeh", "site")
