"""Ids of incidents in a store: given once, kept by the event that founded them."""

import sqlite3
from collections.abc import Mapping, Sequence

from communique.incidents.naming import prefix, readable
from communique.incidents.store.tables import selected
from communique.incidents.told import Told, in_order


def assign(connection: sqlite3.Connection, made: Sequence[Sequence[int]], told: Mapping[int, Told]) -> None:
    """Give every group its incident: the oldest id that one of its events founded, else a new one, in order of publication."""
    founders = _founders(connection, [told[n].event.id for group in made for n in group])
    ordered = sorted(([told[n] for n in group] for group in made), key=lambda members: _first_key(members))
    number = {each.event.id: n for n, each in told.items()}
    for members in ordered:
        known = [founders[each.event.id] for each in members if each.event.id in founders]
        incident = min(known) if known else found(connection, members)
        ns = [number[each.event.id] for each in members]
        connection.executemany("UPDATE event SET incident = ? WHERE n = ?", [(incident, n) for n in ns])


def _first_key(members: Sequence[Told]) -> tuple[str, str]:
    first = in_order(members)[0]
    return first.origin.published or "9999", first.event.id


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
