"""A header row, a hashtag row, a row an incident."""

import csv
from collections.abc import Iterable
from typing import BinaryIO

from communique.exports.projection import Outcome
from communique.exports.projections.flat_incident.row import row
from communique.exports.projections.flat_incident.tables import as_text, line
from communique.exports.projections.hxl.tags import tags
from communique.model import Incident


def write(incidents: Iterable[Incident], out: BinaryIO) -> Outcome:
    """Nothing is left out; an empty cell is null."""
    outcome, used = Outcome(), tags()
    with as_text(out) as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(tag.header for tag in used)
        table.writerow(tag.hashtag for tag in used)
        for incident in incidents:
            values = row(incident)
            table.writerow(line(values[tag.column] for tag in used))
            outcome.incidents += 1
            outcome.rows += 1
    return outcome
