"""From the word that names a happening up the parse: each governor adds its effect, until one takes it as given."""

from collections.abc import Iterator

from spacy.tokens import Token

from communique.coding.assertion import nouns, verbs
from communique.coding.assertion.signals import Signal, signal
from communique.coding.assertion.table import AssertionTable, Effect

VERBAL = frozenset(("VERB", "AUX"))
AGAINST = frozenset(("threat", "warning"))
MOST_STEPS = 12
"""A parse deeper than this is a listing, not a sentence."""


def signals(head: Token, table: AssertionTable) -> Iterator[Signal]:
    """All signals for the happening that ``head`` names."""
    if _is_verb(head):
        yield from verbs.own_signals(head, table)
        yield from above_verb(head, table, MOST_STEPS)
    elif head.dep_ in ("advmod", "acomp", "prep", "prt") and head.head.pos_ in VERBAL:
        yield from signals(head.head, table)
    else:
        yield from nouns.own_signals(head, table)
        yield from above_noun(head, table, MOST_STEPS)


def _is_verb(token: Token) -> bool:
    return token.pos_ in VERBAL and token.dep_ not in ("amod", "compound", "nmod")


def above_verb(verb: Token, table: AssertionTable, steps: int) -> Iterator[Signal]:
    """Signals from what a verb hangs on."""
    governor = verb.head
    if governor == verb or steps == 0:
        yield from _infinitive_alone(verb)
        return
    if verb.dep_ == "conj" and governor.pos_ in VERBAL:
        yield from _coordinated(verb, governor, table, steps)
    elif verb.dep_ == "xcomp" or (verb.dep_ in ("ccomp", "advcl", "acl", "relcl") and _bare_infinitive(verb)):
        yield from _whether(verb, table)
        yield from _complement(verb, governor, table, steps)
    elif verb.dep_ == "ccomp":
        yield from _clause(verb, governor, table)
    elif verb.dep_ == "advcl":
        yield from _adverbial(verb, governor, table, steps)
    elif verb.dep_ in ("acl", "relcl"):
        yield from _of_noun(verb, governor, table)
    elif verb.dep_ == "pcomp":
        yield from preposition(governor, table, steps - 1)
    elif verb.dep_ in ("dobj", "nsubj", "csubj", "pobj"):
        yield from above_noun(verb, table, steps)


def _infinitive_alone(verb: Token) -> Iterator[Signal]:
    """A headline's future: "France to send troops"."""
    mark = _infinitive_mark(verb)
    if mark is not None and verbs.has_subject(verb):
        yield signal("planned", "infinitive for the future", mark)


def _infinitive_mark(verb: Token) -> Token | None:
    return next((child for child in verbs.helpers(verb) if child.tag_ == "TO"), None)


def _bare_infinitive(verb: Token) -> bool:
    return _infinitive_mark(verb) is not None


def _coordinated(verb: Token, governor: Token, table: AssertionTable, steps: int) -> Iterator[Signal]:
    """A verb coordinated with another shares what stands above both; with "or" and "nor" also its negation."""
    if verbs.has_subject(verb):
        return
    if any(child.dep_ == "cc" and child.lower_ in ("or", "nor") for child in governor.children):
        yield from (item for item in verbs.own_signals(governor, table) if item.effect == "negated")
    yield from above_verb(governor, table, steps - 1)


def _whether(verb: Token, table: AssertionTable) -> Iterator[Signal]:
    """ "whether to cut"."""
    mark = verbs.condition(verb, table)
    if mark is not None:
        yield signal("hypothetical", "condition or question", mark)


def _complement(verb: Token, governor: Token, table: AssertionTable, steps: int) -> Iterator[Signal]:
    """A verb under another or under an adjective or noun: "failed to take", "unable to hold", "a plan to strike"."""
    effect = _complement_effect(verb, governor, table)
    if effect is not None and effect.effect != "transparent":
        yield effect
    if governor.pos_ in VERBAL:
        passing = effect is not None and effect.effect in ("transparent", "hedged", "negated")
        yield from _through(governor, table, steps, whole=passing)
    elif governor.pos_ == "ADJ" and governor.head.pos_ in VERBAL:
        yield from (s for s in verbs.own_signals(governor.head, table) if s.effect != "ongoing")
    elif governor.pos_ in ("NOUN", "PROPN"):
        yield from _denied_noun(governor, table, steps)


def _denied_noun(noun: Token, table: AssertionTable, steps: int) -> Iterator[Signal]:
    """ "no plan to scrap", "has not announced plans to withdraw": what is planned is said not to be."""
    for item in (*nouns.own_signals(noun, table), *above_noun(noun, table, steps - 1)):
        if item.effect == "negated":
            yield item


def _complement_effect(verb: Token, governor: Token, table: AssertionTable) -> Signal | None:
    word = governor.lemma_.lower()
    if governor.pos_ in VERBAL:
        found = _verb_effect(verb, governor, table)
    elif governor.pos_ == "ADJ":
        found = table.with_adjective.get(word)
    else:
        found = table.with_noun.get(word)
    if found is not None:
        return signal(found, "governed by", governor)
    mark = _infinitive_mark(verb)
    return signal("planned", "infinitive of purpose", mark) if mark is not None else None


def _verb_effect(verb: Token, governor: Token, table: AssertionTable) -> Effect | None:
    word = governor.lemma_.lower()
    if word == "be" and _bare_infinitive(verb):
        return "planned"
    found = table.with_infinitive.get(word)
    passive = any(child.dep_ == "auxpass" for child in governor.children) or governor.dep_ in ("acl", "amod")
    if found == "hedged" and not passive and word not in ("appear", "seem"):
        return "transparent"
    if word in table.fulfilling and _bare_infinitive(verb):
        return "transparent"
    if verb.dep_ == "advcl" and (found is None or found in ("transparent", "hedged")):
        return "planned" if _bare_infinitive(verb) else "transparent"
    if found is None and not _bare_infinitive(verb):
        return "transparent"
    return found


def _through(governor: Token, table: AssertionTable, steps: int, *, whole: bool) -> Iterator[Signal]:
    """What bears on the governor bears on the happening: all of it, or, of a plan, only that it was not one."""
    for item in verbs.own_signals(governor, table):
        if whole or item.effect in ("negated", "hypothetical"):
            yield item
    if whole and governor.lemma_ in table.starting and verbs.is_present(governor):
        yield signal("ongoing", "begun and going on", governor)
    if whole:
        yield from above_verb(governor, table, steps - 1)


def _clause(verb: Token, governor: Token, table: AssertionTable) -> Iterator[Signal]:
    """A clause that is the object of a verb: "fear that", "deny that", "asked whether"."""
    mark = verbs.condition(verb, table)
    if mark is not None:
        yield signal("hypothetical", "condition or question", mark)
    for child in governor.children:
        if child.dep_ == "nsubj" and child.pos_ == "NOUN":
            yield from (item for item in nouns.own_signals(child, table) if item.effect == "hedged")
    effect = table.with_clause.get(governor.lemma_.lower())
    if effect is None or effect == "transparent":
        return
    yield signal(effect, "clause under", governor)
    if effect == "negated":
        yield from (item for item in verbs.own_signals(governor, table) if item.effect == "negated")


def _adverbial(verb: Token, governor: Token, table: AssertionTable, steps: int) -> Iterator[Signal]:
    mark = verbs.condition(verb, table)
    if mark is not None:
        yield signal("hypothetical", "condition", mark)
    elif verb.tag_ in ("VBG", "VBN") and governor.pos_ in VERBAL and not verbs.has_subject(verb) and not _marked(verb):
        for item in verbs.own_signals(governor, table):
            if item.effect in ("hypothetical", "planned", "hedged"):
                yield item
        yield from above_verb(governor, table, steps - 1)


def _marked(verb: Token) -> bool:
    return any(
        child.dep_ in ("mark", "advmod") and child.lower_ in ("after", "since", "when", "while", "as", "having")
        for child in verb.children
    )


def _of_noun(verb: Token, noun: Token, table: AssertionTable) -> Iterator[Signal]:
    """A clause on a noun: "a claim that", "fears that", and "no troops sent"."""
    if any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children):
        effect = table.with_noun.get(noun.lemma_.lower())
        yield from (item for item in nouns.own_signals(noun, table) if item.effect == "hedged")
        if effect in ("hypothetical", "negated", "hedged"):
            yield signal(effect, "clause under", noun)
        elif nouns.is_hearsay(noun):
            yield signal("hedged", "reports of no one named", noun)
        elif noun.dep_ == "dobj" and noun.head.lemma_ in table.disputing:
            yield signal("hedged", "claim disputed", noun.head)
    elif verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBG"):
        yield from (item for item in nouns.own_signals(noun, table) if item.effect == "negated")
        yield from _still(verb, noun, table)


def _still(verb: Token, noun: Token, table: AssertionTable) -> Iterator[Signal]:
    """ "the rebels holding the town are": a state told in the present by a participle."""
    if verb.tag_ != "VBG" or verb.lemma_ not in table.lasting:
        return
    above = noun
    while above.head != above and above.pos_ not in VERBAL:
        above = above.head
    if above.pos_ in VERBAL and verbs.is_present(above):
        yield signal("ongoing", "state that holds", verb)


def above_noun(noun: Token, table: AssertionTable, steps: int) -> Iterator[Signal]:
    """Signals from what a noun hangs on."""
    governor = noun.head
    if governor == noun or steps == 0:
        return
    if noun.dep_ == "conj":
        yield from _coordinated_noun(noun, governor, table, steps)
    elif noun.dep_ in ("pobj", "pcomp"):
        yield from preposition(governor, table, steps - 1)
    elif noun.dep_ in ("compound", "amod", "nmod", "poss") and governor.pos_ in ("NOUN", "PROPN"):
        yield from _modifying(noun, governor, table, steps)
    elif noun.dep_ in ("dobj", "nsubjpass", "oprd", "attr") and governor.pos_ in VERBAL:
        yield from _object(noun, governor, table, steps)
    elif noun.dep_ in ("nsubj", "csubj") and governor.pos_ in VERBAL:
        yield from _subject(noun, governor, table, steps)


def _coordinated_noun(noun: Token, governor: Token, table: AssertionTable, steps: int) -> Iterator[Signal]:
    if governor.pos_ in VERBAL:
        return
    for item in nouns.own_signals(governor, table):
        joined = any(child.dep_ == "cc" and child.lower_ in ("or", "nor") for child in governor.children)
        if item.effect == "negated" and joined:
            yield item
    yield from above_noun(governor, table, steps - 1)


def _modifying(noun: Token, governor: Token, table: AssertionTable, steps: int) -> Iterator[Signal]:
    effect = table.with_noun.get(governor.lemma_.lower())
    if effect is None or effect == "transparent":
        return
    if effect == "planned" and governor.lemma_.lower() not in (
        "plan",
        "plot",
        "attempt",
        "bid",
        "deadline",
        "preparation",
    ):
        yield from (item for item in nouns.own_signals(governor, table) if item.effect != "hedged")
        yield from above_noun(governor, table, steps - 1)
        return
    yield signal(effect, "part of", governor)


def _object(noun: Token, verb: Token, table: AssertionTable, steps: int) -> Iterator[Signal]:
    """The happening as a verb's object: the verb's own negation and modality only where it does the happening."""
    effect = _object_effect(verb, table)
    if effect is None:
        yield from verbs.hedging(verb, table)
        return
    if effect != "transparent":
        yield signal(effect, "object of", verb)
    given = effect == "transparent" and nouns.is_definite(noun) and verb.lemma_ not in table.creating
    for item in _through(verb, table, steps, whole=effect in ("transparent", "negated", "hedged")):
        if not (given and item.effect == "negated"):
            yield item
    yield from _undone_after(noun, verb, table)


def _undone_after(noun: Token, verb: Token, table: AssertionTable) -> Iterator[Signal]:
    """ "was to take place but was called off"."""
    if noun.dep_ not in ("nsubj", "nsubjpass"):
        return
    complements = [child for child in verb.children if child.dep_ == "xcomp"]
    for other in (inner for above in (verb, *complements) for inner in above.children):
        if other.dep_ == "conj" and other.tag_ == "VBN" and _object_effect(other, table) == "negated":
            yield signal("negated", "undone", other)


def _object_effect(verb: Token, table: AssertionTable) -> Effect | None:
    word = verb.lemma_.lower()
    for child in verb.children:
        if child.dep_ == "prt":
            joined = table.with_object.get(f"{word}_{child.lower_}")
            if joined is not None:
                return joined
    found = table.with_object.get(word)
    return found if found is not None else ("transparent" if word == "be" else None)


def _subject(noun: Token, verb: Token, table: AssertionTable, steps: int) -> Iterator[Signal]:
    word = verb.lemma_.lower()
    effect = table.with_subject.get(word)
    if effect is None:
        yield from verbs.hedging(verb, table)
        if not nouns.is_definite(noun):
            yield from (item for item in verbs.own_signals(verb, table) if item.effect in ("hypothetical", "planned"))
        return
    if effect != "transparent":
        yield signal(effect, "subject of", verb)
    yield from _undone_after(noun, verb, table)
    if word == "be":
        yield from _predicate(verb)
        return
    if word in table.continuing and verbs.is_present(verb):
        yield signal("ongoing", "goes on", verb)
    yield from _through(verb, table, steps, whole=True)


def _predicate(verb: Token) -> Iterator[Signal]:
    """ "is under way"."""
    for child in verb.children:
        under_way = child.lower_ == "under" and any(inner.lower_ == "way" for inner in child.children)
        if under_way or child.lower_ in ("underway", "ongoing", "under-way", "on-going"):
            yield signal("ongoing", "under way", child)


def preposition(prep: Token, table: AssertionTable, steps: int) -> Iterator[Signal]:
    """Signals from a preposition and from the noun or verb before it."""
    governor = prep.head
    own = _preposition_effect(prep, table)
    if own is not None:
        yield own
        return
    if governor == prep or steps <= 0:
        return
    if governor.dep_ == "prep" and governor.pos_ in ("ADP", "SCONJ"):
        yield from preposition(governor, table, steps - 1)
    elif governor.pos_ in VERBAL:
        yield from _verb_preposition(prep, governor, table, steps)
    elif governor.pos_ in ("NOUN", "PROPN"):
        yield from _noun_preposition(prep, governor, table, steps)
    elif governor.pos_ == "ADJ" and prep.lower_ in ("of", "for", "about"):
        effect = table.with_adjective.get(governor.lemma_.lower())
        if effect is not None and effect != "transparent":
            yield signal(effect, "governed by", governor)


def _preposition_effect(prep: Token, table: AssertionTable) -> Signal | None:
    word = prep.lower_
    if word in table.prepositions:
        return signal(table.prepositions[word], "preposition", prep)
    doc = prep.doc
    for length in (1, 2, 3):
        if prep.i < length:
            break
        joined = "_".join(token.lower_ for token in doc[prep.i - length : prep.i + 1])
        if joined in table.prepositions:
            return signal(table.prepositions[joined], "preposition", doc[prep.i - length])
    return None


def _verb_preposition(prep: Token, verb: Token, table: AssertionTable, steps: int) -> Iterator[Signal]:
    effect = table.with_preposition.get(f"{verb.lemma_.lower()}_{prep.lower_}")
    if effect is None:
        return
    if effect != "transparent":
        yield signal(effect, "governed by", verb)
    if prep.lower_ == "under" and verb.lemma_ in ("be", "remain") and verbs.is_present(verb):
        yield signal("ongoing", "is under", prep)
    yield from _through(verb, table, steps, whole=effect in ("transparent", "negated"))


def _noun_preposition(prep: Token, noun: Token, table: AssertionTable, steps: int) -> Iterator[Signal]:
    if prep.lower_ not in ("of", "for", "to", "against") or (prep.lower_ == "against" and noun.lemma_ not in AGAINST):
        return
    effect = table.with_noun.get(noun.lemma_.lower())
    if effect is None or (effect in ("planned",) and prep.lower_ not in ("for", "of", "to")):
        return
    if effect == "transparent":
        if nouns.is_hearsay(noun):
            yield signal("hedged", "reports of no one named", noun)
        yield from nouns.own_signals(noun, table)
        yield from above_noun(noun, table, steps - 1)
    elif not (
        effect == "planned" and prep.lower_ == "of" and noun.lemma_ in ("operation", "campaign", "war", "battle")
    ):
        yield signal(effect, "governed by", noun)
        yield from (item for item in nouns.own_signals(noun, table) if item.effect == "negated")
