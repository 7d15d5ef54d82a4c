"""Groups by average link: two groups are joined where their members agree on the whole, so that no chain of likenesses joins
what its ends deny. The result does not hang on the order in which pairs come."""

import heapq
from collections.abc import Iterable, Mapping

Pair = tuple[int, int]


def cluster(ids: Iterable[int], scores: Mapping[Pair, float], join_at: float) -> list[tuple[int, ...]]:
    """Groups of ids, each sorted, in the order of their first. ``scores`` are log odds of every pair, smaller id first: minus
    infinity for two that must not be in one group, infinity for two that must.

    Raises ``KeyError`` where a pair names an id that is not there, or is missing.
    """
    return _Groups(ids, scores).joined(join_at)


class _Groups:
    """Groups so far by their first id; for two groups the mean of the scores between them."""

    def __init__(self, ids: Iterable[int], scores: Mapping[Pair, float]) -> None:
        self.members = {each: [each] for each in sorted(ids)}
        self.means: dict[int, dict[int, float]] = {each: {} for each in self.members}
        for (one, other), score in scores.items():
            self.means[one][other] = self.means[other][one] = score

    def joined(self, join_at: float) -> list[tuple[int, ...]]:
        """Join the two groups of highest mean until none is left above the bound; of equals those that come first."""
        waiting = [
            (-mean, one, other)
            for one, near in self.means.items()
            for other, mean in near.items()
            if one < other and mean >= join_at
        ]
        heapq.heapify(waiting)
        while waiting:
            negative, one, other = heapq.heappop(waiting)
            if self.means.get(one, {}).get(other) == -negative:
                self._join(one, other)
                for near, mean in self.means[one].items():
                    if mean >= join_at:
                        heapq.heappush(waiting, (-mean, min(one, near), max(one, near)))
        return sorted(tuple(sorted(group)) for group in self.members.values())

    def _join(self, one: int, other: int) -> None:
        sizes = len(self.members[one]), len(self.members[other])
        self.members[one] += self.members.pop(other)
        gone = self.means.pop(other)
        for near, mean in gone.items():
            del self.means[near][other]
            if near != one:
                both = (sizes[0] * self.means[one][near] + sizes[1] * mean) / sum(sizes)
                self.means[one][near] = self.means[near][one] = round(both, 9)
