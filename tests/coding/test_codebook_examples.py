"""The codebook's own examples come out as it says, and its counterexamples do not."""

import pytest

from communique.codebook.types import load_codebook
from communique.coding.pipeline import Coder, load
from communique.model import Report

EXAMPLES = [(name, item.text, item.anchor) for name, t in load_codebook().types.items() for item in t.examples]
COUNTEREXAMPLES = [(name, item.text) for name, t in load_codebook().types.items() for item in t.counterexamples]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load()


def types_at(coder: Coder, text: str, anchor: str | None) -> set[str]:
    """The types of the happenings in a sentence; with an anchor, of those whose words it is part of."""
    doc = coder.analyse(Report(id="x", text=text, published="2020-06-10", published_from="option"))
    at = text.find(anchor) if anchor else 0
    end = at + len(anchor) if anchor else len(text)
    return {
        h.type for h in doc._.happenings if doc[h.start : h.end].start_char < end and doc[h.start : h.end].end_char > at
    }


@pytest.mark.parametrize(("name", "text", "anchor"), EXAMPLES)
def test_an_example_is_of_its_type(coder: Coder, name: str, text: str, anchor: str) -> None:
    assert name in types_at(coder, text, anchor)


@pytest.mark.parametrize(("name", "text"), COUNTEREXAMPLES)
def test_a_counterexample_is_not_of_the_type(coder: Coder, name: str, text: str) -> None:
    assert name not in types_at(coder, text, None)
