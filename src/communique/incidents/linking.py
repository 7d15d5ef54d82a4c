"""Group tellings into incidents, and explain why two are joined or not: the library's way in, without a store."""

from collections.abc import Sequence

import numpy as np

from communique.incidents.blocking import keys, pairs
from communique.incidents.columns import columns
from communique.incidents.partition import Bound, edges, groups, parts_of
from communique.incidents.scoring import Explained, Scorer
from communique.incidents.telling import Telling
from communique.incidents.weights import Weights, load_weights


class Linker:
    """Links tellings. Which of them are joined hangs on what they tell and on nothing else."""

    def __init__(self, tellings: Sequence[Telling], weights: Weights | None = None) -> None:
        """Raises ``ValueError`` where two tellings have one id."""
        self.tellings = tuple(sorted(tellings, key=lambda telling: telling.id))
        self.by_id = {telling.id: telling for telling in self.tellings}
        if len(self.by_id) != len(self.tellings):
            raise ValueError("two tellings have one id")
        self.scorer = Scorer(weights if weights is not None else load_weights())
        self.columns = columns(self.tellings)

    def compare(self, one: str, other: str) -> Explained:
        """Every comparison of two tellings by id. Raises ``KeyError`` on an id that is not there."""
        return self.scorer.explain(self.by_id[min(one, other)], self.by_id[max(one, other)])

    def candidates(self) -> tuple[np.ndarray, np.ndarray]:
        """Rows of the pairs that share a block, smaller first; rows are positions in ``tellings``."""
        blocks = [keys(telling) for telling in self.tellings]
        rows = np.repeat(np.arange(len(blocks)), [len(found) for found in blocks])
        return pairs(np.array([key for found in blocks for key in found], dtype=np.int64), rows)

    def clusters(self, bound: Bound | None = None) -> list[tuple[str, ...]]:
        """Groups of ids, each an incident, in the order of their first; ``bound`` is by rows."""
        near = edges(self.columns, *self.candidates(), self.scorer)
        held = bound or Bound()
        parts = parts_of(len(self.tellings), near, held)
        found = groups(self.columns.report_name, near, parts, held, np.arange(len(self.tellings)))
        return sorted(tuple(self.tellings[row].id for row in group) for group in found)
