"""From incidents to rows of an ACLED file."""

from collections.abc import Iterable
from typing import BinaryIO

from communique.exports.projection import Outcome
from communique.exports.projections.acled.dates import Day, days
from communique.exports.projections.acled.facts import facts
from communique.exports.projections.acled.fatalities import fatalities, share
from communique.exports.projections.acled.kinds import choice_of, kind_of_event
from communique.exports.projections.acled.notes import notes
from communique.exports.projections.acled.places import country_at, place_columns
from communique.exports.projections.acled.sides import side_columns
from communique.exports.projections.acled.sourcing import publishers, scale, tags, timestamp
from communique.exports.projections.row_files import NoRowError, write_rows
from communique.model import Incident

HAPPENED = ("actual", "ongoing")


def write(incidents: Iterable[Incident], out: BinaryIO) -> Outcome:
    """Write the rows as they come: UTF-8, commas, a line feed after each row; values are ACLED's own, nothing is guarded."""
    return write_rows(incidents, out, facts().columns, rows)


def rows(incident: Incident) -> list[dict[str, str]]:
    """The rows of an incident, one a day. Raises ``NoRowError``."""
    _refuse(incident)
    at = country_at(incident)
    kind = kind_of_event(incident, at)
    when = days(incident)
    place = place_columns(incident, kind, at)
    dead = fatalities(incident, kind)
    names = publishers(incident)
    whole = {
        "disorder_type": kind.disorder,
        "event_type": kind.event,
        "sub_event_type": kind.sub,
        **place,
        "source": "; ".join(names),
        "source_scale": scale(names),
        "notes": notes(incident, kind, dead, len(when), place["geo_precision"]),
        "tags": tags(incident, kind),
        "timestamp": timestamp(incident),
    }
    shares = share(dead, len(when))
    return [
        {
            **whole,
            **_day(incident, day, number if len(when) > 1 else None),
            **side_columns(incident, kind, at, day.day),
            "fatalities": str(shares[number]),
        }
        for number, day in enumerate(when)
    ]


def _day(incident: Incident, day: Day, number: int | None) -> dict[str, str]:
    return {
        "event_id_cnty": incident.id if number is None else f"{incident.id}.{number + 1}",
        "event_date": day.day.isoformat(),
        "year": str(day.day.year),
        "time_precision": str(day.precision),
    }


def _refuse(incident: Incident) -> None:
    """Raise ``NoRowError`` for what ACLED does not record, what has not happened and what is no single happening."""
    choice_of(incident)
    status = incident.status.value
    if status not in HAPPENED:
        raise NoRowError(f"{status or 'not told'}: only what happened or is happening has a row")
    if incident.aggregate:
        raise NoRowError("a summary of many happenings; ACLED records single events")
