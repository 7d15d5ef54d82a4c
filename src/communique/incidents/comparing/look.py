"""What a comparison is."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from communique.incidents.columns import THOUSAND, Columns
from communique.incidents.telling import Telling

CAPITAL, RARITY = np.uint64(1), np.uint64(0xFFFF)
"""Parts of a packed word."""
UNKNOWN = "unknown"
"""The last level of most comparisons: what the two tell cannot be compared."""


class Pairs:
    """Pairs of rows of columns: ``a`` and ``b`` are as long. What several comparisons ask for is found once."""

    def __init__(self, found: Columns, a: np.ndarray, b: np.ndarray) -> None:
        self.found, self.a, self.b = found, a, b

    def __len__(self) -> int:
        return len(self.a)

    @functools.cached_property
    def reports(self) -> tuple[np.ndarray, np.ndarray]:
        """The rows of their reports."""
        return self.found.report[self.a], self.found.report[self.b]

    @functools.cached_property
    def words(self) -> "Common":
        """The rare words of both reports."""
        one, other = self.reports
        return Common.of(self.found.words[one], self.found.words[other])


@dataclass(frozen=True)
class Common:
    """Packed words of two sorted together: each but the last, the next, and whether the two are one word."""

    first: np.ndarray
    second: np.ndarray
    same: np.ndarray

    @classmethod
    def of(cls, one: np.ndarray, other: np.ndarray) -> Self:
        """Faster than comparing each with each."""
        together = np.concatenate((one, other), axis=1)
        together.sort(axis=1)
        first, second = together[:, :-1], together[:, 1:]
        return cls(first, second, ((first ^ second) <= CAPITAL) & (first != 0))

    @functools.cached_property
    def weights(self) -> np.ndarray:
        """The rarity of ``first`` where the two are one word, else 0."""
        return np.where(self.same, weights(self.first), np.float32(0))


def weights(words: np.ndarray) -> np.ndarray:
    """Rarity of packed words (``columns.packed_word``)."""
    return ((words >> CAPITAL) & RARITY).astype(np.float32) / THOUSAND


@dataclass(frozen=True, slots=True)
class Look:
    """One comparison. ``levels`` go from what speaks most for one incident to what speaks least, then what cannot be told.

    ``measure`` takes pairs to an array of positions in ``levels``; ``why`` says of two tellings what was compared, in words.
    """

    name: str
    levels: tuple[str, ...]
    measure: Callable[[Pairs], np.ndarray]
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
