"""What a number counts, and whether it counts at all: not dates, ages, money, measures or the names of things."""

from collections.abc import Sequence

from spacy.tokens import Doc

from communique.coding.numbers.grammar import Number
from communique.coding.numbers.words import NumberWords, words

REACH = 8
"""Tokens between a number and the noun it counts, at most."""
QUOTES = frozenset(("“", "”", '"', "'", "‘", "’", "``", "''", "-", "("))
POSSIBLE_YEARS = range(1900, 2100)


def counted_noun(doc: Doc, number: Number, barred: frozenset[int]) -> int | None:
    """The token index of the noun that is counted; ``barred`` are tokens (of times) that no number counts."""
    of = number.end < len(doc) and doc[number.end].lower_ == "of"
    if not of:
        for index in range(number.core[1] - 1, number.core[0] - 1, -1):
            token = doc[index]
            head = token.head
            if (
                token.dep_ in ("nummod", "det", "amod")
                and 0 <= head.i - number.end <= REACH
                and head.pos_ in ("NOUN", "PROPN")
            ):
                if head.lower_ in words().plurals:
                    break
                return head.i if head.i not in barred else None
    return _next_noun(doc, number.end + 1 if of else number.end, barred, of=of)


def _next_noun(doc: Doc, at: int, barred: frozenset[int], *, of: bool) -> int | None:
    """The last noun of the noun phrase that begins at a token."""
    found: int | None = None
    for index in range(at, min(len(doc), at + REACH)):
        token = doc[index]
        pos = token.pos_
        if index in barred or (token.is_sent_start and index > at):
            break
        if pos == "SPACE":
            continue
        if pos in ("NOUN", "PROPN"):
            if found is not None and doc[found].tag_ == "NNS":
                break
            found = index
        elif found is not None and pos not in ("PUNCT",):
            break
        elif of and pos == "PRON" and token.tag_ == "PRP":
            return index
        elif not _inside_phrase(token.lower_, pos, of=of):
            break
    return found


def _inside_phrase(word: str, pos: str, *, of: bool) -> bool:
    if pos in ("ADJ", "ADV", "NUM", "CCONJ") or word in QUOTES:
        return True
    if pos == "VERB":
        return word.endswith(("ed", "ing"))
    return of and pos in ("DET", "PRON")


def counts(doc: Doc, number: Number, lists: NumberWords, lowers: Sequence[str]) -> bool:
    """Whether the number counts people or things."""
    start, end = number.core
    before = lowers[start - 1] if start else ""
    after = lowers[end] if end < len(lowers) else ""
    beyond = lowers[end + 1] if end + 1 < len(lowers) else ""
    if (
        after in lists.measures
        or before in lists.money
        or (after == "-" and (beyond in lists.measures or _is_age(lowers, end)))
    ):
        return False
    if before in ("#", "°", ".", "-", "/", ":") and start and not doc[start - 1].whitespace_:
        return False
    if start and before in lists.labels and doc[start - 1].text[0].isupper():
        return False
    if before in ("aged", "age", "at no", "pages") or after in ("°", "/", ":"):
        return False
    return not (_is_apposed_age(doc, number, lowers) or _is_year(doc, number))


def _is_age(lowers: Sequence[str], end: int) -> bool:
    return tuple(lowers[end + 1 : end + 4]) == ("year", "-", "old")


def _is_apposed_age(doc: Doc, number: Number, lowers: Sequence[str]) -> bool:
    """ "Ali Hassan, 34, said": a number between commas after a name."""
    start, end = number.core
    if start < 2 or end >= len(lowers) or lowers[start - 1] != "," or lowers[end] not in (",", "."):
        return False
    return doc[start - 2].pos_ == "PROPN" and isinstance(number.high, int) and number.high < 120 and end - start == 1


def _is_year(doc: Doc, number: Number) -> bool:
    """Four digits without a comma that can be a year, unless they directly count a plural noun."""
    start, end = number.core
    if end - start != 1 or len(doc[start].text) != 4 or number.low not in POSSIBLE_YEARS:
        return False
    following = doc[end] if end < len(doc) else None
    return following is None or following.pos_ in ("ADP", "AUX", "PUNCT", "DET") or not _heads_plural(doc, start)


def _heads_plural(doc: Doc, index: int) -> bool:
    head = doc[index].head
    determined = index > 0 and doc[index - 1].pos_ in ("DET", "ADP")
    return head.i > index and head.tag_ in ("NNS", "NNPS") and not determined
