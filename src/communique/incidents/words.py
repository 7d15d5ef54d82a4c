"""The words of a report, and how rare each is among the reports at hand."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z][\w'’-]+(?: [A-Z][\w'’-]+)*")
"""Capitalised words that do not begin a sentence: people, streets, squares, units."""
NUMBERED = re.compile(r"\b\d{3,5}(?= (?:block|[A-Z]))")
"""House numbers ("the 2600 block of")."""
HEAD = 6000
"""Characters of a report that are read: news tells first what is new, and pages end in what is not theirs."""
POSSESSIVE = re.compile(r"['’]s?$")


def words_of(text: str) -> Counter[str]:
    """How often each word stands, in lower case; shorter than three letters left out."""
    found = (POSSESSIVE.sub("", word.lower()) for word in WORD.findall(text[:HEAD]))
    return Counter(word for word in found if len(word) > 2)


def names_of(text: str) -> frozenset[str]:
    """The single words of names, and the numbers of houses, in lower case."""
    head = text[:HEAD]
    parts = (word for name in NAME.findall(head) for word in name.split())
    found = {POSSESSIVE.sub("", word.lower()) for word in parts}
    return frozenset(word for word in found if len(word) > 2) | frozenset(NUMBERED.findall(head))


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of ``reports`` each word stands."""

    reports: int
    counts: Mapping[str, int]

    def rarity(self, word: str) -> float:
        """Natural logarithm of reports per report with the word: 0 for a word of all, growing as it gets rarer."""
        return math.log((self.reports + 1) / (self.counts.get(word, 0) + 1))

    def weighed(self, words: Mapping[str, int]) -> dict[str, float]:
        """TF-IDF weights of length 1, with damped counts (1 + log n)."""
        raw = {word: (1 + math.log(number)) * self.rarity(word) for word, number in words.items()}
        length = math.sqrt(sum(value * value for value in raw.values()))
        return {word: value / length for word, value in raw.items()} if length else {}


def frequencies(reports: Iterable[Iterable[str]]) -> Frequencies:
    """Counted over the words of many reports; a word counts once a report."""
    counts: Counter[str] = Counter()
    total = 0
    for words in reports:
        total += 1
        counts.update(set(words))
    return Frequencies(total, counts)


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Likeness of two texts by their weighed words, 0 to 1."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return sum(weight * long.get(word, 0.0) for word, weight in short.items())
