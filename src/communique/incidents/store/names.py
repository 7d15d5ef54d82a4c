"""Ids of incidents in a store: given once, kept by the event that founded them."""

import sqlite3
from collections.abc import Mapping, Sequence

from communique.incidents.naming import prefix, readable
from communique.incidents.store.events import load
from communique.incidents.store.tables import selected
from communique.incidents.told import UNDATED, Told, in_order


def assign(connection: sqlite3.Connection, made: Sequence[Sequence[int]], ids: Mapping[int, str]) -> None:
    """Give every group its incident: the oldest id that one of its events founded, else a new one, in order of publication."""
    founders = _founders(connection, [ids[n] for group in made for n in group])
    known = {tuple(group): [founders[ids[n]] for n in group if ids[n] in founders] for group in made}
    told = load(connection, [n for group, names in known.items() if not names for n in group])
    new = sorted((group for group, names in known.items() if not names), key=lambda group: _first_key(told, group))
    incident = {group: min(names) for group, names in known.items() if names}
    incident |= {group: found(connection, [told[n] for n in group]) for group in new}
    rows = [(name, n, name) for group, name in incident.items() for n in group]
    connection.executemany("UPDATE event SET incident = ? WHERE n = ? AND incident IS NOT ?", rows)


def _first_key(told: Mapping[int, Told], group: Sequence[int]) -> tuple[str, str]:
    first = in_order([told[n] for n in group])[0]
    return first.origin.published or UNDATED, first.event.id


def found(connection: sqlite3.Connection, members: Sequence[Told]) -> int:
    """A new id, of the first of the events; the number of its row."""
    of = prefix(members)
    row = connection.execute(
        "INSERT INTO counter (prefix, last) VALUES (?, 1) ON CONFLICT (prefix) DO UPDATE SET last = last + 1 RETURNING last",
        (of,),
    ).fetchone()
    values = (readable(of, row[0]), in_order(members)[0].event.id)
    cursor = connection.execute("INSERT INTO name (id, founder) VALUES (?, ?)", values)
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _founders(connection: sqlite3.Connection, events: Sequence[str]) -> dict[str, int]:
    rows = selected(connection, "SELECT founder, n FROM name WHERE founder IN ({})", events)
    return {str(founder): int(n) for founder, n in rows}
