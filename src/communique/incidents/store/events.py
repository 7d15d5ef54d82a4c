"""The events as they are kept: lines of JSON with their report in brief."""

import sqlite3
from collections.abc import Mapping, Sequence

import msgspec

from communique.incidents.inputs import parse_event
from communique.incidents.store.tables import selected
from communique.incidents.told import Told
from communique.model import EventLine


def encode(told: Told) -> bytes:
    """One line, without its end."""
    fields = {name: getattr(told.event, name) for name in told.event.__struct_fields__}
    return msgspec.json.encode(EventLine(**fields, origin=told.origin))


def load(connection: sqlite3.Connection, ns: Sequence[int]) -> dict[int, Told]:
    """Events by row number."""
    rows = selected(connection, "SELECT n, line FROM event WHERE n IN ({})", list(ns))
    return {int(n): parse_event(bytes(line), "store", int(n)) for n, line in rows if isinstance(line, bytes)}


def numbers(connection: sqlite3.Connection, ids: Sequence[str]) -> Mapping[str, int]:
    """Row numbers by event id, of those that are there."""
    rows = selected(connection, "SELECT id, n FROM event WHERE id IN ({})", list(ids))
    return {str(event): int(n) for event, n in rows}


def insert(connection: sqlite3.Connection, new: Sequence[Told]) -> dict[int, Told]:
    """Keep new events; their row numbers."""
    found = {}
    for told in new:
        values = (told.event.id, told.event.report, encode(told))
        cursor = connection.execute("INSERT INTO event (id, report, line) VALUES (?, ?, ?)", values)
        assert cursor.lastrowid is not None
        found[cursor.lastrowid] = told
    return found
