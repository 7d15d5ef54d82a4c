"""Where the event of any given word is set: the place names of its sentence that belong to it.

The coder's own events take one place each (``settings``); this answers for a word that someone else marked as an event,
with as many names as the sentence ties to it ("in Alef and Bet"), each in its narrowest form ("the village of Alef in
Bet province": Alef).
"""

from spacy.tokens import Doc, Token

from communique.coding.layers import PlaceMention
from communique.coding.whereabouts.candidates import Candidate, candidate
from communique.coding.whereabouts.containing import contains
from communique.coding.whereabouts.names import names
from communique.coding.whereabouts.words import words

LIMIT = 7.0
"""A place farther off than this is another event's or nobody's."""
SPEECH_LIMIT = 2.0
"""The same for a word of saying: what its clause tells of is another event."""


def places_of(doc: Doc, event: Token) -> list[tuple[int, int]]:
    """Token ranges (half-open, in order) of the names of the places where the event is set; empty where none is told."""
    found = candidates(doc, event)
    limit = SPEECH_LIMIT if event.lemma_.lower() in words().speech else LIMIT
    near = [item for item in found if item.cost <= limit]
    if not near:
        return []
    first = _narrowest(min(near, key=lambda item: item.cost), found)
    return sorted((item.name.start, item.name.end) for item in (first, *_listed(first, found)))


def candidates(doc: Doc, event: Token) -> list[Candidate]:
    """Every name of the event's sentence that stands as a place, with how far off it is."""
    here = list(names(doc, event.sent))
    sure = frozenset(at for name in here if name.mention for at in range(name.start, name.end))
    return [found for name in here if (found := candidate(name, event, sure)) is not None]


def _narrowest(first: Candidate, found: list[Candidate]) -> Candidate:
    """The name that the text puts within the chosen one."""
    rest = list(found)
    while True:
        rest = [item for item in rest if item is not first]
        inner = [item for item in rest if contains(first, item)]
        if not inner:
            return first
        first = min(inner, key=lambda item: abs(item.name.start - first.name.start))


def _listed(first: Candidate, found: list[Candidate]) -> list[Candidate]:
    """The names that stand in one list with the first."""
    heads = {token.i for at in (first.name.root, first.anchor) for token in (at, *at.conjuncts)}
    rest = [item for item in found if item is not first and (item.name.root.i in heads or item.anchor.i in heads)]
    return [item for item in rest if not contains(item, first) and not contains(first, item)]


def name_of(doc: Doc, mention: PlaceMention) -> tuple[int, int]:
    """The tokens of a mention that are the name: without small words and compass words round it."""
    start, end = mention.start, mention.end
    while start < end - 1 and not doc[start].text[:1].isupper():
        start += 1
    while end > start + 1 and not doc[end - 1].text[:1].isupper():
        end -= 1
    return start, end


__all__ = ["candidates", "name_of", "places_of"]
