"""Tellings to groups, each an incident: block, score, take apart into components, cluster each.

Groups hang only on which tellings and decisions there are, never on the order in which they came.
"""

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from communique.incidents.clustering import cluster
from communique.incidents.columns import Columns
from communique.incidents.scoring import Scorer

Pair = tuple[int, int]
JOIN_AT = 0.0
"""Mean log odds from which two groups are one: as likely as not. A lower bound joins more of the gold's reports, and also the
bombs of two days in one town."""
FAR = -5.0
"""Log odds below which it does not matter by how much two tellings of a component differ."""
MOST = 800
"""Tellings that are clustered together; a larger component is taken apart at its weaker edges."""
PAIRS = 100_000
"""Pairs of components that are scored together, as each scoring costs a millisecond however few its pairs."""
STEP = 0.5
"""Log odds by which the bound of edges rises where a component is too large."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What people decided, by rows: groups that are one, and pairs that are never one (smaller row first)."""

    same: tuple[tuple[int, ...], ...] = ()
    apart: frozenset[Pair] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of rows whose log odds reach ``JOIN_AT``."""

    a: np.ndarray
    b: np.ndarray
    score: np.ndarray


def edges(found: Columns, a: np.ndarray, b: np.ndarray, scorer: Scorer) -> Edges:
    """Of the pairs those of different reports that are likely enough."""
    return edges_of(found, [(a, b)], scorer)


def edges_of(found: Columns, parts: Iterable[tuple[np.ndarray, np.ndarray]], scorer: Scorer) -> Edges:
    """``edges`` of pairs that come in parts; of each only the edges are kept."""
    kept = [_edges(found, a, b, scorer) for a, b in parts]
    nothing = np.empty(0, dtype=np.int32)
    ends = [(np.concatenate([each[end] for each in kept]) if kept else nothing) for end in range(2)]
    scores = np.concatenate([each[2] for each in kept]) if kept else nothing.astype(np.float32)
    return Edges(ends[0], ends[1], scores)


def _edges(found: Columns, a: np.ndarray, b: np.ndarray, scorer: Scorer) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    other = found.report_name[a] != found.report_name[b]
    a, b = a[other], b[other]
    score = scorer.scores(found, a, b, JOIN_AT)
    near = score >= JOIN_AT
    return a[near].astype(np.int32), b[near].astype(np.int32), score[near]


def groups(found: Columns, near: Edges, scorer: Scorer, bound: Bound, rank: np.ndarray) -> list[tuple[int, ...]]:
    """Every row in one group. ``rank`` orders the rows in a way that is the same in every run (by id)."""
    tied = [(one, other) for group in bound.same for one, other in zip(group, group[1:], strict=False)]
    parts = _parts(len(found), near, np.array(tied, dtype=np.int64).reshape(-1, 2))
    ordered = (rows[np.argsort(rank[rows])] for rows in parts)
    return [group for batch in _batches(ordered) for group in _clusters(found, batch, scorer, bound)]


def _batches(parts: Iterable[np.ndarray]) -> Iterator[list[np.ndarray]]:
    """Components together that have about ``PAIRS`` pairs, to be scored at once."""
    batch: list[np.ndarray] = []
    pairs = 0
    for rows in parts:
        batch.append(rows)
        pairs += len(rows) * (len(rows) - 1) // 2
        if pairs >= PAIRS:
            yield batch
            batch, pairs = [], 0
    yield batch


def _parts(count: int, near: Edges, tied: np.ndarray) -> Iterator[np.ndarray]:
    """Components; those that are too large by the stronger edges only, as often as it takes. What people tied stays tied."""
    least, waiting = JOIN_AT, np.ones(count, dtype=np.bool_)
    while waiting.any():
        strong = (near.score >= least) & waiting[near.a]
        own = tied[waiting[tied[:, 0]]]
        label = components(
            count, np.concatenate((near.a[strong], own[:, 0])), np.concatenate((near.b[strong], own[:, 1]))
        )
        sizes = np.bincount(label, minlength=count)
        small = (sizes[label] <= MOST) | (not strong.any())
        yield from _split(np.flatnonzero(waiting & small), label)
        waiting &= ~small
        least += STEP


def _split(rows: np.ndarray, label: np.ndarray) -> Iterator[np.ndarray]:
    order = rows[np.argsort(label[rows], kind="stable")]
    if len(order):
        yield from np.split(order, np.flatnonzero(label[order][1:] != label[order][:-1]) + 1)


def components(rows: int, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """For each row the smallest row that edges lead to."""
    label = np.arange(rows)
    while True:
        least = np.minimum(label[a], label[b])
        before = label.copy()
        np.minimum.at(label, label[a], least)
        np.minimum.at(label, label[b], least)
        label = label[label]
        if np.array_equal(label, before):
            return label


def _clusters(found: Columns, parts: Sequence[np.ndarray], scorer: Scorer, bound: Bound) -> Iterator[tuple[int, ...]]:
    """Within a component every two are compared."""
    yield from ((int(rows[0]),) for rows in parts if len(rows) == 1)
    several = [rows for rows in parts if len(rows) > 1]
    if not several:
        return
    ends = [(rows[first], rows[second]) for rows in several for first, second in (_pairs_of(len(rows)),)]
    a, b = np.concatenate([one for one, _ in ends]), np.concatenate([other for _, other in ends])
    scores = scorer.scores(found, a, b, FAR).astype(np.float64)
    scores[found.report_name[a] == found.report_name[b]] = -np.inf
    if bound.apart or bound.same:
        _decide(scores, a, b, bound)
    stops = np.cumsum([len(one) for one, _ in ends])
    for rows, own in zip(several, np.split(scores, stops[:-1]), strict=True):
        number = cluster(own, JOIN_AT)
        for each in set(number.tolist()):
            yield tuple(sorted(rows[number == each].tolist()))


@functools.lru_cache(maxsize=64)
def _pairs_of(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Positions of every two of so many, in the order of a condensed matrix."""
    first, second = np.triu_indices(count, 1)
    return first, second


def _decide(scores: np.ndarray, a: np.ndarray, b: np.ndarray, bound: Bound) -> None:
    """What people decided goes before every likeness."""
    together = {row: number for number, group in enumerate(bound.same) for row in group}
    for index, (one, other) in enumerate(zip(a.tolist(), b.tolist(), strict=True)):
        if (min(one, other), max(one, other)) in bound.apart:
            scores[index] = -np.inf
        elif one in together and together[one] == together.get(other):
            scores[index] = np.inf
