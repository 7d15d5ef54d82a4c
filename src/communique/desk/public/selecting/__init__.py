"""Which incidents a view shows: read from an address, written into one, and asked of the database."""

from communique.desk.public.selecting.reading import SelectionError, from_query
from communique.desk.public.selecting.selection import Selection

__all__ = ["Selection", "SelectionError", "from_query"]
