"""How far a figure may be chance: intervals from drawing the units (reports, articles, sentences) again."""

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from communique.evaluation.counts import Counts

DRAWS = 1000
SLOW_DRAWS = 200
"""Draws for a measure that is no sum of counts (a median, a mean over classes)."""
SEED = 20130121
"""Any fixed number: the same gold gives the same interval."""
Unit = TypeVar("Unit")


def interval(by_unit: Sequence[Counts], draws: int = DRAWS) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile of F1 over ``draws`` samples of as many units, drawn with replacement."""
    if not by_unit:
        return 0.0, 0.0
    counts = np.array([(unit.right, unit.found, unit.wanted) for unit in by_unit], dtype=float)
    chance = np.random.default_rng(SEED)
    share = np.full(len(by_unit), 1 / len(by_unit))
    sums = [(chance.multinomial(len(by_unit), share) @ counts).tolist() for _ in range(draws)]
    return _middle(sorted(Counts(*row).f1 for row in sums))


def interval_of(measure: Callable[[Sequence[Unit]], float], units: Sequence[Unit]) -> tuple[float, float]:
    """The same for any measure of a sequence of units."""
    if not units:
        return 0.0, 0.0
    chance = random.Random(SEED)
    return _middle(sorted(measure(chance.choices(units, k=len(units))) for _ in range(SLOW_DRAWS)))


def _middle(drawn: Sequence[float]) -> tuple[float, float]:
    return drawn[int(0.025 * len(drawn))], drawn[int(0.975 * len(drawn)) - 1]
