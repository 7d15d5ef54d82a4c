"""How far two readers agree.

Cohen's kappa: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960),
37-46: kappa = (p_o - p_e) / (1 - p_e), with the standard error sqrt(p_o (1 - p_o) / (N (1 - p_e)^2)). The interval of a share is
Wilson's: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927), 209-212.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt

Z95 = 1.959964
"""Of the normal distribution: 95 % lie within so many standard errors."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one field: ``same`` of ``total`` pairs agree; the share with its 95 % interval, null where there are no pairs; kappa with
    its own, null where it has no meaning: for values that are not nominal, and where both always say the same one thing.
    """

    same: int
    total: int
    share: float | None
    low: float | None
    high: float | None
    kappa: float | None = None
    kappa_low: float | None = None
    kappa_high: float | None = None


def agreement(pairs: Sequence[tuple[Hashable, Hashable]], nominal: bool) -> Agreement:
    """Of pairs of values, first and second reader's."""
    same, total = sum(one == other for one, other in pairs), len(pairs)
    if not total:
        return Agreement(0, 0, None, None, None)
    low, high = wilson(same, total)
    found = kappa(pairs) if nominal else None
    if found is None:
        return Agreement(same, total, same / total, low, high)
    value, error = found
    return Agreement(
        same, total, same / total, low, high, value, max(-1.0, value - Z95 * error), min(1.0, value + Z95 * error)
    )


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> tuple[float, float] | None:
    """Cohen's kappa and its standard error; null where agreement by chance is certain (one value alone)."""
    total = len(pairs)
    observed = sum(one == other for one, other in pairs) / total
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(first[value] * second[value] for value in first) / total**2
    if by_chance == 1:
        return None
    error = sqrt(observed * (1 - observed) / (total * (1 - by_chance) ** 2))
    return (observed - by_chance) / (1 - by_chance), error


def wilson(same: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    share, square = same / total, Z95**2
    middle = share + square / (2 * total)
    half = Z95 * sqrt(share * (1 - share) / total + square / (4 * total**2))
    width = 1 + square / total
    return max(0.0, (middle - half) / width), min(1.0, (middle + half) / width)
