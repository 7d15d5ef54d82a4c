"""What a person types is always a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.desk.public.search.query import Query, Term, parse
from communique.desk.public.search.snippets import snippet, spans
from communique.desk.public.search.words import words


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("Gao market", (Term(("gao",)), Term(("market",))), ()),
        ('"car bomb" Gao', (Term(("car", "bomb")), Term(("gao",))), ()),
        ('"car bomb', (Term(("car", "bomb")),), ()),
        ("bomb -market", (Term(("bomb",)),), (Term(("market",), without=True),)),
        ('bomb -"bus station"', (Term(("bomb",)),), (Term(("bus", "station"), without=True),)),
        ("kidnap*", (Term(("kidnap",), prefix=True),), ()),
        ("ki*", (Term(("ki",)),), ()),
        ("al-Shabaab", (Term(("al", "shabaab")),), ()),
        ("Ségou", (Term(("segou",)),), ()),
        ("(AND) OR NEAR", (Term(("and",)), Term(("or",)), Term(("near",))), ()),
        ('-- ** "" \'', (), ()),
    ],
)
def test_words_phrases_without_and_beginnings_are_read(
    typed: str, wanted: tuple[Term, ...], unwanted: tuple[Term, ...]
) -> None:
    assert parse(typed) == Query(wanted, unwanted)


def test_leaving_out_alone_looks_for_nothing() -> None:
    assert not parse("-market")


@pytest.mark.parametrize(
    ("one", "many"), [("rebel", "rebels"), ("city", "cities"), ("house", "houses"), ("Ségou", "segou")]
)
def test_plural_and_accents_do_not_matter(one: str, many: str) -> None:
    assert [word.key for word in words(one)] == [word.key for word in words(many)]


def test_a_snippet_marks_what_was_found_and_escapes_the_rest() -> None:
    told = snippet("<b>A bomb</b> & two bombs went off; the car was near.", parse("bomb"))
    assert told == "&lt;b&gt;A <mark>bomb</mark>&lt;/b&gt; &amp; two <mark>bombs</mark> went off; the car was near."


def test_a_phrase_is_marked_only_where_its_words_follow_each_other() -> None:
    text = "A car. A bomb. A car bomb."
    assert [text[a:b] for a, b in spans(text, parse('"car bomb"'))] == ["car bomb"]


def test_a_snippet_of_a_long_text_is_where_the_words_are() -> None:
    text = "quiet " * 400 + "then a grenade fell " + "quiet " * 400
    told = snippet(text, parse("grenade"))
    assert "<mark>grenade</mark>" in told
    assert len(told) < 330
    assert told.startswith("… ")
    assert told.endswith(" …")


@given(st.text(max_size=400), st.text(max_size=60))
def test_a_snippet_never_lets_a_tag_through(text: str, typed: str) -> None:
    told = snippet(text, parse(typed))
    assert "<" not in told.replace("<mark>", "").replace("</mark>", "")
