"""What new events change: their blocks, the pairs that meet in them, and the groups these lead to. Nothing else is touched."""

import functools
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np

from communique.incidents.blocking import LARGEST, keys
from communique.incidents.columns import columns
from communique.incidents.decisions import bound
from communique.incidents.partition import Edges, edges, groups
from communique.incidents.scoring import Scorer
from communique.incidents.store.decided import decisions_of, tied
from communique.incidents.store.events import load
from communique.incidents.store.names import assign
from communique.incidents.store.tables import selected
from communique.incidents.telling import Telling, telling


def enter(connection: sqlite3.Connection, scorer: Scorer, new: Mapping[int, Telling]) -> None:
    """Put new events into their blocks, find their pairs, and group what they touch anew. ``new`` is by row number."""
    blocks = {n: keys(each) for n, each in new.items()}
    rows = [(key, n) for n, found in blocks.items() for key in found]
    connection.executemany("INSERT INTO block (key, event) VALUES (?, ?)", rows)
    met: set[tuple[int, int]] = set()
    touched = set(new)
    for key in dict.fromkeys(key for key, _ in rows):
        members = _members(connection, key, LARGEST + len(new))
        if len(members) <= LARGEST:
            met.update((min(a, b), max(a, b)) for a in members if a in new for b in members if a != b)
        elif len(old := [each for each in members if each not in new]) <= LARGEST:
            touched |= _part(connection, key, old)
    _join(connection, scorer, met, new)
    regroup(connection, scorer, touched)


def leave(connection: sqlite3.Connection, scorer: Scorer, gone: Mapping[int, Telling]) -> None:
    """Take events out of their blocks and pairs, and group anew what they had touched."""
    touched = _near(connection, gone)
    rows = [(key, n) for n, each in gone.items() for key in keys(each)]
    connection.executemany("DELETE FROM edge WHERE one = ?", [(n,) for n in gone])
    connection.executemany("DELETE FROM edge WHERE other = ?", [(n,) for n in gone])
    connection.executemany("DELETE FROM block WHERE key = ? AND event = ?", rows)
    met: set[tuple[int, int]] = set()
    for key, taken in Counter(key for key, _ in rows).items():
        members = _members(connection, key, LARGEST)
        if len(members) <= LARGEST < len(members) + taken:
            met.update(combinations(sorted(members), 2))
    touched |= {n for pair in met for n in pair}
    _join(connection, scorer, met, {})
    regroup(connection, scorer, touched - gone.keys())


def regroup(connection: sqlite3.Connection, scorer: Scorer, touched: Iterable[int]) -> None:
    """Group anew every component that the events are of."""
    region = _closure(connection, touched)
    if not region:
        return
    told = load(connection, region)
    row = {n: number for number, n in enumerate(region)}
    query = "SELECT one, other, score FROM edge WHERE one < other AND one IN ({})"
    rows = [(row[int(one)], row[int(other)], float(score)) for one, other, score in selected(connection, query, region)]
    one, other, score = zip(*rows, strict=True) if rows else ((), (), ())
    near = Edges(np.array(one, dtype=np.int64), np.array(other, dtype=np.int64), np.array(score, dtype=np.float32))
    found = columns(telling(told[n]) for n in region)
    by_event = {told[n].event.id: row[n] for n in region}
    kept = bound(decisions_of(connection, list(by_event)), by_event)
    order = {event: place for place, event in enumerate(sorted(by_event))}
    rank = np.array([order[told[n].event.id] for n in region])
    made = groups(found, near, scorer, kept, rank)
    assign(connection, [[region[each] for each in group] for group in made], told)


def _members(connection: sqlite3.Connection, key: int, most: int) -> list[int]:
    """The events of a block, one more than ``most`` at the most."""
    found = connection.execute("SELECT event FROM block WHERE key = ? LIMIT ?", (key, most + 1))
    return [n for (n,) in found]


def _join(
    connection: sqlite3.Connection, scorer: Scorer, met: set[tuple[int, int]], known: Mapping[int, Telling]
) -> None:
    """Keep of the pairs those that reach the bound."""
    pairs = sorted(met)
    ns = sorted({n for pair in pairs for n in pair})
    others = load(connection, [n for n in ns if n not in known])
    row = {n: number for number, n in enumerate(ns)}
    found = columns(known[n] if n in known else telling(others[n]) for n in ns)
    a = np.array([row[one] for one, _ in pairs], dtype=np.int64)
    b = np.array([row[other] for _, other in pairs], dtype=np.int64)
    near = edges(found, a, b, scorer)
    ends = zip(near.a.tolist(), near.b.tolist(), near.score.tolist(), strict=True)
    kept = [(ns[one], ns[other], score) for one, other, score in ends]
    both = [*kept, *((other, one, score) for one, other, score in kept)]
    connection.executemany("INSERT OR IGNORE INTO edge (one, other, score) VALUES (?, ?, ?)", both)


def _part(connection: sqlite3.Connection, key: int, members: Sequence[int]) -> set[int]:
    """A block grew too large: its pairs that share no other block are taken apart. The events that lose one."""
    among = set(members)
    rows = selected(connection, "SELECT one, other FROM edge WHERE one < other AND one IN ({})", list(members))
    inside = [(int(one), int(other)) for one, other in rows if other in among]
    told = load(connection, sorted({n for pair in inside for n in pair}))
    blocks = {n: set(keys(telling(each))) for n, each in told.items()}
    small = functools.cache(
        lambda shared: len(_members(connection, shared, LARGEST)) <= LARGEST
    )  # pairs share many blocks
    lost = [(one, other) for one, other in inside if not any(map(small, (blocks[one] & blocks[other]) - {key}))]
    both = [*lost, *((other, one) for one, other in lost)]
    connection.executemany("DELETE FROM edge WHERE one = ? AND other = ?", both)
    return {n for pair in lost for n in pair}


def _near(connection: sqlite3.Connection, ns: Iterable[int]) -> set[int]:
    return {int(n) for (n,) in selected(connection, "SELECT other FROM edge WHERE one IN ({})", list(ns))}


def _closure(connection: sqlite3.Connection, touched: Iterable[int]) -> list[int]:
    """Every event that edges and decisions lead to, in order of row number."""
    seen: set[int] = set(touched)
    waiting = seen
    while waiting:
        waiting = (_near(connection, waiting) | tied(connection, waiting)) - seen
        seen |= waiting
    return sorted(seen)
