"""How many: the component ``communique_numbers`` writes ``doc._.quantities``. Dates already found are left out."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from communique.coding import layers  # noqa: F401  registers the Doc extensions
from communique.coding.layers import Quantity
from communique.coding.numbers.counted import counted_noun, counts
from communique.coding.numbers.grammar import Number, numbers
from communique.coding.numbers.visible import visible
from communique.coding.numbers.words import NumberTableError, NumberWords, build, cardinal, check, words

SAID_OF = {
    "article": "number: the article is one",
    "none": "number: none",
    "both": "number: both are two",
    "vague number": "number: vague word, at least",
    "plural number": "number: plural word, at least",
}


class Numbers:
    """Reads a parsed ``Doc`` for numbers of things. ``lists`` are the number words; by default the project's own."""

    def __init__(self, lists: NumberWords | None = None) -> None:
        self._lists = lists if lists is not None else words()

    def __call__(self, doc: Doc) -> Doc:
        """Write ``doc._.quantities``, in the order of the text."""
        at = visible(doc)
        lowers = [token.lower_ for token in doc]
        barred = frozenset(i for time in doc._.times or () for i in range(time.start, time.end))
        found: list[Quantity] = []
        for seen in numbers([lowers[index] for index in at], self._lists):
            number = _placed(seen, at)
            if barred.isdisjoint(range(*number.core)):
                quantity = self._quantity(doc, number, lowers, barred, found)
                if quantity is not None:
                    found.append(quantity)
        doc._.quantities = found
        return doc

    def _quantity(
        self, doc: Doc, number: Number, lowers: list[str], barred: frozenset[int], found: list[Quantity]
    ) -> Quantity | None:
        if number.rule in ("article", "none") and not _introduces_noun(doc, number):
            return None
        if not counts(doc, number, self._lists, lowers):
            return None
        noun = counted_noun(doc, number, barred)
        low, high = number.low, number.high
        if number.rule == "fraction":
            low, high = self._share(doc, number, lowers, found)
        if isinstance(low, float) or isinstance(high, float):
            return None
        rule = SAID_OF.get(number.rule, f"number: {number.rule}")
        return Quantity(number.start, number.end, low, high, rule, noun)

    def _share(
        self, doc: Doc, number: Number, lowers: list[str], found: list[Quantity]
    ) -> tuple[int | None, int | None]:
        """A share of the number before it in the sentence, where that is exact and the share a whole number."""
        word = lowers[number.end - 1]
        top, bottom = self._lists.fractions[word]
        if lowers[number.start] == "two":
            top = 2
        sentence = doc[number.start].sent.start
        wholes = [q for q in found if q.start >= sentence and q.low == q.high and q.low and q.low > 1]
        if not wholes or wholes[-1].low is None or wholes[-1].low * top % bottom:
            return None, None
        part = wholes[-1].low * top // bottom
        return part, part


def _placed(number: Number, at: Sequence[int]) -> Number:
    """A number found among the visible tokens, at its place among all."""
    core = (at[number.core[0]], at[number.core[1] - 1] + 1)
    return replace(number, start=at[number.start], end=at[number.end - 1] + 1, core=core)


def _introduces_noun(doc: Doc, number: Number) -> bool:
    """Whether "a" or "no" stands before a noun: not "no longer", "no more", "a little"."""
    token = doc[number.core[0]]
    if number.end - number.core[0] > 1 or token.lower_ in ("none", "nobody", "zero"):
        return True
    return token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN")


@Language.factory("communique_numbers")
def create(nlp: Language, name: str) -> Numbers:
    """The component, with the project's own number words."""
    return Numbers()


__all__ = ["NumberTableError", "NumberWords", "Numbers", "build", "cardinal", "check", "create", "words"]
