"""The words of mails and public pages: every one in every language, for whatever a briefing can tell."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.codebook.types import load_codebook
from communique.desk.newsletters.briefings.content import Why
from communique.desk.newsletters.briefings.steps import PLAIN, SIDES
from communique.desk.newsletters.models.lists import Language
from communique.desk.newsletters.rendering import words as module
from communique.desk.newsletters.rendering.words import Words, WordsError, phrases
from communique.incidents.contradicting import FIELDS
from communique.model.event import Certainty, Outcome, Status

EVERY = pytest.mark.parametrize("language", Language.values)


@EVERY
def test_every_type_of_the_codebook_has_a_name(language: str) -> None:
    assert not [name for name in load_codebook().types if f"type.{name}" not in phrases()]
    assert Words(language).type("armed-clash") != "Armed-clash"


def test_a_type_of_an_operator_s_own_codebook_goes_by_its_name() -> None:
    assert Words("ar").type("mine-clearing") == "Mine clearing"


@given(language=st.sampled_from(Language.values), n=st.integers(0, 10**7), data=st.data())
def test_every_number_has_its_form(language: str, n: int, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from([key for key, said in phrases().items() if not isinstance(said["en"], str)]))
    said = Words(language).say(key, n, list="L", new="N", names="N", minutes=n, fields="F", since="S", until="U")
    assert said
    assert "{" not in said


def test_arabic_counts_in_its_own_forms() -> None:
    said = [Words("ar").say("publishers", n) for n in (0, 1, 2, 3, 11, 100)]
    assert len(set(said)) == len(said)
    assert said[2] == "ناشران مستقلان"


def test_french_says_none_and_one_alike() -> None:
    assert [Words("fr").say("publishers", n) for n in (0, 1, 2)] == [
        "0 éditeur indépendant",
        "1 éditeur indépendant",
        "2 éditeurs indépendants",
    ]


@EVERY
def test_dates_and_countries_are_of_the_language(language: str) -> None:
    words = Words(language)
    assert words.date(date(2024, 5, 2)) == {"en": "2 May 2024", "fr": "2 mai 2024", "ar": "2 مايو 2024"}[language]
    assert words.country("ML") == {"en": "Mali", "fr": "Mali", "ar": "مالي"}[language]
    assert words.country("ZZZ") == "ZZZ"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"en": "a", "fr": "b"}, "every language"),
        ({"en": "{list}", "fr": "{liste}", "ar": "{list}"}, "names in braces"),
        ({"en": "a", "fr": "b", "ar": {"one": "c", "other": "d"}}, "has the forms"),
        ({"en": {"one": "a"}, "fr": "b", "ar": "c"}, "has the forms"),
    ],
)
def test_words_that_miss_something_are_refused(said: dict[str, module.Phrase], why: str) -> None:
    with pytest.raises(WordsError, match=why):
        module._check("some.key", said)


def test_whatever_an_incident_can_say_has_words() -> None:
    told = {
        "why": get_args(Why),
        "status": get_args(Status),
        "certainty": get_args(Certainty),
        "toll": get_args(Outcome),
        "review": ("none", "partly", "all"),
        "basis": ("read", "reviewed"),
        "field": [*PLAIN, *SIDES, "place", "date"],
    }
    assert not [
        f"{sort}.{each}" for sort, each_of in told.items() for each in each_of if f"{sort}.{each}" not in phrases()
    ]


def test_every_field_that_reports_can_differ_on_has_words() -> None:
    """``incidents.contradicting`` names them: those of an event, and tolls by their outcome."""
    named = {*(each[0] for each in FIELDS), *get_args(Outcome)}
    assert not [each for each in named if not {f"field.{each}", f"toll.{each}"} & set(phrases())]


def test_french_has_a_space_before_its_colons_and_semicolons_that_does_not_break() -> None:
    assert [Words(language).colon for language in ("en", "fr", "ar")] == [": ", "\u00a0: ", ": "]
    assert Words("fr").apart(["un, deux", "trois"]) == "un, deux\u202f; trois"
