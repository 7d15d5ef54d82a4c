"""Harm told without a plain word of loss: hit by shots, fatally or not; taken to hospital; in critical condition; a double murder.

Who was shot may live or die: "four were shot" is ``killed-or-injured`` by the codebook's rule for what is not told apart.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from communique.coding.tolls import victims
from communique.coding.tolls.table import EffectTable
from communique.model import Outcome

Reading = tuple[Outcome, Iterable[Token], str]
HIT: Outcome = "killed-or-injured"
REFLEXIVE = frozenset(("himself", "herself", "themselves", "itself", "themself"))
TO_PLACE = frozenset(("to", "at", "in", "into"))
OF_WOUNDS = frozenset(("with", "for", "of"))


def is_fatal(token: Token, lists: EffectTable) -> bool:
    """ "Fatally shot", "a fatal shooting", "shot one of them dead"."""
    return any(child.lower_ in lists.fatal for child in token.children)


def readings(token: Token, lists: EffectTable) -> Iterator[Reading]:
    """What a word says of harm, and to whom."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB":
        yield from _verb(token, lemma, lists)
    elif token.pos_ == "NOUN":
        yield from _noun(token, lemma, lists)
    if token.lower_ in lists.fatal:
        yield from _some_fatally(token)


def _verb(verb: Token, lemma: str, lists: EffectTable) -> Iterator[Reading]:
    if lemma in lists.hitting and not _aimed_only(verb):
        yield _outcome(verb, lists), struck(verb, lists), "hit, dead or not"
    elif lemma in lists.striking and _by_projectile(verb, lists):
        yield _outcome(verb, lists), victims.done_to(verb, lists), "hit by a projectile"
    elif lemma in lists.bringing and _to_be_treated(verb, lists):
        yield "injured", _passive_or_object(verb, lists), "taken to hospital"


def _noun(noun: Token, lemma: str, lists: EffectTable) -> Iterator[Reading]:
    if lemma in lists.hits:
        yield _outcome(noun, lists), victims.of_noun(noun), "hit, dead or not"
    elif lemma in lists.condition and any(child.lower_ in lists.grave for child in noun.children):
        yield "injured", _in_condition(noun), "in a condition"


def _outcome(token: Token, lists: EffectTable) -> Outcome:
    return "killed" if is_fatal(token, lists) else HIT


def struck(verb: Token, lists: EffectTable) -> list[Token]:
    """Those hit; who shoots himself is hit; "were found shot" is of those found."""
    found = list(victims.done_to(verb, lists))
    if any(victim.lower_ in REFLEXIVE for victim in found):
        return [token for token in victims.children(verb, "nsubj") if token.lower_ not in victims.RELATIVE]
    if not found and verb.dep_ in ("xcomp", "oprd", "ccomp") and verb.tag_ == "VBN":
        return victims.children(verb.head, "nsubjpass") or victims.children(verb.head, "dobj")
    return found


def _aimed_only(verb: Token) -> bool:
    """ "Were shot at": no one need be hit. "Shot down": a machine is."""
    return any(
        (child.lower_ in ("at", "toward", "towards") and not any(child.children)) or child.lower_ == "down"
        for child in verb.children
        if child.dep_ in ("prep", "prt", "advmod")
    )


def _by_projectile(verb: Token, lists: EffectTable) -> bool:
    subjects = victims.children(verb, "nsubj")
    agents = [inner for child in verb.children if child.lower_ in ("by", "with") for inner in child.children]
    return any(token.lemma_.lower() in lists.projectiles for token in (*subjects, *agents))


def _to_be_treated(verb: Token, lists: EffectTable) -> bool:
    """ "Taken to hospital", "treated for injuries"."""
    for child in verb.children:
        if child.dep_ != "prep":
            continue
        inner = {token.lemma_.lower() for token in child.subtree if token.i - child.i < 8}
        if child.lower_ in TO_PLACE and inner & lists.hospitals:
            return True
        if child.lower_ in OF_WOUNDS and inner & lists.wounds:
            return True
    return False


def _passive_or_object(verb: Token, lists: EffectTable) -> Iterable[Token]:
    return victims.done_to(verb, lists) if victims.is_passive(verb) or victims.children(verb, "dobj") else ()


def _in_condition(noun: Token) -> list[Token]:
    """ "She was in critical condition", "a man listed in grave condition"."""
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ != "in":
        return []
    verb = prep.head
    if verb.pos_ in ("VERB", "AUX"):
        return victims.children(verb, "nsubj", "nsubjpass") or ([verb.head] if verb.dep_ == "acl" else [])
    return [verb] if verb.pos_ in victims.NOMINAL else []


def _some_fatally(adverb: Token) -> Iterator[Reading]:
    """ "Six were shot, two of them fatally"."""
    if adverb.head.pos_ == "NUM":
        yield "killed", [adverb.head], "some of them fatally"
