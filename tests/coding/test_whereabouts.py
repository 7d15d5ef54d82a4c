"""Which places of a sentence belong to a given event word."""

import pytest
from spacy.language import Language

import communique.coding.places  # noqa: F401  registers the factory
from communique.coding.base import new_parser
from communique.coding.whereabouts import places_of
from communique.coding.whereabouts.words import words
from communique.model import Report


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = new_parser()
    pipeline.add_pipe("communique_places")
    return pipeline


def places(nlp: Language, text: str, word: str) -> list[str]:
    doc = nlp.make_doc(text)
    doc._.report = Report(id="test", text=text)
    doc = nlp(doc)
    event = next(token for token in doc if token.text == word)
    return [doc[start:end].text for start, end in places_of(doc, event)]


CASES = [
    ("Gunmen killed a judge in Kirkuk on Sunday.", "killed", ["Kirkuk"]),
    ("A bomb exploded in the town of Hit in Anbar province.", "exploded", ["Hit"]),
    ("Troops shelled Homs and Hama before dawn.", "shelled", ["Homs", "Hama"]),
    ("Police arrested a man in Paris after gunmen killed two people in London.", "killed", ["London"]),
    ("Police arrested a man in Paris after gunmen killed two people in London.", "arrested", ["Paris"]),
    ("A mortar shell hit the Nairobi suburb of Kasarani.", "hit", ["Kasarani"]),
    ("Rebels stormed Zorbakhel after a long siege.", "stormed", ["Zorbakhel"]),
    ("Soldiers entered the al-Houz quarter at night.", "entered", ["al-Houz"]),
    ("Pirates attacked a ship in the Gulf of Aden.", "attacked", ["Gulf of Aden"]),
    ("Students protested outside the French embassy in Dakar.", "protested", ["Dakar"]),
    ("The Malian army killed ten fighters.", "killed", []),
    ("Farid Haddad was killed by gunmen.", "killed", []),
    ("The minister said that rebels had attacked Goma.", "said", []),
]


@pytest.mark.parametrize(("text", "word", "wanted"), CASES)
def test_an_event_word_has_the_places_that_the_sentence_ties_to_it(
    nlp: Language, text: str, word: str, wanted: list[str]
) -> None:
    assert places(nlp, text, word) == wanted


def test_every_list_of_words_is_there() -> None:
    assert all(getattr(words(), name) for name in words().__slots__)
