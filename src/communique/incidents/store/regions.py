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
from communique.incidents.hashing import number
from communique.incidents.partition import Edges, Part, edges, groups
from communique.incidents.scoring import Scorer
from communique.incidents.store.decided import decisions_of
from communique.incidents.store.events import load
from communique.incidents.store.names import assign
from communique.incidents.store.parts import changed
from communique.incidents.store.tables import selected
from communique.incidents.telling import Telling, telling


def enter(connection: sqlite3.Connection, scorer: Scorer, new: Mapping[int, Telling]) -> None:
    """Put new events into their blocks, find their pairs, and group what they touch anew. ``new`` is by row number."""
    blocks = {n: keys(each) for n, each in new.items()}
    rows = [(key, n) for n, found in blocks.items() for key in found]
    connection.executemany("INSERT INTO block (key, event) VALUES (?, ?)", rows)
    met: set[tuple[int, int]] = set()
    lost: set[int] = set()
    for key in dict.fromkeys(key for key, _ in rows):
        members = _members(connection, key, LARGEST + len(new))
        if len(members) <= LARGEST:
            met.update((min(a, b), max(a, b)) for a in members if a in new for b in members if a != b)
        elif len(old := [each for each in members if each not in new]) <= LARGEST:
            lost |= _part(connection, key, old)
    _join(connection, scorer, met, new)
    regroup(connection, {*new, *_near(connection, new), *lost}, growing=not lost)


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
    regroup(connection, touched - gone.keys())


def regroup(connection: sqlite3.Connection, touched: Iterable[int], *, growing: bool = False) -> None:
    """Group anew what the events are clustered with, and what they may have changed. ``growing``: no edge was lost."""
    parts = changed(connection, touched, growing=growing)
    region = sorted(n for part in parts for n in part.ns)
    if not region:
        return
    row = {n: number for number, n in enumerate(region)}
    ids = {int(n): str(name) for n, name in selected(connection, "SELECT n, id FROM event WHERE n IN ({})", region)}
    rank = {n: place for place, n in enumerate(sorted(region, key=ids.__getitem__))}
    by_event = {name: row[n] for n, name in ids.items()}
    kept = bound(decisions_of(connection, list(by_event)), by_event)
    own = [Part(np.array([row[n] for n in part.ns]), part.level) for part in parts]
    made = groups(_reports(connection, region), _edges(connection, row), own, kept, np.array([rank[n] for n in region]))
    assign(connection, [[region[each] for each in group] for group in made], ids)


def _reports(connection: sqlite3.Connection, region: Sequence[int]) -> np.ndarray:
    rows = selected(connection, "SELECT n, report FROM event WHERE n IN ({})", region)
    names = {int(n): number(str(report)) for n, report in rows}
    return np.array([names[n] for n in region], dtype=np.uint32)


def _edges(connection: sqlite3.Connection, row: Mapping[int, int]) -> Edges:
    """The edges among events, by their places in ``row``."""
    query = "SELECT one, other, score FROM edge WHERE one < other AND one IN ({})"
    found = [each for each in selected(connection, query, list(row)) if each[1] in row]
    one, other = (np.array([row[each[end]] for each in found], dtype=np.int64) for end in (0, 1))
    return Edges(one, other, np.array([each[2] for each in found], dtype=np.float32))


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
