"""Log odds that two tellings are of one incident, for many pairs at once, and explained for one."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from communique.incidents.columns import Columns, columns
from communique.incidents.comparing.look import Look, Pairs
from communique.incidents.comparing.looks import LOOKS, TIERS
from communique.incidents.telling import Telling
from communique.incidents.weights import Weights

CHUNK = 20_000
"""Pairs compared at a time: the columns of so many fit the processor's cache and memory."""
NEVER = -8.0
"""Log odds given to pairs that cannot reach the bound, whatever the comparisons that are left would add."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One look at two tellings. ``weight`` is what it adds to the log odds (natural logarithm) that they are of one incident."""

    name: str
    level: str
    weight: float
    why: str
    """What was compared, in words."""


@dataclass(frozen=True, slots=True)
class Explained:
    """All comparisons of two tellings. ``prior`` is the log odds of a pair of one block before anything is compared."""

    one: str
    other: str
    prior: float
    comparisons: tuple[Comparison, ...]

    @property
    def score(self) -> float:
        """Log odds that the two are of one incident."""
        return self.prior + sum(comparison.weight for comparison in self.comparisons)


class Scorer:
    """Scores pairs by given weights."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._tables = {
            look.name: np.array([weights.of(look.name, level) for level in look.levels], dtype=np.float32)
            for look in LOOKS
        }
        most = [sum(float(self._tables[look.name].max()) for look in tier) for tier in TIERS]
        self._rest = [sum(most[number + 1 :]) for number in range(len(TIERS))]
        """What the tiers after each can add at the most."""

    def scores(self, found: Columns, a: np.ndarray, b: np.ndarray, least: float | None = None) -> np.ndarray:
        """Log odds of pairs of rows. With ``least``, pairs that cannot reach it get ``NEVER``."""
        if not len(a):
            return np.empty(0, dtype=np.float32)
        if len(a) <= CHUNK:
            return self._scores(found, a, b, least)
        starts = range(0, len(a), CHUNK)
        with ThreadPoolExecutor(os.cpu_count()) as threads:  # NumPy lets go of the interpreter while it works
            parts = threads.map(lambda at: self._scores(found, a[at : at + CHUNK], b[at : at + CHUNK], least), starts)
            return np.concatenate(list(parts))

    def _scores(self, found: Columns, a: np.ndarray, b: np.ndarray, least: float | None) -> np.ndarray:
        scores = np.full(len(a), NEVER, dtype=np.float32)
        within = np.arange(len(a))
        sums = np.full(len(a), self.weights.prior, dtype=np.float32)
        for tier, rest in zip(TIERS, self._rest, strict=True):
            sums = sums + self._added(tier, Pairs(found, a[within], b[within]))
            if least is not None:
                kept = np.flatnonzero(sums + rest >= least)
                within, sums = within[kept], sums[kept]
        scores[within] = sums
        return scores

    def _added(self, looks: tuple[Look, ...], pairs: Pairs) -> np.ndarray:
        total = np.zeros(len(pairs), dtype=np.float32)
        for look in looks:
            total += self._tables[look.name][look.measure(pairs)]
        return total

    def explain(self, one: Telling, other: Telling) -> Explained:
        """Every comparison of two tellings with its level, weight and words."""
        pairs = Pairs(columns((one, other)), np.array([0]), np.array([1]))
        comparisons = []
        for look in LOOKS:
            level = look.levels[int(look.measure(pairs)[0])]
            comparisons.append(Comparison(look.name, level, self.weights.of(look.name, level), look.why(one, other)))
        return Explained(one.id, other.id, self.weights.prior, tuple(comparisons))
