"""The file: its tables, their version, and transactions."""

import sqlite3
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from communique.incidents.store.database import Database, File

VERSION = 2
"""Of the tables; kept in the file (``PRAGMA user_version``)."""
MANY = 500
"""Values bound at a time; SQLite allows 999 in its oldest builds."""
WAIT_S = 60.0
"""Seconds to wait for another process that writes."""


class StoreError(ValueError):
    """A file that is no store, or an id that it does not have; the message says the remedy."""


def connect(path: Path) -> File:
    """Open or make a store. Raises ``StoreError`` where the file is something else, or of another version."""
    try:
        connection = sqlite3.connect(path, timeout=WAIT_S, isolation_level=None)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        empty = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path}: no store of incidents ({error}); give another name") from error
    if not empty and version != VERSION:
        raise StoreError(f"{path}: made by another version of Communique; link its events anew into another file")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    file = File(connection)
    if empty:
        with file.writing():
            _create(file)
    return file


def statements() -> Iterator[str]:
    """The statements of ``tables.sql``, which make the tables."""
    script = resources.files("communique.incidents.store").joinpath("tables.sql").read_text("utf-8")
    lines = (line.split("--")[0] for line in script.splitlines())
    yield from (each.strip() for each in "\n".join(lines).split(";") if each.strip())


def _create(file: File) -> None:
    for statement in statements():
        file.execute(statement)
    file.execute(f"PRAGMA user_version = {VERSION}")


def selected(database: Database, query: str, values: Sequence[int] | Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Rows of a query with ``{}`` where a list of so many values stands, asked for a part of them at a time."""
    for start in range(0, len(values), MANY):
        part = values[start : start + MANY]
        yield from database.execute(query.format(",".join("?" * len(part))), part)
