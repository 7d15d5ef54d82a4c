"""PostgreSQL's index: a ``tsvector`` that the database makes of the words, and GIN over it."""

from django.db import connection

from communique.desk.public.search.query import Query, Term

CREATE = (
    "ALTER TABLE public_found ADD COLUMN vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED",
    "CREATE INDEX public_found_vector ON public_found USING gin (vector)",
)
DROP = ("DROP INDEX public_found_vector", "ALTER TABLE public_found DROP COLUMN vector")
FIND = """SELECT key FROM public_found WHERE vector @@ %s::tsquery AND key >= %s AND key < %s
    ORDER BY key DESC LIMIT %s"""
MATCHING = "SELECT key & %s FROM public_found WHERE vector @@ %s::tsquery AND key >= %s AND key < %s"


def match(query: Query) -> str:
    """The query in PostgreSQL's words. Keys are letters and digits alone, so nothing in them has a meaning of its own."""
    return " & ".join([*(_term(term) for term in query.wanted), *(f"!({_term(term)})" for term in query.unwanted)])


def _term(term: Term) -> str:
    quoted = [f"'{key}'" for key in term.keys]
    return " <-> ".join([*quoted[:-1], f"{quoted[-1]}:*" if term.prefix else quoted[-1]]).join("()")


def find(query: Query, low: int, high: int, limit: int) -> list[int]:
    """Keys from ``low`` to below ``high``, the highest first."""
    with connection.cursor() as cursor:
        cursor.execute(FIND, (match(query), low, high, limit))
        return [int(row[0]) for row in cursor.fetchall()]
