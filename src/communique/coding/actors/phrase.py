"""The noun phrase round a head: its extent as a reader would quote it, the words before it, and what belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from communique.coding.actors.grammar import Grammar
from communique.coding.actors.index import Match
from communique.coding.phrases import noun_phrase

BEFORE = frozenset(("amod", "compound", "nmod", "poss", "npadvmod", "nummod", "advmod"))
NOMINAL = frozenset(("NOUN", "PROPN"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: token range, head, modifiers left to right, and what hangs on it by a preposition."""

    head: Token
    start: int
    end: int
    modifiers: tuple[Token, ...]
    belongs: tuple[tuple[str, Token], ...]
    own: Match | None


def np_head(token: Token) -> Token:
    """The head of the noun phrase a word is a modifier in; a possessor is a phrase of its own."""
    for _ in range(6):
        up = token.head
        modifying = token.dep_ in ("compound", "amod", "nmod", "nummod", "npadvmod")
        if token.dep_ == "conj" and up.dep_ in ("amod", "compound", "nmod") and token.pos_ in ("ADJ", "PROPN", "NOUN"):
            modifying = up.i < token.i < up.head.i
            up = up.head if modifying else up
        if not modifying or up == token or (up.i < token.i and token.dep_ != "amod"):
            return token
        token = up
    return token


def modifiers_of(head: Token) -> list[Token]:
    """The words before (and adjectives after) a head that belong to it, coordinated and nested ones included."""
    found: list[Token] = []
    for child in head.children:
        if child.dep_ in BEFORE or (child.dep_ in ("acl", "amod") and child.i > head.i and child.pos_ == "ADJ"):
            found.append(child)
            found.extend(_nested(child))
    found.sort(key=lambda token: token.i)
    return found


def _nested(word: Token) -> list[Token]:
    found: list[Token] = []
    for child in word.children:
        if child.dep_ in BEFORE or child.dep_ == "conj":
            found.append(child)
            found.extend(_nested(child))
    return found


def belongings(head: Token, grammar: Grammar, depth: int = 0) -> list[tuple[str, Token]]:
    """Prepositions of belonging with their objects, "loyal to X" and "backed by X" included."""
    found: list[tuple[str, Token]] = []
    for child in head.children:
        if child.dep_ == "prep" and child.i > head.i:
            found.extend((child.lower_, inner) for inner in child.children if inner.dep_ == "pobj")
        elif child.dep_ in ("amod", "acl") and child.i > head.i and child.lower_ in grammar.loyal and depth == 0:
            found.extend((child.lower_, inner) for _, inner in belongings(child, grammar, 1))
    return found


def phrase_of(head: Token, at: Sequence[Match | None], grammar: Grammar) -> Phrase:
    """The phrase round ``head``; ``at`` gives for each token the list match that covers it."""
    start, end = noun_phrase(head)
    own = at[head.i]
    if own is not None:
        start, end = min(start, own.start), max(end, own.end)
    start, end = _with_abbreviation(head.doc, start, end)
    while start < head.i and head.doc[start].is_punct and not head.doc[start].is_quote:
        start += 1
    while end - 1 > head.i and head.doc[end - 1].tag_ == "POS":
        end -= 1
    modifiers = tuple(token for token in modifiers_of(head) if own is None or not own.start <= token.i < own.end)
    return Phrase(head, start, end, modifiers, tuple(belongings(head, grammar)), own)


def _with_abbreviation(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Take in a bracketed short form: "the Free Syrian Army (FSA)"."""
    if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")" and doc[end + 1].text.isupper():
        return start, end + 3
    return start, end
