"""How far a figure may be chance: intervals from drawing the reports again."""

import random
from collections.abc import Sequence

from communique.evaluation.counts import Counts

DRAWS = 1000
SEED = 20130121
"""Any fixed number: the same gold gives the same interval."""


def interval(by_report: Sequence[Counts], draws: int = DRAWS) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile of F1 over ``draws`` samples of as many reports, drawn with replacement."""
    if not by_report:
        return 0.0, 0.0
    chance = random.Random(SEED)
    drawn = sorted(sum(chance.choices(by_report, k=len(by_report)), Counts()).f1 for _ in range(draws))
    return drawn[int(0.025 * draws)], drawn[int(0.975 * draws) - 1]
