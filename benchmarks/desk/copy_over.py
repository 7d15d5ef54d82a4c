"""Copy a filled desk from SQLite to PostgreSQL, table by table.

Run: ``DATABASE_URL=postgresql://... .venv/bin/python -m benchmarks.desk.copy_over FILE.sqlite3``, on an empty PostgreSQL database.
"""

import argparse
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "communique.desk.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

TABLES = (
    "archive_source",
    "archive_report",
    "archive_incident",
    "archive_event",
    "archive_composition",
    "archive_party",
    "archive_stamp",
    "link_event",
    "link_name",
)
"""Those that ``fill`` writes, each after those that it points to."""
AT_ONCE = 5_000


def copy(path: Path) -> None:
    """Copy every table; booleans are 0 and 1 in SQLite."""
    source = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            columns = [row[1] for row in source.execute(f"PRAGMA table_info({table})")]
            cursor.execute(
                "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [table]
            )
            types = dict(cursor.fetchall())
            _table(cursor, table, [name for name in columns if name in types], types, source)
            _sequence(cursor, table, "n" if table.startswith("link_") else "id", types)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    source.close()


def _table(cursor: Any, table: str, columns: Sequence[str], types: dict[str, str], source: sqlite3.Connection) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    flags = [number for number, name in enumerate(columns) if types[name] == "boolean"]
    rows = iter(source.execute(f"SELECT {names} FROM {table}"))
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copied:
        while part := list(islice(rows, AT_ONCE)):
            for row in _values(part, flags):
                copied.write_row(row)


def _values(rows: Sequence[Sequence[Any]], flags: Sequence[int]) -> Iterator[list[Any]]:
    for row in rows:
        values = list(row)
        for flag in flags:
            values[flag] = bool(values[flag])
        yield values


def _sequence(cursor: Any, table: str, column: str, types: dict[str, str]) -> None:
    """Numbers given from now on follow the copied ones."""
    if column in types:
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), max({column})) FROM {table}")


def main() -> None:
    """Make the tables, copy, and print how long it took."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("path", type=Path)
    chosen = options.parse_args()
    call_command("migrate", verbosity=0)
    started = time.monotonic()
    copy(chosen.path)
    print(f"copied in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
