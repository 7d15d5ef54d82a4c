"""Where and when a happening is set: the place and the time that the sentence ties to it."""

from collections.abc import Callable, Iterable, Mapping

from spacy.tokens import Doc, Token

from communique.codebook.grammar import grammar
from communique.coding import reach
from communique.coding.classes import Kinds
from communique.coding.draft import Dated, Located
from communique.coding.happenings import Happening
from communique.coding.layers import PlaceMention, TimeMention
from communique.coding.whereabouts.words import words as whereabouts_words

SPEECH_REACH = 3.0
"""An act of words takes only a place of its own clause: the codebook leaves it null unless the text says where."""

PLACE_REACH = 7.0
TIME_REACH = 8.0
SAID_REACH = 5.0
"""Words that are acts are done when they are said: the time of saying is theirs, however far it stands in the sentence."""
PASSING = frozenset(("xcomp", "pcomp", "acl", "relcl", "advcl"))
"""An act told in passing, in a clause of one of these kinds, may be done at another time than it is told."""
FIRM_REACH = 3.5
"""Up to here a place or time is the clause's own."""


def root_of(doc: Doc, start: int, end: int) -> Token:
    """The token of a mention that the rest hangs on."""
    return doc[start:end].root


def place_of(
    doc: Doc,
    happening: Happening,
    table: Mapping[str, str],
    kinds: Kinds,
    rivals: frozenset[int],
    *,
    speech: bool,
    said_elsewhere: Callable[[int, int], bool],
) -> Located | None:
    """The place of a happening within its sentence: a slot that the type says is the place, else the nearest by reach."""
    named = None if speech else _from_slots(happening, table, kinds) or _possessor(happening, kinds)
    if named is not None:
        return named
    sentence = happening.slots.head.sent
    candidates = []
    for mention in doc._.places or ():
        if not sentence.start <= mention.start < sentence.end or mention.kind == "adjective":
            continue
        root = root_of(doc, mention.start, mention.end)
        if not _is_location(root, mention, kinds) or said_elsewhere(mention.start, mention.end):
            continue
        if speech and not _beside(root, happening) and not _meeting_in(root, happening):
            continue
        walk = reach.cost(happening.slots.head, root, rivals)
        candidates.append((walk + _breadth(mention), walk, mention))
    limit = SPEECH_REACH if speech else PLACE_REACH
    near = [item for item in candidates if item[1] <= limit]
    if not near:
        return None
    _, walk, mention = min(near, key=lambda item: item[0])
    return Located(mention, f"nearest place in the sentence (reach {walk:.1f})", firm=walk <= FIRM_REACH)


def _beside(root: Token, happening: Happening) -> bool:
    """Whether a place hangs on the act itself, not on what the act is about ("discussed the situation in Aleppo")."""
    act = {happening.head, happening.slots.governor.i}
    return root.dep_ == "pobj" and root.head.head.i in act and root.head.lower_ in ACT_PREPOSITIONS


def _meeting_in(root: Token, happening: Happening) -> bool:
    """Whether people meet at a place that hangs on a verb ("the talks went on *in Geneva*"), not on their topic."""
    if happening.type not in grammar().meeting_types or root.dep_ != "pobj" or root.head.lower_ not in ("in", "at"):
        return False
    above = root.head.head
    return above.pos_ in ("VERB", "AUX") or (above.dep_ == "dobj" and above.ent_type_ == "PERSON")


ACT_PREPOSITIONS = frozenset(("in", "at", "during", "from", "outside"))


def _from_slots(happening: Happening, table: Mapping[str, str], kinds: Kinds) -> Located | None:
    for slot, role in table.items():
        if role != "place":
            continue
        for token in happening.slots.get(slot):
            for candidate in (token, *_nouns_below(token)):
                mention = kinds.place(candidate) or kinds.meant_place(candidate)
                if mention is not None:
                    return Located(mention, f"{slot} of '{happening.slots.head.text}'")
    return None


def _possessor(happening: Happening, kinds: Kinds) -> Located | None:
    """ "Algeria's terror attack": the country that suffered it is where it was."""
    if happening.type not in grammar().placed_by_possessive:
        return None
    for token in happening.slots.get("possessive"):
        mention = kinds.place(token)
        if mention is not None:
            return Located(mention, f"possessive of '{happening.slots.head.text}'")
    return None


def _nouns_below(token: Token) -> Iterable[Token]:
    """Names inside the phrase: "the town of Diabaly", "Aleppo's Bustan al-Qasr neighbourhood"."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "in", "at", "near"):
            yield from (inner for inner in child.children if inner.dep_ == "pobj")
        elif child.dep_ in ("appos", "compound", "nmod", "poss"):
            yield child


def _breadth(mention: PlaceMention) -> float:
    """A wider place is taken only where no narrower one is as near."""
    return {"site": -0.5, "town": -0.5, "district": 0.0, "region": 0.5, "country": 2.0}.get(
        mention.place.precision, 0.5
    )


COUNTRY_PREPOSITIONS = frozenset(
    ("in", "inside", "into", "across", "throughout", "around", "over", "within", "through", "outside")
)
"""After these a country is where, not who."""


def _is_location(root: Token, mention: PlaceMention, kinds: Kinds) -> bool:
    """Whether a place stands as a location: not as a state that acts, nor as part of an actor's name."""
    if mention.place.precision == "unknown" or (root.dep_ in ("nsubj", "conj") and kinds.actors(root)):
        return False
    if mention.place.precision == "country":
        whole = root.head.head if root.dep_ == "pobj" and root.head.lower_ == "of" else None
        part = whole if whole is not None and whole.lemma_.lower() in whereabouts_words().parts else root
        return part.dep_ == "pobj" and part.head.lower_ in COUNTRY_PREPOSITIONS
    if _acts(root):
        return False
    if mention.kind == "reference":
        return True
    if root.dep_ in ("poss", "compound", "nmod", "amod"):
        return not kinds.actors(root.head)
    if root.dep_ == "pobj" and root.head.lower_ in ("of", "by", "with", "against", "between", "for"):
        return not _governs_actor(root, kinds) and root.head.lower_ == "of"
    return True


def _acts(root: Token) -> bool:
    """Whether a town is the one who does ("Tehran seeks"): a government under its capital's name."""
    return root.dep_ == "nsubj" and root.head.pos_ == "VERB" and root.head.lemma_ not in whereabouts_words().suffers


def _governs_actor(root: Token, kinds: Kinds) -> bool:
    """ "the government of Syria", "residents of Diabaly": the place belongs to the actor's name."""
    return root.head.lower_ == "of" and bool(kinds.actors(root.head.head))


def time_of(
    doc: Doc, happening: Happening, rivals: frozenset[int], *, speech: bool, of_saying: Callable[[int, int], bool]
) -> Dated | None:
    """The time of a happening within its sentence, the nearest by reach that is a date and not the time of saying."""
    sentence = happening.slots.head.sent
    near: list[tuple[float, TimeMention]] = []
    for mention in doc._.times or ():
        if not sentence.start <= mention.start < sentence.end or not _dates(mention):
            continue
        if of_saying(mention.start, mention.end) and not speech:
            continue
        walk = reach.cost(happening.slots.head, root_of(doc, mention.start, mention.end), rivals)
        if speech and happening.slots.governor.dep_ not in PASSING and of_saying(mention.start, mention.end):
            walk = min(walk, SAID_REACH)
        near.append((walk + (0.0 if _resolved(mention) else 3.0), mention))
    near = [item for item in near if item[0] <= TIME_REACH]
    if not near:
        return None
    walk, mention = min(near, key=lambda item: item[0])
    return Dated(mention, f"nearest time in the sentence (reach {walk:.1f}); {mention.rule}", walk <= FIRM_REACH)


def _dates(mention: TimeMention) -> bool:
    return mention.kind in ("date", "time") or _resolved(mention)


def _resolved(mention: TimeMention) -> bool:
    return bool(mention.when.start or mention.when.end)
