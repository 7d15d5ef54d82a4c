"""Whether a noun is of people, and how many its phrase is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from communique.coding.layers import Quantity
from communique.coding.tolls.table import EffectTable

SINGULAR = frozenset(("NN", "NNP"))
NOBODY = frozenset(("nobody", "none", "one"))
ONE = frozenset(("he", "she", "him", "her", "another"))
"""Pronouns of one person; "it" may be a thing."""
ANYBODY = frozenset(("anyone", "anybody", "any"))


@dataclass(frozen=True, slots=True)
class Quantities:
    """The numbers of a report, by the noun that they count and by the tokens that they stand on."""

    by_noun: Mapping[int, Quantity]
    by_token: Mapping[int, Quantity]
    in_order: Sequence[Quantity]


def index(doc: Doc) -> Quantities:
    """Of several numbers of one noun the first is taken: "five of the 12 soldiers" are five."""
    by_noun: dict[int, Quantity] = {}
    by_token: dict[int, Quantity] = {}
    found = list(doc._.quantities or ())
    for quantity in found:
        if quantity.noun is not None:
            by_noun.setdefault(quantity.noun, quantity)
        for token in range(quantity.start, quantity.end):
            by_token[token] = quantity
    return Quantities(by_noun, by_token, found)


def number_of(victim: Token, numbers: Quantities) -> Quantity | None:
    """The number that counts a noun, or is the phrase itself."""
    return numbers.by_token.get(victim.i) or numbers.by_noun.get(victim.i)


def is_person(noun: Token, lists: EffectTable) -> bool:
    """Whether a noun names people: by list, by ending, or as a nationality or a name of a man."""
    lemma = noun.lemma_.lower()
    if lemma in lists.not_persons or noun.lower_ in lists.not_persons:
        return False
    if lemma in lists.persons or lemma in lists.groups or noun.lower_ in lists.persons:
        return True
    if noun.pos_ == "PROPN":
        return noun.ent_type_ in ("PERSON", "NORP", "") or noun.tag_ == "NNPS"
    return noun.pos_ == "NOUN" and len(lemma) > 3 and lemma.endswith(lists.person_endings)


def is_one_person(noun: Token, lists: EffectTable) -> bool:
    """Whether a phrase without a number is one person: "a soldier", "the group's leader", "Colonel Diarra"."""
    lemma = noun.lemma_.lower()
    if is_aged(noun) or noun.lower_ in ONE:
        return True
    if noun.tag_ not in SINGULAR or lemma in lists.groups or not is_person(noun, lists):
        return False
    if noun.pos_ == "PROPN":
        return noun.ent_type_ == "PERSON" or noun.ent_type_ == ""
    return any(
        child.dep_ in ("det", "poss") and child.lower_ not in ("any", "no", "every", "each") for child in noun.children
    )


def is_aged(token: Token) -> bool:
    """ "A 17-year-old": one person told by age."""
    if token.lower_ != "old" or token.i < 4 or token.nbor(-2).lower_ not in ("year", "month", "week", "day"):
        return False
    return any(child.dep_ in ("det", "poss") for child in (*token.children, *token.head.children)) and not any(
        child.i > token.i and child.pos_ in ("NOUN", "PROPN") for child in token.children
    )


def is_nobody(victim: Token) -> bool:
    """ "No one was hurt"."""
    lower = victim.lower_
    if lower == "one":
        return any(child.lower_ == "no" for child in victim.children) or (
            victim.i > 0 and victim.nbor(-1).lower_ == "no"
        )
    return lower in NOBODY


def phrase(noun: Token, quantity: Quantity | None) -> tuple[int, int] | None:
    """The tokens that say who: the noun with what stands before it, after the number, and its "of" phrase."""
    if quantity is not None and quantity.start <= noun.i < quantity.end:
        if quantity.noun is None or quantity.noun < quantity.end:
            return None
        noun = noun.doc[quantity.noun]
    if noun.pos_ in ("PRON", "NUM") or (noun.pos_ == "ADJ" and quantity is not None):
        return None
    left = min(
        (child.left_edge.i for child in noun.lefts if child.dep_ not in ("punct", "cc", "preconj")), default=noun.i
    )
    if quantity is not None and quantity.end <= noun.i:
        left = quantity.end
    while left < noun.i and noun.doc[left].lower_ in ("of", "the", "a", "an", "its", "other", "-", ",", "no"):
        left += 1
    return left, _right_edge(noun, counted=quantity is not None) + 1


def _right_edge(noun: Token, *, counted: bool) -> int:
    edge = noun.i
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.right_edge.i - noun.i <= 6:
            edge = max(edge, child.right_edge.i)
        elif (
            counted
            and child.dep_ == "conj"
            and child.pos_ in ("NOUN", "PROPN")
            and not any(c.dep_ in ("nummod", "det", "poss") for c in child.children)
        ):
            if child.i - noun.i <= 3:
                edge = max(edge, child.i)
        elif child.dep_ == "appos" and child.pos_ == "PROPN" and child.i == edge + 1:
            edge = child.right_edge.i
    return edge
