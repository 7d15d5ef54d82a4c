"""Parquet: typed columns and nested lists, all but the events themselves, for DuckDB, pandas, Spark or R."""

from communique.exports.projection import Projection
from communique.exports.projections.parquet.reading import read
from communique.exports.projections.parquet.schema import SCHEMA
from communique.exports.projections.parquet.writing import write

PROJECTION = Projection(
    "parquet", ".parquet", "typed columns with nested lists, for DuckDB and pandas", write, read, tuple(SCHEMA.names)
)

__all__ = ["PROJECTION"]
