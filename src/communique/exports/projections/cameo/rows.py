"""From an incident to its rows: each day, each pair of a source and a target."""

from collections.abc import Iterator

from communique.exports.projections.cameo.actors import FORM, NOBODY, CameoActor, as_told, cameo_actor
from communique.exports.projections.cameo.columns import BETWEEN, column_table, scores
from communique.exports.projections.crosswalks.coding import cameo_code
from communique.exports.projections.crosswalks.entities import entities
from communique.exports.projections.crosswalks.places import NO_POINT
from communique.exports.projections.crosswalks.sides import turned, two_sided
from communique.exports.projections.crosswalks.times import days, is_real
from communique.exports.projections.crosswalks.told import codes_told
from communique.model import Incident, Place, When

Pair = tuple[CameoActor, CameoActor]


class NoRowError(ValueError):
    """The daily events have no place for the incident; the message says why."""


def rows_of(incident: Incident) -> Iterator[dict[str, str]]:
    """The rows by column. Raises ``NoRowError`` before the first."""
    code, when = _required(incident)
    pairs = _pairs(incident)
    if not any(side.full for pair in pairs for side in pair):
        raise NoRowError("no actor of it has a CAMEO code")
    shared = {**scores(code), **_place(incident.place.value), **_reports(incident), "DatePrecision": when.precision}
    numbered = [(day, pair) for day in days(when) for pair in pairs]
    for number, (day, pair) in enumerate(numbered, 1):
        yield {
            "EventID": incident.id if len(numbered) == 1 else f"{incident.id}.{number}",
            "Date": f"{day:%Y%m%d}",
            "Year": str(day.year),
            "Month": str(day.month),
            "Day": str(day.day),
            **_side("Source", pair[0]),
            **_side("Target", pair[1]),
            **shared,
        }


def _required(incident: Incident) -> tuple[str, When]:
    """The code and the date, which must be there."""
    code, when = cameo_code(incident), incident.date.value
    if not is_real(incident):
        raise NoRowError(f"it is {incident.status.value}, and CAMEO holds only what happened")
    if code is None:
        raise NoRowError(f"CAMEO has no code for {incident.type.value or 'an unknown type'}")
    if incident.aggregate:
        raise NoRowError("it sums up many happenings, and CAMEO's are single ones")
    if when is None or when.start is None:
        raise NoRowError("no report gives its date, and a row is of a day")
    if when.precision not in column_table().precisions:
        raise NoRowError(f"its date is known to the {when.precision} only, and a row is of a day")
    return code, when


def _pairs(incident: Incident) -> list[Pair]:
    """Each source with each target; a side that no report names is nobody."""
    sources, targets = _sources_and_targets(incident)
    return [(source, target) for source in sources or (NOBODY,) for target in targets or (NOBODY,)]


def _sources_and_targets(incident: Incident) -> tuple[tuple[CameoActor, ...], tuple[CameoActor, ...]]:
    """The sides; of parties that all act the first and the others. Those of a CAMEO file stand as they stood there."""
    given = (
        as_told(side, tuple(cameo_actor(each) for each in entities(side)))
        for side in (incident.initiators, incident.recipients)
    )
    sources, targets = (tuple(dict.fromkeys(side)) for side in given)
    if codes_told(incident.type, FORM) is not None:
        return sources, targets
    if turned(incident):
        return targets, sources
    if two_sided(incident) and not targets:
        return sources[:1], sources[1:]
    return sources, targets


def _side(name: str, actor: CameoActor) -> dict[str, str]:
    return {
        f"{name}ActorFull": actor.full,
        f"{name}ActorEntity": actor.entity,
        f"{name}ActorRole": actor.role,
        f"{name}ActorAttribute": actor.attribute,
        f"{name}ActorName": actor.name,
    }


def _place(place: Place | None) -> dict[str, str]:
    if place is None:
        return {}
    point = place.precision not in NO_POINT and place.latitude is not None and place.longitude is not None
    return {
        "ActionLat": str(place.latitude) if point else "",
        "ActionLong": str(place.longitude) if point else "",
        "LocationName": place.name or place.text,
        "GeoCountryName": place.country or "",
        "GeoStateName": place.admin1 or "",
        "GeoPrecision": place.precision,
    }


def _reports(incident: Incident) -> dict[str, str]:
    """Addresses and publishers, without the reprints; how many reports, tellings and independent publishers there are."""
    own = [source for source in incident.sources if source.reprint_of is None]
    return {
        "URLs": BETWEEN.join(dict.fromkeys(_plain(source.url) for source in own if source.url)),
        "NewsSources": BETWEEN.join(dict.fromkeys(_plain(source.publisher) for source in own if source.publisher)),
        "NumEvents": str(sum(max(1, len(source.events)) for source in incident.sources)),
        "NumReports": str(len(incident.sources)),
        "NumPublishers": str(incident.publishers),
        "IncidentID": incident.id,
    }


def _plain(text: str) -> str:
    """A text that does not hold the mark that stands between two."""
    return text.replace(BETWEEN, "%3B" if "://" in text else ",")
