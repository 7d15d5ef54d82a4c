"""Every name that stands in an index, without reading the rows behind it: from one name straight to the next.

PostgreSQL and SQLite both answer ``min`` over an index with a single look into it, so this takes as many looks as there are names.
"""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Model

from communique.desk.archive.models import Composition, Party

EVERY = 100_000
"""Names that are read at most; the actor list and the countries' names together give some thousands."""
MOST_COUNTED = 1000
"""Incidents of a name that are counted; beyond it the page says "more than"."""


def actors(basis: str, after: str = "", limit: int = EVERY) -> tuple[str, ...]:
    """The actors of a basis in the database's order, from the first one after a name."""
    return _found(Party, "name", basis, after, limit)


def countries(basis: str) -> tuple[str, ...]:
    """The codes of the countries that have incidents."""
    return _found(Composition, "country", basis, "", EVERY)


def counted(model: type[Model], column: str, basis: str, names: Sequence[str]) -> dict[str, int]:
    """How many rows each name has, up to one more than ``MOST_COUNTED``; one query for all."""
    if not names:
        return {}
    one = f"SELECT %s, count(*) FROM (SELECT 1 FROM {_table(model)} WHERE basis = %s AND {column} = %s LIMIT %s) AS first_ones"
    values = [value for name in names for value in (name, basis, name, MOST_COUNTED + 1)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(names)), values)
        return {str(name): int(count) for name, count in cursor.fetchall()}


def _found(model: type[Model], column: str, basis: str, after: str, limit: int) -> tuple[str, ...]:
    table = _table(model)
    query = f"""WITH RECURSIVE found(name) AS (
        SELECT min({column}) FROM {table} WHERE basis = %s AND {column} > %s
        UNION ALL SELECT (SELECT min({column}) FROM {table} WHERE basis = %s AND {column} > found.name)
        FROM found WHERE found.name IS NOT NULL
        ) SELECT name FROM found WHERE name IS NOT NULL LIMIT %s"""
    with connection.cursor() as cursor:
        cursor.execute(query, (basis, after, basis, limit))
        return tuple(str(row[0]) for row in cursor.fetchall())


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
