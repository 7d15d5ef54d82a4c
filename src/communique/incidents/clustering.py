"""Groups by average link: two groups are joined where their members agree on the whole, so that no chain of likenesses joins
what its ends deny. The joining is SciPy's."""

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

DECIDED = 1e9
"""Stands for infinity in means: what people decided, and two events of one report."""


def cluster(scores: np.ndarray, join_at: float) -> np.ndarray:
    """For each of n things the number of its group. ``scores`` are log odds of every pair, condensed (as ``scipy.spatial``
    has it: 01, 02 ... 12 ...): minus infinity for two that must not be in one group, infinity for two that must.

    Of equally near groups those that come first are joined first, so things must come in an order that does not change.
    """
    bounded = np.clip(np.round(scores, 4), -DECIDED, DECIDED)
    far = DECIDED - bounded
    return np.asarray(fcluster(linkage(far, "average"), DECIDED - join_at, "distance"))
