"""Write PLOVER records as they come; MOBILIZE last, for it must not stand beside an ASSAULT."""

from collections.abc import Callable, Iterable
from contextlib import closing
from typing import BinaryIO

import msgspec

from communique.exports.projection import LeftOut, Outcome
from communique.exports.projections.crosswalks.beside import Waiting
from communique.exports.projections.crosswalks.times import is_real
from communique.exports.projections.plover.making import NoRecordError, record_of
from communique.exports.projections.plover.record import Record
from communique.model import Incident

BESIDE = "PLOVER does not code MOBILIZE beside an ASSAULT: the same report tells one by the same actor on that day"


def write(incidents: Iterable[Incident], out: BinaryIO) -> Outcome:
    """One JSON object a line, keys without a value left out."""
    return write_records(incidents, out, lambda incident, record: msgspec.json.encode(record) + b"\n")


def write_records(incidents: Iterable[Incident], out: BinaryIO, row_of: Callable[[Incident, Record], bytes]) -> Outcome:
    """Write the row of each record. ``row_of`` may raise ``NoRecordError``; such an incident is left out with its words."""
    outcome = Outcome()
    with closing(Waiting()) as waiting:
        for incident in incidents:
            outcome.incidents += 1
            try:
                _write(incident, out, waiting, outcome, row_of)
            except NoRecordError as error:
                outcome.left_out.append(LeftOut(incident.id, str(error)))
        _write_held(out, waiting, outcome)
    return outcome


def _write(
    incident: Incident,
    out: BinaryIO,
    waiting: Waiting,
    outcome: Outcome,
    row_of: Callable[[Incident, Record], bytes],
) -> None:
    record = record_of(incident)
    row = row_of(incident, record)
    if "MOBILIZE" in record.event:
        waiting.hold(incident, row)
        return
    if "ASSAULT" in record.event and is_real(incident):
        waiting.assault(incident)
    out.write(row)
    outcome.rows += 1


def _write_held(out: BinaryIO, waiting: Waiting, outcome: Outcome) -> None:
    for incident, row, beside in waiting.held():
        if beside:
            outcome.left_out.append(LeftOut(incident, BESIDE))
        else:
            out.write(row)
            outcome.rows += 1
