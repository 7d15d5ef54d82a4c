"""The types: the same, of one family, or not."""

import numpy as np

from communique.incidents.comparing.look import UNKNOWN, Look, Pairs, shared, staged
from communique.incidents.telling import Telling


def _measure(pairs: Pairs) -> np.ndarray:
    found, a, b = pairs.found, pairs.a, pairs.b
    unknown = (found.kind[a] == 0) | (found.kind[b] == 0)
    same = found.kind[a] == found.kind[b]
    family = shared(found.families[a], found.families[b]).any(axis=1)
    alike = found.aggregate[a] == found.aggregate[b]
    return staged(len(a), 2, (unknown, 3), (same & alike, 0), (family & alike, 1))


def _why(one: Telling, other: Telling) -> str:
    if one.kind is None or other.kind is None:
        return "no event is told"
    words = one.kind if one.kind == other.kind else f"{one.kind} and {other.kind}"
    return words if one.aggregate == other.aggregate else f"{words}, one of them a summary of many happenings"


KIND = Look("kind", ("same", "family", "other", UNKNOWN), _measure, _why)
