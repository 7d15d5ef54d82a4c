"""How the report asserts a happening: done, going on, planned, imagined or denied; stated or hedged."""

from spacy.tokens import Doc, Token

from communique.coding.assertion import climb, sentence
from communique.coding.assertion.actors import actor_alleged
from communique.coding.assertion.signals import Assertion, Signal, resolve
from communique.coding.assertion.table import AssertionTable, AssertionTableError, build, check, table


def assess(doc: Doc, head_token_index: int, words: AssertionTable | None = None) -> Assertion:
    """Status and certainty of the happening that the token at ``head_token_index`` names, by the parse alone."""
    used = words if words is not None else table()
    head = doc[head_token_index]
    found: list[Signal] = [*climb.signals(head, used), *sentence.signals(head, used)]
    return resolve(found)


def assess_act(doc: Doc, head_token_index: int, words: AssertionTable | None = None) -> Assertion:
    """The same for words that are acts (a threat, a demand, a claim): done once said, unless no one said them.

    What a threat would do, and when a promise will be kept, does not bear on the act of saying it.
    """
    used = words if words is not None else table()
    head = doc[head_token_index]
    return resolve(item for item in climb.signals(head, used) if _denies_act(item, head, used))


def _denies_act(item: Signal, head: Token, used: AssertionTable) -> bool:
    if item.effect != "negated":
        return False
    if item.rule.startswith("negation"):
        return head.pos_ == "VERB" and head.lemma_ in used.saying_acts
    return item.rule.startswith(("no one", "no such"))


__all__ = [
    "Assertion",
    "AssertionTable",
    "AssertionTableError",
    "Signal",
    "actor_alleged",
    "assess",
    "assess_act",
    "build",
    "check",
    "table",
]
