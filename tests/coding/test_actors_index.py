"""Names found in tokens, and how they are compared."""

import spacy
from hypothesis import given
from hypothesis import strategies as st

from communique.coding.actors.index import Entry, NameIndex, case_of
from communique.coding.actors.naming import fill, of_state
from communique.coding.actors.normal import pieces, plurals

NLP = spacy.blank("en")
PARTY = Entry("group", "Green Front", "Green Front", "political-party", False, ("Mali",))
ARMY = Entry("group", "Green Front Army", "Green Front Army", "rebel-group", True, ("Mali",))


def texts(index: NameIndex, text: str) -> list[str]:
    doc = NLP(text)
    return [doc[match.start : match.end].text for match in index.matches(doc)]


def test_the_longest_name_wins() -> None:
    index = NameIndex([("Green Front", PARTY), ("Green Front Army", ARMY)])
    assert texts(index, "The Green Front Army left.") == ["Green Front Army"]


def test_a_name_does_not_run_over_a_comma() -> None:
    index = NameIndex([("Green Front", PARTY)])
    assert texts(index, "Painted Green, Front doors shut.") == []


def test_an_acronym_that_is_a_word_must_be_in_capitals() -> None:
    index = NameIndex([("IS", ARMY)])
    assert texts(index, "What is this IS post?") == ["IS"]


def test_hyphens_accents_and_apostrophes_do_not_matter() -> None:
    index = NameIndex([("Ansar al-Sharí'a", ARMY)])
    assert texts(index, "Ansar al Sharia and Ansar al-Shari’a") == ["Ansar al Sharia", "Ansar al-Shari’a"]


def test_the_possessive_of_a_peoples_front_is_left_out_on_both_sides() -> None:
    assert pieces("People's Front") == ("people", "front")
    assert texts(NameIndex([("People's Front", ARMY)]), "the People’s Front fled") == ["People’s Front"]


def test_case_is_asked_for_by_the_sort_of_entry() -> None:
    assert case_of("gunman", "role") == "any"
    assert case_of("FARC", "group") == "upper"
    assert case_of("Shining Path", "group") == "title"


def test_names_of_states_take_their_article() -> None:
    assert of_state("United States") == "the United States"
    assert of_state("Mali") == "Mali"
    assert fill("Military Forces of {state}", "Philippines") == "Military Forces of the Philippines"
    assert fill("Civilians ({country})", "United States") == "Civilians (United States)"


def test_a_template_that_needs_a_country_is_empty_without_one() -> None:
    assert fill("Civilians ({country})", None) is None
    assert fill("United Nations", None) == "United Nations"


def test_plurals_follow_spelling() -> None:
    assert [plurals(word)[0] for word in ("gunman", "party", "boy", "witness", "rebel")] == [
        "gunmen",
        "parties",
        "boys",
        "witnesses",
        "rebels",
    ]


@given(st.text(max_size=30))
def test_pieces_are_plain_and_settled(text: str) -> None:
    found = pieces(text)
    assert all(piece.isalnum() and piece == piece.lower() for piece in found)
    assert pieces(" ".join(found)) == found


@given(st.lists(st.sampled_from(["Green", "Front", "Army", "the", ",", "Green Front"]), max_size=15))
def test_matches_never_overlap(words: list[str]) -> None:
    index = NameIndex([("Green Front", PARTY), ("Green Front Army", ARMY), ("Army", ARMY)])
    found = index.matches(NLP(" ".join(words)))
    assert all(left.end <= right.start for left, right in zip(found, found[1:], strict=False))
