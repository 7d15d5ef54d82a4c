"""Where the event of any given word is set: the place names of its sentence that belong to it.

The coder's own events take one place each (``settings``); this answers for a word that someone else marked as an event,
with as many names as the sentence ties to it ("in Alef and Bet").
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from communique.coding import reach
from communique.coding.layers import PlaceMention
from communique.coding.phrases import path_up

NARROWER = {"site": -0.6, "town": -0.5, "district": -0.2, "region": 0.2, "country": 1.5, "unknown": 0.0}
"""Added to a place's reach by its precision: a wider place is taken only where no narrower one is as near."""
LIMIT = 9.0
"""A place farther off than this, in reach, is another event's or nobody's."""
LISTED = frozenset({"and", "or", ",", ";", "&", "both"})
"""What may stand between the names of a list, besides small words."""


def places_of(doc: Doc, event: Token) -> list[tuple[int, int]]:
    """Token ranges (half-open, in order) of the names of the places where the event is set; empty where none is told."""
    sentence = event.sent
    near = []
    for mention in doc._.places or ():
        if not sentence.start <= mention.start < sentence.end or mention.kind == "reference" or _demonym(mention):
            continue
        root = doc[mention.start : mention.end].root
        if not _located(root, mention):
            continue
        walk = reach.cost(event, root, ())
        near.append((walk + NARROWER[mention.place.precision], mention))
    near = [item for item in near if item[0] <= LIMIT]
    if not near:
        return []
    _walk, first = min(near, key=lambda item: item[0])
    chosen = [first, *_listed(first, [mention for _cost, mention in near], doc)]
    return sorted({name_of(doc, mention) for mention in chosen})


def _demonym(mention: PlaceMention) -> bool:
    return mention.kind == "adjective" and mention.rule.startswith("adjective of")


def _located(root: Token, mention: PlaceMention) -> bool:
    """Whether a place stands as a location, not as a state that acts."""
    if mention.place.precision == "country":
        return root.dep_ == "pobj" or root.dep_ == "dobj"
    return root.dep_ != "nsubj"


def _listed(first: PlaceMention, others: Sequence[PlaceMention], doc: Doc) -> list[PlaceMention]:
    """The names that stand in one list with the first."""
    root = doc[first.start : first.end].root
    heads = {root.i, *(token.i for token in root.conjuncts)}
    return [
        other
        for other in others
        if other is not first and any(token.i in heads for token in path_up(doc[other.start : other.end].root)[:1])
    ]


def name_of(doc: Doc, mention: PlaceMention) -> tuple[int, int]:
    """The tokens of a mention that are the name: without small words and compass words round it."""
    start, end = mention.start, mention.end
    while start < end - 1 and not doc[start].text[:1].isupper():
        start += 1
    while end > start + 1 and not doc[end - 1].text[:1].isupper():
        end -= 1
    return start, end
