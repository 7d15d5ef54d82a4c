"""Tellings to groups, each an incident: block, score, take apart into components, cluster each.

Groups hang only on which tellings and decisions there are, never on the order in which they came.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from communique.incidents.clustering import Pair, cluster
from communique.incidents.columns import Columns
from communique.incidents.scoring import Scorer

JOIN_AT = 0.0
"""Mean log odds from which two groups are one: as likely as not."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What people decided, by rows: groups that are one, and pairs that are never one."""

    same: tuple[tuple[int, ...], ...] = ()
    apart: frozenset[Pair] = field(default_factory=frozenset)


def edges(found: Columns, a: np.ndarray, b: np.ndarray, scorer: Scorer) -> tuple[np.ndarray, np.ndarray]:
    """Of the pairs those of different reports whose log odds reach ``JOIN_AT``."""
    other = found.report_name[a] != found.report_name[b]
    a, b = a[other], b[other]
    near = scorer.scores(found, a, b, JOIN_AT) >= JOIN_AT
    return a[near], b[near]


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


def groups(found: Columns, a: np.ndarray, b: np.ndarray, scorer: Scorer, bound: Bound) -> list[tuple[int, ...]]:
    """Every row in one group. ``a`` and ``b`` are the ends of ``edges``."""
    tied = [(one, other) for group in bound.same for one, other in zip(group, group[1:], strict=False)]
    if tied:
        a = np.concatenate((a, [one for one, _ in tied]))
        b = np.concatenate((b, [other for _, other in tied]))
    label = components(len(found), a, b)
    order = np.argsort(label, kind="stable")
    starts = np.flatnonzero(label[order][1:] != label[order][:-1]) + 1
    together = _together(bound)
    made: list[tuple[int, ...]] = []
    for rows in np.split(order, starts) if len(order) else []:
        made.extend([(int(rows[0]),)] if len(rows) == 1 else _clusters(found, rows, scorer, bound, together))
    return made


def _together(bound: Bound) -> Mapping[int, int]:
    """For each row of a group that people made the number of the group."""
    return {row: number for number, group in enumerate(bound.same) for row in group}


def _clusters(
    found: Columns, rows: np.ndarray, scorer: Scorer, bound: Bound, together: Mapping[int, int]
) -> list[tuple[int, ...]]:
    """Within a component every two are compared."""
    first, second = np.triu_indices(len(rows), 1)
    a, b = rows[first], rows[second]
    scores = scorer.scores(found, a, b).astype(np.float64)
    scores[found.report_name[a] == found.report_name[b]] = -np.inf
    ends = zip(a.tolist(), b.tolist(), strict=True)
    pairs = dict(zip(ends, np.round(scores, 6).tolist(), strict=True))
    pairs.update(_decided(rows.tolist(), bound, together))
    return cluster(rows.tolist(), pairs, JOIN_AT)


def _decided(rows: list[int], bound: Bound, together: Mapping[int, int]) -> Iterator[tuple[Pair, float]]:
    """What people decided goes before every likeness."""
    if bound.apart:
        yield from ((pair, -np.inf) for pair in combinations(rows, 2) if pair in bound.apart)
    if together:
        tied = [row for row in rows if row in together]
        yield from ((pair, np.inf) for pair in combinations(tied, 2) if together[pair[0]] == together[pair[1]])
