"""Make the PLOVER record of an incident, or say why there is none."""

from communique.exports.projections.crosswalks.coding import Coded, plover_coding
from communique.exports.projections.crosswalks.entities import Entity, unknown
from communique.exports.projections.crosswalks.ontology import plover_events
from communique.exports.projections.crosswalks.places import located
from communique.exports.projections.crosswalks.sides import plover_sides
from communique.exports.projections.crosswalks.sources import first_source
from communique.exports.projections.crosswalks.times import auxiliary
from communique.exports.projections.plover.record import CODEBOOK, SIZES, Cite, Ours, Party, Record, Size
from communique.model import Incident

CODER = "communique"


class NoRecordError(ValueError):
    """PLOVER has no place for the incident; the message says why."""


def record_of(incident: Incident) -> Record:
    """The record. Raises ``NoRecordError`` where PLOVER has no such event, or needs a recipient or a date that no report gives."""
    coded, start = _required(incident)
    actors, recipients = plover_sides(incident)
    event, when = plover_events()[coded.event], incident.date.value
    if event.recipient_required and not recipients:
        raise NoRecordError(f"PLOVER's {coded.event} needs a recipient, and no report names one")
    return Record(
        id=incident.id,
        has_event=True,
        date=start,
        enddate=when.end if when and when.end != start else None,
        actor=tuple(_party(each) for each in actors or (unknown(),)),
        recipient=tuple(_party(each) for each in recipients),
        event=(coded.event,),
        event_loc=located(incident.place.value) if incident.place.value else None,
        event_text=tuple(dict.fromkeys(each.anchor for each in incident.events)),
        quad_code=event.quad_code,
        event_scale=event.scale(coded.modes),
        mode=(*coded.modes, *auxiliary(incident)),
        context=coded.contexts,
        size=_size(incident),
        cite_info=_cite(incident),
        coder=CODER,
        communique=_ours(incident),
    )


def _required(incident: Incident) -> tuple[Coded, str]:
    coded, when = plover_coding(incident), incident.date.value
    if coded is None:
        raise NoRecordError(f"PLOVER has no event for {incident.type.value or 'an unknown type'}")
    if when is None or when.start is None:
        raise NoRecordError("PLOVER asks for a date, and no report gives its first day")
    return coded, when.start


def _party(each: Entity) -> Party:
    return Party(
        code=each.code,
        sector="".join(each.sectors) or None,
        entity_text=each.text,
        identifier_text=each.name,
        alleged=each.alleged,
    )


def _size(incident: Incident) -> Size | None:
    found = {SIZES[account.outcome]: account.best for account in incident.tolls if account.best is not None}
    return Size(**found) if found else None


def _cite(incident: Incident) -> Cite:
    source = first_source(incident)
    if source is None:
        return Cite(coder=CODER, codebook=CODEBOOK)
    return Cite(url=source.url, title=source.title, publication=source.publisher, coder=CODER, codebook=CODEBOOK)


def _ours(incident: Incident) -> Ours:
    return Ours(
        date_precision=incident.date.value.precision if incident.date.value else None,
        place_precision=incident.place.value.precision if incident.place.value else None,
        certainty=incident.certainty.value,
        count=incident.count.value,
        aggregate=incident.aggregate,
        ranges={
            SIZES[account.outcome]: (account.low, account.high)
            for account in incident.tolls
            if not account.low == account.best == account.high
        },
        publishers=incident.publishers,
        first_reported=incident.first_reported,
        last_updated=incident.last_updated,
        sources=incident.sources,
    )
