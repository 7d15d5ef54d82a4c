"""SQLite's index: FTS5 over the rows of ``Found``, which its triggers keep in step (sqlite.org/fts5.html, "external content")."""

from django.db import connection

from communique.desk.public.search.query import Query, Term

CREATE = (
    """CREATE VIRTUAL TABLE public_found_fts USING fts5(words, content='public_found', content_rowid='key',
        tokenize="unicode61 remove_diacritics 0")""",
    """CREATE TRIGGER public_found_added AFTER INSERT ON public_found BEGIN
        INSERT INTO public_found_fts(rowid, words) VALUES (new.key, new.words); END""",
    """CREATE TRIGGER public_found_removed AFTER DELETE ON public_found BEGIN
        INSERT INTO public_found_fts(public_found_fts, rowid, words) VALUES ('delete', old.key, old.words); END""",
    """CREATE TRIGGER public_found_changed AFTER UPDATE ON public_found BEGIN
        INSERT INTO public_found_fts(public_found_fts, rowid, words) VALUES ('delete', old.key, old.words);
        INSERT INTO public_found_fts(rowid, words) VALUES (new.key, new.words); END""",
)
DROP = (
    "DROP TRIGGER public_found_added",
    "DROP TRIGGER public_found_removed",
    "DROP TRIGGER public_found_changed",
    "DROP TABLE public_found_fts",
)
FIND = """SELECT rowid FROM public_found_fts WHERE public_found_fts MATCH %s AND rowid >= %s AND rowid < %s
    ORDER BY rowid DESC LIMIT %s"""
MATCHING = "SELECT rowid & %s FROM public_found_fts WHERE public_found_fts MATCH %s AND rowid >= %s AND rowid < %s"


def match(query: Query) -> str:
    """The query in FTS5's words. Keys are letters and digits alone, so nothing in them has a meaning of its own."""
    wanted = " AND ".join(_term(term) for term in query.wanted)
    unwanted = " OR ".join(_term(term) for term in query.unwanted)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _term(term: Term) -> str:
    return f'"{" ".join(term.keys)}"{" *" if term.prefix else ""}'


def find(query: Query, low: int, high: int, limit: int) -> list[int]:
    """Keys from ``low`` to below ``high``, the highest first."""
    with connection.cursor() as cursor:
        cursor.execute(FIND, (match(query), low, high, limit))
        return [int(row[0]) for row in cursor.fetchall()]
