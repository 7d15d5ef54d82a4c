"""The dead and the injured. A toll may rise from report to report: near is at most half as many again, or one more."""

import numpy as np

from communique.incidents.columns import UNTOLD
from communique.incidents.comparing.look import UNKNOWN, Look, Pairs, staged
from communique.incidents.telling import Range, Telling

LEVELS = ("same of several", "same", "near", "other", UNKNOWN)
SEVERAL = 2
"""More than so many: two reports rarely have the same one by chance."""


def _levels(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    low, high = np.minimum(one, other), np.maximum(one, other)
    same = low == high
    near = (high <= np.maximum(1.5 * low, low + 1)) & (low > 1)
    return staged(len(one), 3, (low == UNTOLD, 4), (same & (low > SEVERAL), 0), (same, 1), (near, 2))


def _killed(pairs: Pairs) -> np.ndarray:
    found, a, b = pairs.found, pairs.a, pairs.b
    return _levels(found.killed[a], found.killed[b])


def _injured(pairs: Pairs) -> np.ndarray:
    found, a, b = pairs.found, pairs.a, pairs.b
    return _levels(found.injured[a], found.injured[b])


def _why(one: Range | None, other: Range | None) -> str:
    first, second = middle(one), middle(other)
    return "not told by both" if first is None or second is None else f"{first} and {second}"


def middle(toll: Range | None) -> int | None:
    """The number that a range is compared by: its low end where there is one."""
    return None if toll is None else toll[0] if toll[0] is not None else toll[1]


def _why_killed(one: Telling, other: Telling) -> str:
    return _why(one.killed, other.killed)


def _why_injured(one: Telling, other: Telling) -> str:
    return _why(one.injured, other.injured)


KILLED = Look("killed", LEVELS, _killed, _why_killed)
INJURED = Look("injured", LEVELS, _injured, _why_injured)
