"""Groups by average link: two groups are joined where their members agree on the whole, so that no chain of likenesses joins
what its ends deny. The result does not hang on the order in which pairs come."""

import heapq
from collections.abc import Mapping

Pair = tuple[str, str]
UNMET = -2.0
"""Log odds of a pair that shares no block: little in common, though a long report may drown what it has."""
JOIN_AT = 0.0
"""Mean log odds from which two groups are one: as likely as not."""


def cluster(
    ids: frozenset[str], scores: Mapping[Pair, float], unmet: float = UNMET, join_at: float = JOIN_AT
) -> list[tuple[str, ...]]:
    """Groups of ids, each sorted, in the order of their first. ``scores`` are log odds of pairs, smaller id first.

    Raises ``KeyError`` where a pair names an id that is not there.
    """
    return _Groups(ids, scores, unmet).joined(join_at)


class _Groups:
    """Groups so far by their first id; for two groups the sum and number of the scored pairs between them."""

    def __init__(self, ids: frozenset[str], scores: Mapping[Pair, float], unmet: float) -> None:
        self.unmet = unmet
        self.members = {each: [each] for each in ids}
        self.links: dict[str, dict[str, tuple[float, int]]] = {each: {} for each in ids}
        for (one, other), score in scores.items():
            self.links[one][other] = self.links[other][one] = (score, 1)

    def joined(self, join_at: float) -> list[tuple[str, ...]]:
        """Join the two groups of highest mean until none is left above the bound; of equals those that come first."""
        waiting = [
            (-self._mean(one, other), one, other) for one, near in self.links.items() for other in near if one < other
        ]
        heapq.heapify(waiting)
        while waiting:
            negative, one, other = heapq.heappop(waiting)
            if -negative < join_at:
                break
            if other in self.links.get(one, ()) and self._mean(one, other) == -negative:
                self._join(one, other)
                for near in self.links[one]:
                    heapq.heappush(waiting, (-self._mean(one, near), min(one, near), max(one, near)))
        return sorted(tuple(sorted(group)) for group in self.members.values())

    def _mean(self, one: str, other: str) -> float:
        total, number = self.links[one][other]
        size = len(self.members[one]) * len(self.members[other])
        return round((total + self.unmet * (size - number)) / size, 9)

    def _join(self, one: str, other: str) -> None:
        self.members[one] += self.members.pop(other)
        for near, (total, number) in self.links.pop(other).items():
            del self.links[near][other]
            if near == one:
                continue
            had = self.links[one].get(near, (0.0, 0))
            self.links[one][near] = self.links[near][one] = (had[0] + total, had[1] + number)
