"""Where sentences begin: at headings and captions run into the text too, never inside a name."""

import pytest

from communique.coding.base import new_parser

NLP = new_parser()


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("A failed plan-The envoys met again on Monday.", "The envoys"),
        ("The talks broke down over money-Tensions rose again.", "Tensions"),
        ("A street in the capital, May 3, 2015-In the north it was calm.", "In the north"),
        ("(Someone via AP)-She called on them to stop.", "She called"),
    ],
)
def test_a_heading_run_into_the_text_ends_at_its_hyphen(text: str, second: str) -> None:
    sentences = [sentence.text for sentence in NLP(text).sents]
    assert any(sentence.startswith(second) for sentence in sentences), sentences


@pytest.mark.parametrize(
    "text",
    [
        "Fighters of al-Shabab left.",
        "An anti-American march passed by.",
        "He met Jean-Yves in mid-March.",
        "The Secretary-General spoke.",
        "Then-President Smith resigned.",
    ],
)
def test_a_hyphen_inside_a_name_ends_nothing(text: str) -> None:
    assert len(list(NLP(text).sents)) == 1
