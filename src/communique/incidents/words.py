"""The words and names of a text."""

import re
from calendar import day_abbr, day_name, month_abbr, month_name
from collections import Counter

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z][\w'’-]+(?: [A-Z][\w'’-]+)*")
"""Capitalised words that do not begin a sentence: people, streets, squares, units."""
NUMBERED = re.compile(r"\b\d{3,5}(?= (?:block|[A-Z]))")
"""House numbers ("the 2600 block of")."""
CALENDAR = frozenset(word.lower() for names in (month_name, month_abbr, day_name, day_abbr) for word in names) | {
    "sept"
}
"""Capitalised, but no names."""
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
    return frozenset(word for word in found - CALENDAR if len(word) > 2) | frozenset(NUMBERED.findall(head))
