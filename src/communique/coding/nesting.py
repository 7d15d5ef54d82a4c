"""What a threat would do, what a demand asks for and what a promise offers is not coded again (codebook, conventions)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Token

from communique.codebook.grammar import grammar

if TYPE_CHECKING:
    from communique.coding.happenings import Happening

INSIDE = frozenset(
    (
        "dobj",
        "xcomp",
        "ccomp",
        "prep",
        "pobj",
        "pcomp",
        "conj",
        "dative",
        "advcl",
        "attr",
        "nsubj",
        "nsubjpass",
        "csubj",
        "acl",
    )
)
"""Ways from a word up to the act that it is the content of."""


def drop_nested(found: Sequence["Happening"]) -> list["Happening"]:
    """The happenings that are not the content of a threat, a demand or a promise."""
    acts = {happening.head for happening in found if happening.type in grammar().acts_with_content}
    return [happening for happening in found if not _inside(happening, acts) and not _is_purpose(happening)]


def _is_purpose(happening: "Happening") -> bool:
    """Whether a promise is only what something else was done for ("a sit-in *to express* solidarity")."""
    head = happening.slots.head
    return happening.type == "promise" and head.dep_ in ("advcl", "acl") and _is_infinitive(head)


def _is_infinitive(token: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)


def _inside(happening: "Happening", acts: set[int]) -> bool:
    token = happening.slots.head
    if token.i in acts and not (happening.type == "promise" and _is_infinitive(token)):
        return False
    while token.head != token:
        if not _leads_inside(token) or _another_act(token, acts):
            return False
        token = token.head
        if token.i in acts:
            return True
    return False


def _another_act(token: Token, acts: set[int]) -> bool:
    """Whether a verb stands beside the act and not in it ("denied the claim *and said*")."""
    return token.dep_ == "conj" and token.head.i in acts and token.pos_ in ("VERB", "AUX")


def _leads_inside(token: Token) -> bool:
    """Whether what stands here is part of what the word above says, not of when or why it was said."""
    if token.dep_ not in INSIDE:
        return False
    if token.dep_ == "prep":
        return token.lower_ not in grammar().outer_prepositions
    if token.dep_ == "advcl":
        return any(
            child.lower_ in ("if", "unless", "until") for child in token.children if child.dep_ in ("mark", "advmod")
        )
    if token.dep_ in ("nsubj", "nsubjpass", "csubj"):
        return token.head.dep_ in ("ccomp", "xcomp", "advcl")
    if token.dep_ == "acl":
        return token.tag_ == "VB"
    return True
