"""Whether a loss is told as a fact: not under "could", "if", "threatened to"."""

from spacy.tokens import Token

from communique.coding.tolls.table import EffectTable

CLIMBED = frozenset(("advcl", "conj", "xcomp"))
LEVELS = 3


def is_told(trigger: Token, lists: EffectTable) -> bool:
    """Whether the word, and what it hangs on, is said to have happened."""
    token = trigger
    for _ in range(LEVELS):
        if _is_possible(token, lists) or _is_infinitive_of_plan(token, lists):
            return False
        if token.dep_ not in CLIMBED or token.head.i == token.i:
            return True
        token = token.head
    return True


def _is_possible(token: Token, lists: EffectTable) -> bool:
    marks = {child.lower_ for child in token.children if child.dep_ in ("aux", "mark", "advmod", "neg", "auxpass")}
    if marks & lists.conditions:
        return True
    return bool(marks & lists.possible) and not marks & {"have", "'ve", "has", "had"}


def _is_infinitive_of_plan(token: Token, lists: EffectTable) -> bool:
    marks = {child.lower_ for child in token.children if child.dep_ == "aux"}
    if "to" not in marks or marks & {"have", "has"}:
        return False
    return token.head.lemma_.lower() not in lists.factual


def is_negated(trigger: Token) -> bool:
    """Whether "not" or "never" stands with the word."""
    return any(child.dep_ == "neg" for child in trigger.children)
