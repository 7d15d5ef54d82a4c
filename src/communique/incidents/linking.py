"""Compare two tellings, explain it, and group many."""

from collections.abc import Sequence

from communique.incidents.blocking import pairs
from communique.incidents.clustering import JOIN_AT, cluster
from communique.incidents.comparison import Comparison, Explained
from communique.incidents.levels import Prepared, look, prepare
from communique.incidents.telling import Telling
from communique.incidents.weights import Weights, load_weights
from communique.incidents.words import Frequencies, frequencies


class Linker:
    """Links tellings of one collection; how rare a word is is counted over that collection."""

    def __init__(self, tellings: Sequence[Telling], weights: Weights | None = None) -> None:
        """Raises ``ValueError`` where two tellings have one id."""
        self.tellings = tuple(sorted(tellings, key=lambda telling: telling.id))
        self.weights = weights if weights is not None else load_weights()
        self.common: Frequencies = frequencies(telling.words.keys() | telling.names for telling in self.tellings)
        self.prepared = {telling.id: prepare(telling, self.common) for telling in self.tellings}
        if len(self.prepared) != len(self.tellings):
            raise ValueError("two tellings have one id")

    def compare(self, one: str, other: str) -> Explained:
        """Every comparison of two tellings by id. Raises ``KeyError`` on an id that is not there."""
        a, b = self.prepared[min(one, other)], self.prepared[max(one, other)]
        found = tuple(Comparison(name, level, self.weights.of(name, level), why) for name, level, why in look(a, b))
        return Explained(a.telling.id, b.telling.id, self.weights.prior, found)

    def candidates(self) -> list[tuple[str, str]]:
        """Ids of the pairs that share a block, smaller id first."""
        return [(self.tellings[a].id, self.tellings[b].id) for a, b in pairs(self.tellings, self.common)]

    def clusters(self, join_at: float = JOIN_AT) -> list[tuple[str, ...]]:
        """Groups of ids, each an incident; the same whatever the order in which the tellings came."""
        scores = {pair: self._score(self.prepared[pair[0]], self.prepared[pair[1]]) for pair in self.candidates()}
        return cluster(frozenset(self.prepared), scores, join_at=join_at)

    def _score(self, one: Prepared, other: Prepared) -> float:
        return self.weights.prior + sum(self.weights.of(name, level) for name, level, _ in look(one, other))
