"""The events as they are kept: lines of JSON with their report in brief."""

from collections.abc import Mapping, Sequence

import msgspec

from communique.incidents.inputs import parse_event
from communique.incidents.store.database import Database
from communique.incidents.store.tables import selected
from communique.incidents.told import Told
from communique.model import EventLine


def encode(told: Told) -> bytes:
    """One line, without its end."""
    fields = {name: getattr(told.event, name) for name in told.event.__struct_fields__}
    return msgspec.json.encode(EventLine(**fields, origin=told.origin))


def load(database: Database, ns: Sequence[int]) -> dict[int, Told]:
    """Events by row number."""
    rows = selected(database, "SELECT n, line FROM link_event WHERE n IN ({})", list(ns))
    return {int(n): parse_event(bytes(line), "store", int(n)) for n, line in rows}


def numbers(database: Database, ids: Sequence[str]) -> Mapping[str, int]:
    """Row numbers by event id, of those that are there."""
    rows = selected(database, "SELECT id, n FROM link_event WHERE id IN ({})", list(ids))
    return {str(event): int(n) for event, n in rows}


def insert(database: Database, new: Sequence[Told]) -> dict[int, Told]:
    """Keep new events; their row numbers."""
    found = {}
    for told in new:
        values = (told.event.id, told.event.report, encode(told))
        row = database.execute("INSERT INTO link_event (id, report, line) VALUES (?, ?, ?) RETURNING n", values)
        found[int(row.fetchone()[0])] = told
    return found
