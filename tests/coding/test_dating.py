"""Days told in a sentence of their own, and the day on which words were said."""

import pytest

from communique.coding.pipeline import load
from communique.model import Event, Report

PUBLISHED = "2013-01-21"
"""A Monday."""


def code(text: str) -> list[Event]:
    return load(reader="rules").code(Report(id="r", text=text, published=PUBLISHED))


def day(text: str, kind: str) -> str | None:
    return next(event.date.start for event in code(text) if event.type == kind)


@pytest.mark.parametrize(
    "after",
    [
        "It happened on Saturday near the market.",
        "The incident occurred at about 6 p.m. on Saturday.",
        "Police were called to the village just after 11 p.m. on Saturday.",
    ],
)
def test_a_sentence_that_says_when_it_happened_dates_what_is_told_before_it(after: str) -> None:
    assert day(f"Gunmen killed three farmers in a village near Gao. {after}", "attack") == "2013-01-19"


def test_the_rule_says_that_the_day_was_carried() -> None:
    events = code("Gunmen killed three farmers in a village near Gao. It happened on Saturday near the market.")
    assert "carried from 'happened'" in events[0].rules["date"]


def test_a_day_of_its_own_is_kept() -> None:
    text = "Gunmen killed three farmers near Gao on Friday. Police were called to the village on Saturday."
    assert day(text, "attack") == "2013-01-18"


def test_a_sentence_about_something_else_dates_nothing() -> None:
    text = "Gunmen killed three farmers in a village near Gao. The mayor opened a school there on Saturday."
    assert day(text, "attack") is None


def test_words_that_are_acts_are_done_on_the_day_on_which_they_are_said() -> None:
    text = "France condemned the rebels for the killing of farmers in the north, a ministry said in a statement on Saturday."
    assert day(text, "accusation") == "2013-01-19"
    assert day(text, "attack") is None
