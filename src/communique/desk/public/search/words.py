"""Words as the index keeps them: folded, plural as singular. Text and query go through the same function, so that they meet."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.codebook.actor_rows import fold

WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
LONGEST = 100
"""Letters of a word that are kept; what is longer is no word."""
SHORTEST_PLURAL = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its key, and the characters it stands at."""

    key: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text in order."""
    for found in WORD.finditer(text):
        key = key_of(found.group())
        if key:
            yield Word(key, found.start(), found.end())


@functools.lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """The key of a word: no case, no diacritics, singular for plural. Empty where nothing is left."""
    folded = "".join(WORD.findall(fold(word)))[:LONGEST]
    return singular(folded)


def singular(word: str) -> str:
    """A plural without its ending, by the three rules of the S stemmer (D. Harman, "How effective is suffixing?", 1991)."""
    if len(word) < SHORTEST_PLURAL or not word.endswith("s"):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    return word if word.endswith(("us", "ss", "is")) else word[:-1]
