"""Happenings: the words of a report that name one, and of which type of the codebook.

A trigger is a verb, a noun or a phrase of the codebook whose conditions hold of the syntactic slots round it. Where several
hold, the one that asks for more wins, then the type that stands higher in the hierarchy.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from communique.codebook.types import Codebook, Trigger, load_codebook
from communique.coding import slots
from communique.coding.classes import Kinds
from communique.coding.nesting import drop_nested
from communique.coding.slots import Slots

GAP_TAGS = frozenset(("DT", "PRP$", "JJ", "RB", "CD", "HYPH", "POS", "NNP", "JJR"))
"""What may stand between the words of a phrase ("took *complete* control of")."""

SIDES = frozenset(("state", "nonstate"))
"""Classes of which a list of subjects may hold both."""
MAX_GAP = 2
NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS", "VBG", "JJ", "FW"))
MODIFIER_DEPS = frozenset(("compound", "amod", "nmod", "npadvmod", "poss"))


@dataclass(frozen=True, slots=True)
class Happening:
    """One mention of a happening: the words ``start`` to ``end``, its head token, the trigger and the slots round it."""

    start: int
    end: int
    head: int
    trigger: Trigger
    slots: Slots

    @property
    def type(self) -> str:
        """The codebook type."""
        return self.trigger.type


@dataclass(frozen=True, slots=True)
class Index:
    """The codebook's triggers by the word that calls them up."""

    verbs: Mapping[str, tuple[Trigger, ...]]
    nouns: Mapping[str, tuple[Trigger, ...]]
    phrases: Mapping[str, Mapping[str, tuple[Trigger, ...]]]
    """By the first word, then by the second."""
    rank: Mapping[str, int]
    classes: Mapping[str, frozenset[str]]


@functools.cache
def index(codebook: Codebook) -> Index:
    """Arrange a codebook's triggers for looking up."""
    tables: dict[str, dict[str, list[Trigger]]] = {"verb": {}, "noun": {}, "phrase": {}}
    for event_type in codebook.types.values():
        for trigger in event_type.triggers:
            tables[trigger.kind].setdefault(trigger.lemmas[0], []).append(trigger)
    phrases: dict[str, dict[str, list[Trigger]]] = {}
    for first, found in tables.pop("phrase").items():
        for trigger in found:
            phrases.setdefault(first, {}).setdefault(trigger.lemmas[1], []).append(trigger)
    by_two = {first: {second: tuple(found) for second, found in rest.items()} for first, rest in phrases.items()}
    frozen = {kind: {word: tuple(found) for word, found in table.items()} for kind, table in tables.items()}
    rank = {name: place for place, name in enumerate(codebook.hierarchy)}
    classes = {name: frozenset(word_class.lemmas) for name, word_class in codebook.classes.items()}
    return Index(frozen["verb"], frozen["noun"], by_two, rank, classes)


def find(doc: Doc, codebook: Codebook) -> list[Happening]:
    """All mentions of happenings in a parsed report, in the order of the text."""
    table = index(codebook)
    kinds = Kinds(doc, table.classes)
    doc.user_data[slots.TIME_TOKENS] = frozenset(i for time in doc._.times or () for i in range(time.start, time.end))
    found: list[Happening] = []
    taken: set[int] = set()
    for happening in _phrases(doc, table, kinds):
        if taken.isdisjoint((happening.head,)):
            found.append(happening)
            taken.update(range(happening.start, happening.end))
    for token in doc:
        if token.i not in taken and not token.is_punct and not token.is_space:
            single = _single(token, table, kinds)
            if single is not None:
                found.append(single)
    return drop_nested(sorted(found, key=lambda happening: happening.start))


def _phrases(doc: Doc, table: Index, kinds: Kinds) -> list[Happening]:
    """Phrase matches, longest first, so that "suicide car bomb" is not also "car bomb"."""
    words = [(token.lower_, token.lemma_.lower()) for token in doc]
    matches: list[tuple[tuple[int, int], list[Trigger]]] = []
    for start in range(len(words)):
        best: dict[tuple[int, int], list[Trigger]] = {}
        for trigger in _beginning(words, start, table):
            end = _match(doc, start, trigger.lemmas)
            if end is not None:
                best.setdefault((start, end), []).append(trigger)
        matches.extend(best.items())
    matches.sort(key=lambda match: (match[0][0] - match[0][1], match[0][0]))
    found = []
    for (start, end), triggers in matches:
        head = _phrase_head(doc, start, end)
        chosen = _choose(slots.of_phrase(head, start, end), triggers, table, kinds)
        if chosen is not None:
            found.append(Happening(start, end, head.i, chosen[0], chosen[1]))
    return found


def _beginning(words: list[tuple[str, str]], start: int, table: Index) -> Iterator[Trigger]:
    """The phrases whose first word stands at ``start`` and whose second may follow."""
    near = {word for pair in words[start + 1 : start + 2 + MAX_GAP] for word in pair}
    for first in dict.fromkeys(words[start]):
        for second, triggers in table.phrases.get(first, {}).items():
            if second in near:
                yield from triggers


def _match(doc: Doc, start: int, words: tuple[str, ...]) -> int | None:
    """The end of a phrase that starts at ``start``, small words in between allowed; None if it is not there."""
    position, gap = start + 1, 0
    for word in words[1:]:
        gap = 0
        while position < len(doc) and not _is_word(doc[position], word):
            if gap >= MAX_GAP or doc[position].tag_ not in GAP_TAGS:
                return None
            position, gap = position + 1, gap + 1
        if position >= len(doc):
            return None
        position += 1
    return position


def _is_word(token: Token, word: str) -> bool:
    return word in (token.lower_, token.lemma_.lower())


def _phrase_head(doc: Doc, start: int, end: int) -> Token:
    """The first verb of a phrase, else the noun that the others hang on."""
    for token in doc[start:end]:
        if token.pos_ == "VERB" and token.dep_ not in MODIFIER_DEPS:
            return token
    nouns = [token for token in doc[start:end] if token.pos_ in ("NOUN", "PROPN")]
    return nouns[-1] if nouns else doc[start:end].root


def _single(token: Token, table: Index, kinds: Kinds) -> Happening | None:
    triggers = _candidates(token, table, kinds)
    if not triggers:
        return None
    chosen = _choose(slots.of(token), triggers, table, kinds)
    if chosen is None:
        return None
    end = _particle_end(token) if chosen[0].particle else token.i + 1
    return Happening(token.i, end, token.i, chosen[0], chosen[1])


def _candidates(token: Token, table: Index, kinds: Kinds) -> list[Trigger]:
    lemma, lower = token.lemma_.lower(), token.lower_
    if token.pos_ in ("VERB", "AUX") and not slots.is_gerund_noun(token):
        if token.dep_ in MODIFIER_DEPS:
            return []
        particles = {child.lower_ for child in token.children if child.dep_ == "prt"}
        particles |= {child.lower_ for child in token.children if child.dep_ == "advmod"}
        particles |= {name for name, _ in slots.prepositions(token)}
        return [t for t in table.verbs.get(lemma, ()) if t.particle is None or t.particle in particles]
    if token.tag_ not in NOUN_TAGS:
        return []
    if token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i:
        return []
    if any(actor.armed for actor in kinds.actors(token)):
        return []  # "attacked an army patrol": a patrol that is a side, not a movement
    return list(dict.fromkeys((*table.nouns.get(lemma, ()), *table.nouns.get(lower, ()))))


def _particle_end(token: Token) -> int:
    ends = [child.i + 1 for child in token.children if child.dep_ == "prt" and child.i <= token.i + 3]
    return max(ends, default=token.i + 1) if ends and max(ends) <= token.i + 2 else token.i + 1


def _choose(filled: Slots, triggers: Iterable[Trigger], table: Index, kinds: Kinds) -> tuple[Trigger, Slots] | None:
    holding = [trigger for trigger in triggers if holds(trigger, filled, kinds)]
    if not holding:
        return None
    best = min(holding, key=lambda t: (-_strength(t), table.rank.get(t.type, len(table.rank)), t.id))
    return best, filled


def _strength(trigger: Trigger) -> int:
    asked = sum(1 for classes in trigger.when.values() if tuple(classes) != ("none",))
    return asked + (1 if trigger.particle else 0)


def holds(trigger: Trigger, filled: Slots, kinds: Kinds) -> bool:
    """Whether all conditions of a trigger hold and none that forbids it does."""
    if any(_slot_holds(slot, classes, filled, kinds, forbids=True) for slot, classes in trigger.unless.items()):
        return False
    return all(_slot_holds(slot, classes, filled, kinds) for slot, classes in trigger.when.items())


def _slot_holds(slot: str, classes: Iterable[str], filled: Slots, kinds: Kinds, *, forbids: bool = False) -> bool:
    if slot == "any" and all(name.startswith(("@", "word:")) for name in classes):
        return any(kinds.word_is_a(word, name) for name in classes for word in filled.clause_words())
    tokens = list(slots.clause_tokens(filled.head.doc, filled.head)) if slot == "any" else filled.get(slot)
    for name in classes:
        if name == "none":
            if not tokens:
                return True
        elif forbids and slot == "subject" and name in SIDES:
            if tokens and kinds.is_a(tokens[0], name):  # "troops and allied militia": the first named leads
                return True
        elif any(kinds.is_a(token, name) for token in tokens):
            return True
    return False


@Language.factory("communique_happenings", default_config={"codebook": None})
class HappeningsComponent:
    """Writes ``doc._.happenings``."""

    def __init__(self, nlp: Language, name: str, codebook: str | None) -> None:
        self.codebook = load_codebook() if codebook is None else load_codebook(codebook)

    def __call__(self, doc: Doc) -> Doc:
        """Find the happenings of one report."""
        doc._.happenings = find(doc, self.codebook)
        return doc
