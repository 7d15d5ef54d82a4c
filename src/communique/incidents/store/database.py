"""What a store asks of a database, so that it can live in a file of its own or among others' tables."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol


class Rows(Protocol):
    """What a query found."""

    def __iter__(self) -> Iterator[tuple[Any, ...]]: ...

    def fetchone(self) -> Any:
        """The next row, null where there is none."""


class Database(Protocol):
    """A database that holds the tables of ``tables.sql``. Queries mark a value with ``?``."""

    def execute(self, query: str, values: Sequence[Any] = ()) -> Rows:
        """Run one statement."""

    def executemany(self, query: str, rows: Iterable[Sequence[Any]]) -> object:
        """Run a statement for every row."""

    def writing(self) -> AbstractContextManager[None]:
        """One transaction, in which nobody else writes these tables: all of it is kept or nothing."""

    def close(self) -> None:
        """Let go of it."""


class File:
    """A SQLite file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def execute(self, query: str, values: Sequence[Any] = ()) -> Rows:
        """Run one statement."""
        return self.connection.execute(query, values)

    def executemany(self, query: str, rows: Iterable[Sequence[Any]]) -> object:
        """Run a statement for every row."""
        return self.connection.executemany(query, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it is kept or nothing."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self.connection.close()
