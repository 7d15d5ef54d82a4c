"""What new events change: their blocks, the pairs that meet in them, and the groups these lead to. Nothing else is touched."""

import functools
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
from communique.incidents.store.database import Database
from communique.incidents.store.decided import decisions_of
from communique.incidents.store.events import load
from communique.incidents.store.names import assign
from communique.incidents.store.parts import changed
from communique.incidents.store.tables import selected
from communique.incidents.telling import Telling, telling


def enter(database: Database, scorer: Scorer, new: Mapping[int, Telling]) -> set[int]:
    """Put new events into their blocks, find their pairs, and group what they touch anew. ``new`` is by row number.

    The incidents that gained or lost an event, here and in the functions below.
    """
    blocks = {n: keys(each) for n, each in new.items()}
    rows = [(key, n) for n, found in blocks.items() for key in found]
    database.executemany("INSERT INTO link_block (key, event) VALUES (?, ?)", rows)
    met: set[tuple[int, int]] = set()
    lost: set[int] = set()
    for key in dict.fromkeys(key for key, _ in rows):
        members = _members(database, key, LARGEST + len(new))
        if len(members) <= LARGEST:
            met.update((min(a, b), max(a, b)) for a in members if a in new for b in members if a != b)
        elif len(old := [each for each in members if each not in new]) <= LARGEST:
            lost |= _part(database, key, old)
    _join(database, scorer, met, new)
    return regroup(database, {*new, *_near(database, new), *lost}, growing=not lost)


def leave(database: Database, scorer: Scorer, gone: Mapping[int, Telling]) -> set[int]:
    """Take events out of their blocks and pairs, and group anew what they had touched."""
    touched = _near(database, gone)
    rows = [(key, n) for n, each in gone.items() for key in keys(each)]
    database.executemany("DELETE FROM link_edge WHERE one = ?", [(n,) for n in gone])
    database.executemany("DELETE FROM link_edge WHERE other = ?", [(n,) for n in gone])
    database.executemany("DELETE FROM link_block WHERE key = ? AND event = ?", rows)
    met: set[tuple[int, int]] = set()
    for key, taken in Counter(key for key, _ in rows).items():
        members = _members(database, key, LARGEST)
        if len(members) <= LARGEST < len(members) + taken:
            met.update(combinations(sorted(members), 2))
    touched |= {n for pair in met for n in pair}
    _join(database, scorer, met, {})
    return regroup(database, touched - gone.keys())


def regroup(database: Database, touched: Iterable[int], *, growing: bool = False) -> set[int]:
    """Group anew what the events are clustered with, and what they may have changed. ``growing``: no edge was lost."""
    parts = changed(database, touched, growing=growing)
    region = sorted(n for part in parts for n in part.ns)
    if not region:
        return set()
    row = {n: number for number, n in enumerate(region)}
    ids = {int(n): str(name) for n, name in selected(database, "SELECT n, id FROM link_event WHERE n IN ({})", region)}
    rank = {n: place for place, n in enumerate(sorted(region, key=ids.__getitem__))}
    by_event = {name: row[n] for n, name in ids.items()}
    kept = bound(decisions_of(database, list(by_event)), by_event)
    own = [Part(np.array([row[n] for n in part.ns]), part.level) for part in parts]
    made = groups(_reports(database, region), _edges(database, row), own, kept, np.array([rank[n] for n in region]))
    return assign(database, [[region[each] for each in group] for group in made], ids)


def _reports(database: Database, region: Sequence[int]) -> np.ndarray:
    rows = selected(database, "SELECT n, report FROM link_event WHERE n IN ({})", region)
    names = {int(n): number(str(report)) for n, report in rows}
    return np.array([names[n] for n in region], dtype=np.uint32)


def _edges(database: Database, row: Mapping[int, int]) -> Edges:
    """The edges among events, by their places in ``row``."""
    query = "SELECT one, other, score FROM link_edge WHERE one < other AND one IN ({})"
    found = [each for each in selected(database, query, list(row)) if each[1] in row]
    one, other = (np.array([row[each[end]] for each in found], dtype=np.int64) for end in (0, 1))
    return Edges(one, other, np.array([each[2] for each in found], dtype=np.float32))


def _members(database: Database, key: int, most: int) -> list[int]:
    """The events of a block, one more than ``most`` at the most."""
    found = database.execute("SELECT event FROM link_block WHERE key = ? LIMIT ?", (key, most + 1))
    return [n for (n,) in found]


def _join(database: Database, scorer: Scorer, met: set[tuple[int, int]], known: Mapping[int, Telling]) -> None:
    """Keep of the pairs those that reach the bound."""
    pairs = sorted(met)
    ns = sorted({n for pair in pairs for n in pair})
    others = load(database, [n for n in ns if n not in known])
    row = {n: number for number, n in enumerate(ns)}
    found = columns(known[n] if n in known else telling(others[n]) for n in ns)
    a = np.array([row[one] for one, _ in pairs], dtype=np.int64)
    b = np.array([row[other] for _, other in pairs], dtype=np.int64)
    near = edges(found, a, b, scorer)
    ends = zip(near.a.tolist(), near.b.tolist(), near.score.tolist(), strict=True)
    kept = [(ns[one], ns[other], score) for one, other, score in ends]
    both = [*kept, *((other, one, score) for one, other, score in kept)]
    database.executemany("INSERT INTO link_edge (one, other, score) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", both)


def _part(database: Database, key: int, members: Sequence[int]) -> set[int]:
    """A block grew too large: its pairs that share no other block are taken apart. The events that lose one."""
    among = set(members)
    rows = selected(database, "SELECT one, other FROM link_edge WHERE one < other AND one IN ({})", list(members))
    inside = [(int(one), int(other)) for one, other in rows if other in among]
    told = load(database, sorted({n for pair in inside for n in pair}))
    blocks = {n: set(keys(telling(each))) for n, each in told.items()}
    small = functools.cache(
        lambda shared: len(_members(database, shared, LARGEST)) <= LARGEST
    )  # pairs share many blocks
    lost = [(one, other) for one, other in inside if not any(map(small, (blocks[one] & blocks[other]) - {key}))]
    both = [*lost, *((other, one) for one, other in lost)]
    database.executemany("DELETE FROM link_edge WHERE one = ? AND other = ?", both)
    return {n for pair in lost for n in pair}


def _near(database: Database, ns: Iterable[int]) -> set[int]:
    return {int(n) for (n,) in selected(database, "SELECT other FROM link_edge WHERE one IN ({})", list(ns))}
