"""Which events of a store are clustered together: components of edges, the larger ones at higher bounds, as in linking at once.

Only what an event may have changed is looked at: its own component at the lowest bound at which it is small enough, and those that
were clustered with any of its members before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.incidents.partition import JOIN_AT, MOST, STEP
from communique.incidents.store.database import Database
from communique.incidents.store.decided import tied
from communique.incidents.store.tables import selected


@dataclass(frozen=True, slots=True)
class Kept:
    """Row numbers of events that are clustered together, in order, and the bound of their edges."""

    ns: tuple[int, ...]
    level: float


def changed(database: Database, touched: Iterable[int], *, growing: bool) -> list[Kept]:
    """The parts to be clustered anew, written down as such. ``growing`` says that no edge was lost, so that no bound can sink."""
    seeds = set(touched)
    waiting, done, found = sorted(seeds), set[int](), list[Kept]()
    decided = bool(database.execute("SELECT EXISTS (SELECT 1 FROM link_decision WHERE undone IS NULL)").fetchone()[0])
    while waiting:
        n = waiting.pop()
        if n in done:
            continue
        part = _part(database, n, growing, decided)
        done.update(part.ns)
        mates = _mates(database, part.ns)
        if mates == set(part.ns) and not mates & seeds:
            continue
        found.append(part)
        waiting.extend(mates - done)
    rows = [(part.ns[0], part.level, n) for part in found for n in part.ns]
    database.executemany("UPDATE link_event SET part = ?, level = ? WHERE n = ?", rows)
    return found


def _mates(database: Database, ns: Sequence[int]) -> set[int]:
    """All that were clustered with any of these before."""
    parts = {part for (part,) in selected(database, "SELECT DISTINCT part FROM link_event WHERE n IN ({})", ns)}
    rows = selected(database, "SELECT n FROM link_event WHERE part IN ({})", sorted(parts - {None}))
    return {int(n) for (n,) in rows}


def _part(database: Database, n: int, growing: bool, decided: bool) -> Kept:
    """The component of an event at the lowest bound at which it has no more than ``MOST`` events."""
    row = database.execute("SELECT level FROM link_event WHERE n = ?", (n,)).fetchone()
    level = row[0] if growing and row[0] is not None else JOIN_AT
    while (ns := _reached(database, n, level, growing, decided)) is None:
        level += STEP
    return Kept(tuple(sorted(ns)), level)


def _reached(database: Database, n: int, level: float, growing: bool, decided: bool) -> set[int] | None:
    """What edges of the bound and decisions lead to; null where that is too much. An event that had to be clustered at a
    higher bound stands in a component that is too large at this one."""
    seen, waiting = {n}, {n}
    strongest = -1.0
    while waiting:
        query = "SELECT other, score, level FROM link_edge JOIN link_event ON n = other WHERE one IN ({})"
        near = set()
        for other, score, own in selected(database, query, sorted(waiting)):
            strongest = max(strongest, score)
            if score >= level:
                if growing and own is not None and own > level:
                    return None
                near.add(int(other))
        waiting = (near | (tied(database, waiting) if decided else set())) - seen
        seen |= waiting
        if len(seen) > MOST and strongest >= level:
            return None
    return seen
