"""Rows written in groups, as they come."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

from communique.exports.projection import Outcome
from communique.exports.projections.parquet.records import record
from communique.exports.projections.parquet.schema import SCHEMA
from communique.model import Incident

BATCH = 500
"""Incidents that are laid out as Python values at a time; in Arrow they take a tenth of that memory."""
BATCHES = 20
"""Batches a row group: 10,000 incidents are few enough to hold, and enough that a reader skips over groups quickly."""


def write(incidents: Iterable[Incident], out: BinaryIO) -> Outcome:
    """A row an incident, ``BATCH * BATCHES`` a row group, compressed with zstd. Nothing is left out."""
    outcome, coming = Outcome(), _batches(iter(incidents))
    with parquet.ParquetWriter(pa.PythonFile(out, "w"), SCHEMA, compression="zstd") as file:
        while group := list(islice(coming, BATCHES)):
            table = pa.Table.from_batches(group)
            file.write_table(table, row_group_size=BATCH * BATCHES)
            outcome.incidents += table.num_rows
            outcome.rows += table.num_rows
    return outcome


def _batches(incidents: Iterator[Incident]) -> Iterator[pa.RecordBatch]:
    while rows := [record(incident) for incident in islice(incidents, BATCH)]:
        yield pa.RecordBatch.from_pylist(rows, SCHEMA)
