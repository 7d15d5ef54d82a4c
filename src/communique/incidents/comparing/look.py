"""What a comparison is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from communique.incidents.columns import Columns
from communique.incidents.telling import Telling

UNKNOWN = "unknown"
"""The last level of most comparisons: what the two tell cannot be compared."""


@dataclass(frozen=True, slots=True)
class Look:
    """One comparison. ``levels`` go from what speaks most for one incident to what speaks least, then what cannot be told.

    ``measure`` takes columns and two arrays of row numbers to an array of positions in ``levels``; ``why`` says of two tellings
    what was compared, in words.
    """

    name: str
    levels: tuple[str, ...]
    measure: Callable[[Columns, np.ndarray, np.ndarray], np.ndarray]
    why: Callable[[Telling, Telling], str]


def staged(pairs: int, otherwise: int, *stages: tuple[Any, int]) -> np.ndarray:
    """Positions of levels: the first stage whose condition (an array of booleans) holds, else ``otherwise``."""
    if not stages:
        return np.full(pairs, otherwise, dtype=np.int8)
    conditions, found = zip(*stages, strict=True)
    return np.select(conditions, [np.int8(level) for level in found], default=np.int8(otherwise)).astype(np.int8)


def steps(values: np.ndarray, bounds: tuple[float, ...], unknown: np.ndarray | None = None) -> np.ndarray:
    """Positions of levels by falling lower bounds: 0 from the first on, and so on; what is unknown comes last."""
    found = np.full(len(values), len(bounds), dtype=np.int8)
    for position in range(len(bounds) - 1, -1, -1):
        found[values >= bounds[position]] = position
    if unknown is not None:
        found[unknown] = len(bounds) + 1
    return found


def shared(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """For two arrays pairs by k of numbers, pairs by k: which of the first stand anywhere in the second. 0 is nothing."""
    found = np.zeros(one.shape, dtype=np.bool_)
    for column in range(other.shape[1]):
        found |= one == other[:, column : column + 1]
    return np.asarray(found & (one != 0))
