"""Write the POLECAT columns: one row an incident, its actors and recipients side by side in their cells."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

import communique
from communique.exports.projection import Outcome
from communique.exports.projections.crosswalks.countries import cow_number
from communique.exports.projections.crosswalks.ontology import plover_events
from communique.exports.projections.crosswalks.places import Located
from communique.exports.projections.crosswalks.sources import first_source
from communique.exports.projections.crosswalks.tabs import line
from communique.exports.projections.crosswalks.times import is_real
from communique.exports.projections.plover.making import NoRecordError
from communique.exports.projections.plover.record import Party, Record, sectors_of
from communique.exports.projections.plover.writing import write_records
from communique.exports.projections.polecat.columns import BETWEEN, WITHIN, columns, listed
from communique.model import Incident

EXACT = ("day", "days")
"""Dates that one column can hold. The release has no second date and no word for how exact the first is."""
VERSION = f"communique {communique.__version__}"


def write(incidents: Iterable[Incident], out: BinaryIO) -> Outcome:
    """A header, then a row an incident."""
    out.write(line(columns()))
    return write_records(incidents, out, _row)


def _row(incident: Incident, record: Record) -> bytes:
    if not is_real(incident):
        raise NoRecordError(f"it is {incident.status.value}, and the POLECAT release has no auxiliary modes")
    when = incident.date.value
    if when is None or when.precision not in EXACT:
        raise NoRecordError(
            "its date is not known to the day, and the POLECAT release has one date and no precision of it"
        )
    cells = {
        **_event(record),
        **_party("Actor", record.actor),
        **_party("Recipient", record.recipient),
        **_place(record.event_loc or Located()),
        **_source(incident),
    }
    return line([cells.get(column, "") for column in columns()])


def _event(record: Record) -> dict[str, str]:
    (event,) = record.event
    modes = [mode for mode in record.mode if mode in plover_events()[event].modes]
    return {
        "Event ID": record.id,
        "Event Date": record.date,
        "Event Type": event,
        "Event Mode": modes[0] if modes else "",
        "Intensity": str(record.event_scale),
        "Quad Code": plover_events()[event].quad.upper(),
        "Contexts": BETWEEN.join(record.context),
    }


def _party(side: str, parties: Sequence[Party]) -> dict[str, str]:
    """The columns of one side. Titles and Wikipedia ids stay empty: nothing is known of them."""
    sectors = [sectors_of(party.sector or "") for party in parties]
    return {
        f"{side} Name": listed(party.identifier_text for party in parties),
        f"{side} Country": listed(party.code for party in parties),
        f"{side} COW": listed(cow_number(party.code) for party in parties),
        f"Primary {side} Sector": listed(each[0] if each else None for each in sectors),
        f"{side} Sectors": listed(WITHIN.join(each) for each in sectors),
        f"{side} Name Raw": listed(party.entity_text for party in parties),
    }


def _place(place: Located) -> dict[str, str]:
    return {
        "Placename": place.resolved_place or "",
        "City": place.city or "",
        "District": place.district or "",
        "Province": place.province or "",
        "Country": place.country_code or "",
        "Latitude": _number(place.lat),
        "Longitude": _number(place.lon),
        "GeoNames ID": _number(place.geonameid),
        "Raw Placename": place.extracted_place or "",
        "Feature Type": place.feature_code or place.feature_class or "",
    }


def _number(value: float | None) -> str:
    return "" if value is None else str(value)


def _source(incident: Incident) -> dict[str, str]:
    source = first_source(incident)
    return {
        "Source": (source.publisher if source else None) or "",
        "Publication Date": ((source.published if source else None) or "")[:10],
        "Version": VERSION,
    }
