"""How far a name stands from an event word, and whether it stands there as a place at all."""

from dataclasses import dataclass

from spacy.tokens import Token

from communique.coding.phrases import path_up
from communique.coding.places.grammar import grammar
from communique.coding.whereabouts.names import Name
from communique.coding.whereabouts.words import is_kind, is_place_noun, words

UP = {"relcl": 5.0, "acl": 2.0, "ccomp": 7.0, "csubj": 4.0, "advcl": 2.0, "xcomp": 0.5, "conj": 2.0, "pcomp": 1.0,
      "appos": 2.0}  # fmt: skip
DOWN = {"relcl": 5.0, "acl": 3.0, "ccomp": 5.0, "advcl": 3.5, "xcomp": 1.0, "conj": 3.0, "pcomp": 2.5, "appos": 2.0,
        "parataxis": 6.0, "nsubj": 1.5, "nsubjpass": 1.5}  # fmt: skip
STEP_UP, STEP_DOWN, WORD = 0.5, 0.6, 0.03
"""Costs of a step up and down the parse, and of a word between; a clause's edge costs what ``UP`` and ``DOWN`` say."""
WHEN = 2.5
"""Cost of a clause of the same happening ("when a bomb went off")."""
TOPIC = 2.0
"""Added for passing a preposition under which a place is what the event is about."""
WIDER = {"district": 0.3, "region": 1.0, "country": 2.0}
"""Added for a wide place: a narrower one that is as near is meant."""
AWAY = 2.0
"""Added for a place that only says where another one lies ("30 km south of Alef")."""
ORIGIN = 2.0
"""Added after prepositions that often tell whence or by whom."""
OWNER = 1.5
"""Added for a name before a noun that it only describes."""
ODD = 1.0
"""Added where the name stands as no object of a preposition of place."""
PHRASE_DEPS = frozenset(("compound", "nmod", "poss", "amod", "appos", "nummod"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name, the head of the phrase it stands in ("village" of "the village of Alef"), and how far off that is."""

    name: Name
    anchor: Token
    cost: float


def candidate(name: Name, event: Token, sure: frozenset[int]) -> Candidate | None:
    """The name as a place of the event; null where it stands as none. ``sure`` are the tokens of known places."""
    if name.start <= event.i < name.end:
        return None
    anchor, cost = _climb(name.root, name)
    first = first_of_list(anchor)
    top, more = _climb(first, name) if first is not anchor and first.pos_ in ("NOUN", "PROPN") else (first, 0.0)
    told = anchor is not name.root or top is not first or first_of_list(name.root).i in sure
    extra = _standing(top, name, named=name.mention is not None or told)
    return None if extra is None else Candidate(name, anchor, distance(event, top) + extra + cost + more)


def distance(event: Token, place: Token) -> float:
    """Cost of the walk through the parse from an event to the head of a place's phrase; infinite across sentences."""
    up, down = path_up(event), path_up(place)
    if up[-1] != down[-1]:
        return float("inf")
    steps = {token.i: number for number, token in enumerate(up)}
    below = next(number for number, token in enumerate(down) if token.i in steps)
    total = sum(UP.get(token.dep_, STEP_UP) for token in up[: steps[down[below].i]])
    return total + sum(map(_down, down[:below])) + WORD * abs(event.i - place.i)


def _down(token: Token) -> float:
    if token.dep_ == "advcl" and any(child.lower_ in words().same_time for child in token.children):
        return WHEN
    return DOWN.get(token.dep_, STEP_DOWN) + TOPIC * (token.lower_ in words().topics)


def first_of_list(token: Token) -> Token:
    """The first of the words that a token is listed with."""
    while token.dep_ == "conj":
        token = token.head
    return token


def _climb(anchor: Token, name: Name) -> tuple[Token, float]:
    """The head of the phrase that a name is in, and a cost for a name that only says whose.

    "Village" of "the village of Alef", "outskirts" of "Alef's outskirts"; in "the Alef suburb of Bet", Bet is the nearer.
    """
    cost = 0.0
    while True:
        head = anchor.head
        if anchor.dep_ in PHRASE_DEPS and head.pos_ in ("NOUN", "PROPN") and _may_open(name, anchor, head):
            anchor, cost = head, cost + OWNER
        elif anchor.dep_ == "pobj" and head.lower_ in ("of", "between") and is_place_noun(head.head):
            anchor = head.head
        else:
            return anchor, cost


def _may_open(name: Name, anchor: Token, head: Token) -> bool:
    """Whether a name before a noun says where it is: "Alef district", "Alef's streets"; not "the Alef embassy" of a state."""
    if name.mention is None and (anchor.dep_ == "poss" or (name.person and not is_kind(head))):
        return False
    return is_place_noun(head) and (name.precision != "country" or anchor.dep_ == "poss")


def _standing(top: Token, name: Name, *, named: bool) -> float | None:
    """What the phrase's place in the clause adds to its cost; null where it stands as no location."""
    wide = WIDER.get(name.precision, 0.0)
    known, dep = name.mention is not None, top.dep_
    if dep == "pobj":
        extra = _after_preposition(top, name, named=named)
    elif dep in ("dobj", "nsubjpass"):
        extra = 0.0 if named or _taken(top, name) else None
    elif dep in ("npadvmod", "ROOT", "attr", "oprd", "dep", "appos"):
        extra = ODD if known else None
    elif dep in ("compound", "poss", "nmod"):
        extra = OWNER if known and name.precision != "country" else None
    else:
        extra = None
    return None if extra is None else wide + extra


def _after_preposition(top: Token, name: Name, *, named: bool) -> float | None:
    lists, more = grammar(), words()
    word, governor = top.head.lower_, top.head.head
    if word in ("of", "from") and (governor.lower_ in lists.bearings or _is_measured(governor)):
        return AWAY
    if word == "of" and governor.lower_ in more.locative:  # "outside of"
        return 0.0
    if word in more.locative:
        if not named and name.labelled and word not in more.strict:
            return None
        return ORIGIN if word in more.loose else 0.0
    return ODD if name.mention is not None and name.precision != "country" else None


def _taken(top: Token, name: Name) -> bool:
    """Whether a name that no gazetteer has is what a verb of taking or striking places takes."""
    verb = top.head.lemma_.lower()
    if verb in words().taking and top.dep_ == "dobj":
        return True
    known = verb in grammar().verbs or verb in words().verbs
    return known and not name.person and (top.dep_ == "dobj" or not name.labelled)


def _is_measured(token: Token) -> bool:
    """Whether a distance stands before: "30 km from", "south of"."""
    units = grammar().units
    return token.lower_ in units or any(child.lower_ in units for child in token.children)
