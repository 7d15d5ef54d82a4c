"""Tellings to groups, each an incident: block, score, take apart into components, cluster each.

Groups hang only on which tellings and decisions there are, never on the order in which they came.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from communique.incidents.clustering import cluster
from communique.incidents.columns import Columns
from communique.incidents.scoring import Scorer

Pair = tuple[int, int]
JOIN_AT = 0.0
"""Mean log odds from which two groups are one: as likely as not. A lower bound joins more of the gold's reports, and also the
bombs of two days in one town."""
UNLIKELY = -1.0
"""Log odds of two tellings of a part that share no edge (of -1, -2, -3, -4 and scoring each, best on the gold's incidents)."""
MOST = 800
"""Tellings that are clustered together; a larger component is taken apart at its weaker edges."""
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


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that are clustered together, and the bound of the edges that hold them together."""

    rows: np.ndarray
    level: float


def groups(
    report_names: np.ndarray, near: Edges, parts: Sequence[Part], bound: Bound, rank: np.ndarray
) -> Iterator[tuple[int, ...]]:
    """Every row of the parts in one group. ``rank`` orders the rows in a way that is the same in every run (by id).

    Two that share no edge count as ``UNLIKELY``: they were not compared, or are no likely pair.
    """
    place = np.full(len(report_names), -1, dtype=np.int64)
    of_part = np.full(len(report_names), -1, dtype=np.int64)
    ordered = [part.rows[np.argsort(rank[part.rows])] for part in parts]
    for number, rows in enumerate(ordered):
        of_part[rows], place[rows] = number, np.arange(len(rows))
    own = _edges_by_part(near, of_part, len(ordered))
    together = {row: number for number, group in enumerate(bound.same) for row in group}
    for rows, ends in zip(ordered, own, strict=True):
        if len(rows) == 1:
            yield (int(rows[0]),)
        else:
            scores = _scores(rows, place, near, ends, report_names)
            _decide(scores, rows, bound, together)
            group = cluster(scores, JOIN_AT)
            yield from (tuple(sorted(rows[group == each].tolist())) for each in set(group.tolist()))


def _edges_by_part(near: Edges, of_part: np.ndarray, count: int) -> list[np.ndarray]:
    """For every part the numbers of the edges within it."""
    inside = np.flatnonzero((of_part[near.a] == of_part[near.b]) & (of_part[near.a] >= 0))
    inside = inside[np.argsort(of_part[near.a[inside]], kind="stable")]
    return np.split(inside, np.searchsorted(of_part[near.a[inside]], np.arange(1, count))) if count else []


def _scores(rows: np.ndarray, place: np.ndarray, near: Edges, ends: np.ndarray, report_names: np.ndarray) -> np.ndarray:
    """Condensed scores of every two rows; two of one report are never one."""
    count = len(rows)
    one, other = place[near.a[ends]], place[near.b[ends]]
    low, high = np.minimum(one, other), np.maximum(one, other)
    scores = np.full(count * (count - 1) // 2, UNLIKELY)
    scores[count * low - low * (low + 1) // 2 + high - low - 1] = near.score[ends]
    names = report_names[rows]
    if len(np.unique(names)) < count:
        first, second = _pairs_of(count)
        scores[names[first] == names[second]] = -np.inf
    return scores


@functools.lru_cache(maxsize=16)
def _pairs_of(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Positions of every two of so many, in the order of condensed scores."""
    first, second = np.triu_indices(count, 1)
    return first, second


def _decide(scores: np.ndarray, rows: np.ndarray, bound: Bound, together: Mapping[int, int]) -> None:
    """What people decided goes before every likeness."""
    members = rows.tolist()
    apart = {row for pair in bound.apart for row in pair}
    if not any(row in together or row in apart for row in members):
        return
    for index, (one, other) in enumerate(combinations(members, 2)):
        if (min(one, other), max(one, other)) in bound.apart:
            scores[index] = -np.inf
        elif one in together and together[one] == together.get(other):
            scores[index] = np.inf


def parts_of(count: int, near: Edges, bound: Bound) -> list[Part]:
    """Components of all rows; one that is too large falls into those of its stronger edges, as often as it takes.

    What people tied stays tied.
    """
    pairs = [(one, other) for group in bound.same for one, other in zip(group, group[1:], strict=False)]
    tied = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    found: list[Part] = []
    level, waiting = JOIN_AT, np.ones(count, dtype=np.bool_)
    while waiting.any():
        strong = (near.score >= level) & waiting[near.a]
        own = tied[waiting[tied[:, 0]]]
        label = components(
            count, np.concatenate((near.a[strong], own[:, 0])), np.concatenate((near.b[strong], own[:, 1]))
        )
        small = (np.bincount(label, minlength=count)[label] <= MOST) | (not strong.any())
        found += [Part(rows, level) for rows in _split(np.flatnonzero(waiting & small), label)]
        waiting &= ~small
        level += STEP
    return found


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
