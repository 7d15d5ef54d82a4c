"""A report's tokens as plain lists: asking spaCy's once is faster than asking at every rule."""

from dataclasses import dataclass

from spacy.tokens import Doc

from communique.coding.places.grammar import Grammar

CLOSED = frozenset({"ADP", "AUX", "CCONJ", "DET", "INTJ", "PART", "PRON", "PUNCT", "SCONJ", "SPACE", "NUM", "SYM"})
"""Parts of speech that do not name."""

PARTICLES = frozenset("in al el la las los le les as ash an ad ar az es de di da bir ain los san el".split())
"""Small words that open a name when written with a capital within a sentence: "In Amenas", "Al Bab"."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists, one item a token. ``capital`` tells that the token can be part of a name."""

    doc: Doc
    text: list[str]
    lower: list[str]
    pos: list[str]
    lemma: list[str]
    starts: list[bool]
    capital: list[bool]

    def __len__(self) -> int:
        return len(self.text)

    def at(self, index: int) -> str:
        """The lower-case word at an index, empty outside the report."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def is_capital(self, index: int) -> bool:
        """Whether there is a token that can be part of a name."""
        return 0 <= index < len(self.capital) and self.capital[index]

    def words(self, start: int, end: int) -> str:
        """The report's words, spaces and line ends made one space."""
        return " ".join(self.doc[start:end].text.split())


def read(doc: Doc, grammar: Grammar) -> Tokens:
    """Take the lists out of a parsed ``Doc``."""
    text = [token.text for token in doc]
    lower = [word.lower() for word in text]
    pos = [token.pos_ for token in doc]
    starts = [bool(token.is_sent_start) for token in doc]
    capital = [
        word[0].isupper()
        and (kind not in CLOSED or (kind == "NUM" and word.isalpha()))
        and low.rstrip(".") not in grammar.breakers
        for word, low, kind in zip(text, lower, pos, strict=True)
    ]
    for index in range(len(text) - 1):
        opens = capital[index + 1] or (text[index + 1] == "-" and index + 2 < len(text) and capital[index + 2])
        if lower[index] in PARTICLES and text[index][0].isupper() and opens and not starts[index]:
            capital[index] = True
    return Tokens(doc, text, lower, pos, [token.lemma_.lower() for token in doc], starts, capital)
