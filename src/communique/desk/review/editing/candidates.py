"""Places of the gazetteer for some words, those of the event's own country first."""

import re
from collections.abc import Iterable, Sequence

from communique.coding.places.mentions import country, place
from communique.desk.archive.countries import code_of
from communique.gazetteer import Entry, Gazetteer
from communique.model import Place

SHOWN = 12
NAME = re.compile(r"[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*)*")
DIVISIONS = frozenset({"admin1", "admin2", "region"})
DIVISION = re.compile(r"\b(region|province|state|governorate|district|department|county|oblast)\b", re.IGNORECASE)
"""Words that say that a division is meant, not the town that it is named after."""
LONGEST = 4
"""Words of a name that are looked up together."""


def candidates(words: str, likely: Iterable[str | None] = ()) -> list[tuple[Place, int]]:
    """Places of a name with their people, best first: those of the likely countries (codes or names), then the most peopled.

    Where the words as a whole name none, the longest part that does; where none does, names like it in the likely countries.
    """
    gazetteer = Gazetteer.open()
    codes = [code for each in likely if (code := code_of(each))]
    found = _found(gazetteer, words, codes)
    divided = not DIVISION.search(words)

    def rank(entry: Entry) -> tuple[bool, bool, bool, int]:
        is_division = entry.kind in DIVISIONS
        return entry.country not in codes, entry.kind != "country", is_division == divided, -entry.population

    best = sorted(found, key=rank)
    return [(_place(entry, words), entry.population) for entry in best[:SHOWN]]


def _found(gazetteer: Gazetteer, words: str, codes: Sequence[str]) -> list[Entry]:
    for name in _names(words):
        whole = gazetteer.country(name)
        entries = [*([whole] if whole else []), *gazetteer.lookup(name)]
        if entries:
            return entries
    return [entry for entry, _ in gazetteer.fuzzy(words, codes, SHOWN)]


def _names(words: str) -> list[str]:
    """The words themselves, then their parts, the longest first."""
    parts = [part for chunk in NAME.findall(words) for part in _parts(chunk.split())]
    return list(dict.fromkeys([words.strip(), *sorted(parts, key=lambda part: -part.count(" "))]))


def _parts(tokens: Sequence[str]) -> list[str]:
    spans = ((i, j) for i in range(len(tokens)) for j in range(i + 1, min(i + LONGEST, len(tokens)) + 1))
    return [" ".join(tokens[i:j]) for i, j in spans if tokens[i][0].isupper()]


def _place(entry: Entry, words: str) -> Place:
    if entry.kind == "country":
        return country(entry, words)
    return place(entry, words, entry.name, "alias" if entry.alias else "exact")
