"""Draws, faster than ``random.choice``."""

import math
from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def pick(items: Sequence[T], chance: Random) -> T:
    """One of them, each as likely as the other. Raises ``IndexError`` where there are none."""
    return items[int(chance.random() * len(items))]


def heavy(chance: Random, tail: float, most: int) -> int:
    """A whole number from 1 to ``most`` of a Pareto distribution: ``tail`` near 1 gives many large ones."""
    return min(most, int(chance.paretovariate(tail)))


def losses(chance: Random, middle: float) -> int:
    """How many people, at least 1: lognormal, so that few are many."""
    return max(1, round(middle * math.exp(chance.gauss(0.0, 0.9))))
