"""Which of two names the text puts within the other: "Alef in Bet", "Alef, Bet", "Bet's Alef", "the Bet suburb of Alef"."""

from communique.coding.whereabouts.candidates import Candidate
from communique.coding.whereabouts.names import Name
from communique.coding.whereabouts.words import words

WIDTH = {"site": 0, "town": 1, "unknown": 1, "district": 2, "region": 3, "country": 4}
"""How wide a place is, by its precision."""
GAP = 10
"""Tokens between a place and the wider one it is said to lie in."""
OWNERS = ("'s", "’s")


def contains(wide: Candidate, narrow: Candidate) -> bool:
    """Whether the text tells the one place as where the other lies."""
    if wide.name.start < narrow.name.end:
        return _before(wide, narrow)
    return _after(wide, narrow)


def _before(wide: Candidate, narrow: Candidate) -> bool:
    """ "Bet's Alef", "the Bet suburb of Alef"."""
    between = [token.lower_ for token in wide.name.doc[wide.name.end : narrow.name.start]]
    if "of" in between and wide.anchor == narrow.anchor != wide.name.root:
        return _size(narrow.name) < _size(wide.name)
    return bool(between) and between[0] in OWNERS and wide.name.root.head in (narrow.name.root, narrow.anchor)


def _after(wide: Candidate, narrow: Candidate) -> bool:
    """ "Alef in Bet", "the Alef district of Bet", "Alef, Bet"."""
    between = wide.name.doc[narrow.name.end : wide.name.start]
    said = [token.lower_ for token in between]
    if len(said) > GAP or any(token.pos_ in ("VERB", "AUX") or token.lower_ in words().parting for token in between):
        return False
    if "of" in said and wide.anchor == narrow.anchor != narrow.name.root:
        return _size(narrow.name) < _size(wide.name)
    if said == [","]:
        return WIDTH[wide.name.precision] > WIDTH[narrow.name.precision]
    return any(word in words().lying for word in said)


def _size(name: Name) -> float:
    """How wide a place is; one that no gazetteer has is the narrowest."""
    return 1000.0 * WIDTH[name.precision] + (name.mention.place.accuracy_km or 0.0) if name.mention else -1.0
