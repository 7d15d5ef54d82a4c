"""CSV: one row an incident, flat and readable, for a spreadsheet, R, pandas or DuckDB (RFC 4180 with a line feed at line ends)."""

import csv
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from communique.exports.projection import Outcome, Projection, UnreadableError
from communique.exports.projections.flat_incident.back import incident as incident_of
from communique.exports.projections.flat_incident.cells import CellError, unguarded, values
from communique.exports.projections.flat_incident.columns import names
from communique.exports.projections.flat_incident.row import row
from communique.exports.projections.flat_incident.tables import as_text, line, rows
from communique.model import Incident

RULE = "read from a CSV file"
NEEDED = ("id", "type")


def write(incidents: Iterable[Incident], out: BinaryIO) -> Outcome:
    """A header row, then a row an incident; an empty cell is null. Nothing is left out."""
    outcome = Outcome()
    with as_text(out) as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(names())
        for incident in incidents:
            table.writerow(line(row(incident).values()))
            outcome.incidents += 1
            outcome.rows += 1
    return outcome


def read(stream: BinaryIO) -> Iterator[Incident]:
    """The incidents of a file with our headers, in any order of columns. Raises ``UnreadableError``."""
    lines = rows(stream)
    _, header = next(lines, (0, []))
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise UnreadableError(f"line 1: no column {' and no '.join(missing)}; give a file of `communique export`")
    for number, cells in lines:
        if len(cells) > len(header):
            raise UnreadableError(f"line {number}: {len(cells)} cells under {len(header)} headers; quote its commas")
        try:
            yield incident_of(values(dict(zip(header, map(unguarded, cells), strict=False))), RULE)
        except CellError as error:
            raise UnreadableError(f"line {number}: {error}; correct the cell") from error


PROJECTION = Projection("csv", ".csv", "one flat, readable row an incident, for a spreadsheet", write, read, names())
