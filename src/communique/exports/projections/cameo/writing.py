"""Write the daily events as incidents come; the rows of one incident stand together."""

from collections.abc import Iterable
from typing import BinaryIO

from communique.exports.projection import LeftOut, Outcome
from communique.exports.projections.cameo.columns import column_table
from communique.exports.projections.cameo.rows import NoRowError, rows_of
from communique.exports.projections.crosswalks.tabs import line
from communique.model import Incident


def write(incidents: Iterable[Incident], out: BinaryIO) -> Outcome:
    """A header, then the rows of each incident."""
    columns = column_table().columns
    out.write(line(columns))
    outcome = Outcome()
    for incident in incidents:
        outcome.incidents += 1
        try:
            for row in rows_of(incident):
                out.write(line([row.get(column, "") for column in columns]))
                outcome.rows += 1
        except NoRowError as error:
            outcome.left_out.append(LeftOut(incident.id, str(error)))
    return outcome
