"""The columns of every incident in memory, by which a view filters, counts and clusters hundreds of thousands in milliseconds."""

from communique.desk.public.columns.keeping import columns, forget
from communique.desk.public.columns.matching import matching
from communique.desk.public.columns.table import Columns

__all__ = ["Columns", "columns", "forget", "matching"]
