"""How near, in the parse, a time or a place stands to a happening: the cost of walking from one to the other.

A time in the same clause is the happening's own; one in the clause above a participle usually is; one in a relative clause
beside it, or above "said that", is another's. The costs say so in numbers; what costs ``FAR`` or more is not taken.
"""

from collections.abc import Container

from spacy.tokens import Token

from communique.coding.phrases import path_up

FAR = 12.0
UP = {
    "relcl": 6.0,
    "acl": 3.0,
    "ccomp": 7.0,
    "csubj": 4.0,
    "advcl": 2.0,
    "xcomp": 0.5,
    "conj": 2.0,
    "pcomp": 1.0,
    "appos": 2.0,
}
DOWN = {
    "relcl": 7.0,
    "acl": 4.0,
    "ccomp": 5.0,
    "advcl": 5.0,
    "xcomp": 1.5,
    "conj": 5.0,
    "pcomp": 4.0,
    "appos": 2.0,
    "parataxis": 6.0,
}
OWN_CLAUSE = 1.5
"""A clause that tells of the happening itself ("a coup that was led by soldiers in the capital")."""

OWN_PHRASE = 2.0
"""Taken off for what stands in the happening's own phrase, after it ("a coup in the capital")."""

STEP_UP = 0.5
STEP_DOWN = 0.8
RIVAL = 8.0
"""Extra cost for passing another happening on the way down."""


def cost(trigger: Token, target: Token, rivals: Container[int]) -> float:
    """Cost of the walk; infinite across sentences. ``rivals`` are the head tokens of the other happenings."""
    up_path, down_path = path_up(trigger), path_up(target)
    if up_path[-1] != down_path[-1]:
        return float("inf")
    ancestors = {token.i: steps for steps, token in enumerate(up_path)}
    meeting = next(token for token in down_path if token.i in ancestors)
    total = 0.0
    for token in up_path[: ancestors[meeting.i]]:
        total += UP.get(token.dep_, STEP_UP)
    for token in down_path:
        if token.i == meeting.i:
            break
        own = token.head.i == trigger.i and token.dep_ in ("relcl", "acl")
        total += OWN_CLAUSE if own else DOWN.get(token.dep_, STEP_DOWN)
        if token.i in rivals:
            total += RIVAL
    below = OWN_PHRASE if meeting.i == trigger.i and target.i > trigger.i else 0.0
    return max(0.0, total - below) + 0.02 * abs(trigger.i - target.i)
