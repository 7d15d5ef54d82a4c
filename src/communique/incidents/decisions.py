"""What people decided of incidents: that events are one, or are not; no later run undoes it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from communique.incidents.partition import Bound


class DecisionError(ValueError):
    """A decision that cannot be kept; the message names what it contradicts and the remedy."""


@dataclass(frozen=True, slots=True)
class Decision:
    """``same``: all of ``events`` are one incident. ``apart``: none of ``events`` is one with any of ``others``. Event ids."""

    kind: Literal["same", "apart"]
    events: tuple[str, ...]
    others: tuple[str, ...] = ()
    who: str | None = None
    why: str | None = None
    number: int | None = None
    at: str | None = None

    @property
    def all(self) -> tuple[str, ...]:
        """Every event that it speaks of."""
        return (*self.events, *self.others)


def bound(decisions: Iterable[Decision], rows: Mapping[str, int]) -> Bound:
    """The decisions by rows; those of events that are not there wait until they are. Rows of a group are sorted.

    Raises ``DecisionError`` where two decisions contradict each other.
    """
    kept = sorted(decisions, key=lambda decision: decision.number or 0)
    root: dict[int, int] = {}
    for decision in kept:
        if decision.kind == "same":
            _tie(root, [rows[event] for event in decision.events if event in rows])
    apart = set()
    for decision in kept:
        if decision.kind == "apart":
            for one, other in _across(decision, rows):
                if _find(root, one) == _find(root, other):
                    raise DecisionError(_contradiction(decision))
                apart.add((min(one, other), max(one, other)))
    groups: dict[int, list[int]] = {}
    for row in sorted(root):
        groups.setdefault(_find(root, row), []).append(row)
    return Bound(tuple(tuple(group) for group in groups.values()), frozenset(apart))


def _across(decision: Decision, rows: Mapping[str, int]) -> Iterable[tuple[int, int]]:
    ones = [rows[event] for event in decision.events if event in rows]
    others = [rows[event] for event in decision.others if event in rows]
    return product(ones, others)


def _contradiction(decision: Decision) -> str:
    number = f" {decision.number}" if decision.number is not None else ""
    return (
        f"decision{number} holds {decision.events[0]} and {decision.others[0]} apart, and others make them one; "
        "take one of them back with: communique incident undo NUMBER"
    )


def _tie(root: dict[int, int], rows: Sequence[int]) -> None:
    for row in rows:
        root.setdefault(row, row)
    for row in rows[1:]:
        one, other = _find(root, rows[0]), _find(root, row)
        root[max(one, other)] = min(one, other)


def _find(root: Mapping[int, int], row: int) -> int:
    while root.get(row, row) != row:
        row = root[row]
    return row
