"""Every name that stands in an index, without reading the rows behind it: from one name straight to the next.

PostgreSQL and SQLite both answer ``min`` over an index with a single look into it, so this takes as many looks as there are names.
"""

import functools
from collections.abc import Sequence

from django.db import connection
from django.db.models import Model

from communique.desk.archive.models import Composition, Party, Stamp

MOST_COUNTED = 1000
"""Incidents of a name that are counted; beyond it the page says "more than"."""


def actors(basis: str) -> tuple[str, ...]:
    """The actors of a basis, in the database's order; kept until an incident changes."""
    return _kept(Party, "name", basis, _stamp())


def countries(basis: str) -> tuple[str, ...]:
    """The codes of the countries that have incidents."""
    return _kept(Composition, "country", basis, _stamp())


def counted(model: type[Model], column: str, basis: str, names: Sequence[str]) -> dict[str, int]:
    """How many rows each name has, up to one more than ``MOST_COUNTED``; one query for all."""
    if not names:
        return {}
    one = (
        f"SELECT %s, count(*) FROM (SELECT 1 FROM {_table(model)} WHERE basis = %s AND {column} = %s LIMIT %s) AS some"
    )
    values = [value for name in names for value in (name, basis, name, MOST_COUNTED + 1)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(names)), values)
        return {str(name): int(count) for name, count in cursor.fetchall()}


def _stamp() -> int:
    return Stamp.objects.filter(pk=1).values_list("last", flat=True).first() or 0


@functools.lru_cache(maxsize=8)
def _kept(model: type[Model], column: str, basis: str, stamp: int) -> tuple[str, ...]:
    """``stamp`` is that of the last change: with another, what is kept is not used."""
    table = _table(model)
    following = f"SELECT min({column}) FROM {table} WHERE basis = %s AND {column} >"
    query = f"""WITH RECURSIVE found(name) AS (
        {following} '' UNION ALL SELECT ({following} found.name) FROM found WHERE found.name IS NOT NULL
        ) SELECT name FROM found WHERE name IS NOT NULL"""
    with connection.cursor() as cursor:
        cursor.execute(query, (basis, basis))
        return tuple(str(row[0]) for row in cursor.fetchall())


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
