"""From incidents to rows of a GED file."""

from collections.abc import Iterable
from typing import BinaryIO

from communique.exports.projection import Outcome
from communique.exports.projections.row_files import NoRowError, write_rows
from communique.exports.projections.ucdp_ged.dates import date_columns
from communique.exports.projections.ucdp_ged.deaths import death_columns
from communique.exports.projections.ucdp_ged.files import facts
from communique.exports.projections.ucdp_ged.places import place_columns
from communique.exports.projections.ucdp_ged.sides import Dyad, dyad, side_columns
from communique.exports.projections.ucdp_ged.sourcing import source_columns
from communique.exports.projections.ucdp_ged.told import columns_told
from communique.exports.projections.ucdp_ged.types import refuse
from communique.model import Incident

HAPPENED = ("actual", "ongoing")
CLEAR, AGGREGATE = "1", "2"


def write(incidents: Iterable[Incident], out: BinaryIO) -> Outcome:
    """Write the rows as they come: UTF-8, commas, a line feed after each row; values are UCDP's own, nothing is guarded."""
    return write_rows(incidents, out, facts().columns, lambda incident: [row(incident)])


def row(incident: Incident) -> dict[str, str]:
    """The row of an incident. Raises ``NoRowError``."""
    status = incident.status.value
    if status not in HAPPENED:
        raise NoRowError(f"{status or 'not told'}: only what happened or is happening has a row")
    told = columns_told(incident.type.rule)
    if not told:
        refuse(incident.type.value)
    deaths = death_columns(incident, None)
    found = None if told else dyad(incident)
    return {
        **(told or _own(incident, found)),
        **side_columns(incident, found),
        **place_columns(incident),
        **date_columns(incident),
        **(death_columns(incident, found) if found else deaths),
    }


def _own(incident: Incident, found: Dyad | None) -> dict[str, str]:
    """The columns of the event as such. UCDP's own numbers and its judgements of a year stay empty."""
    assert found is not None
    empty = "id active_year code_status conflict_dset_id conflict_new_id dyad_dset_id dyad_new_id".split()
    single = not incident.aggregate and (incident.count.value or 1) == 1
    return {
        **dict.fromkeys(empty, ""),
        "relid": incident.id,
        "type_of_violence": found.violence,
        "conflict_name": found.name,
        "dyad_name": found.name,
        "event_clarity": CLEAR if single else AGGREGATE,
        **source_columns(incident),
    }
