"""An incident as it was known on a day: composed anew of what had been reported by then."""

import base64
import struct
from collections.abc import Mapping

from communique.incidents.composing import compose
from communique.incidents.told import Told
from communique.model import Incident, Origin, Source
from communique.situation.days import day_of


class NotRecomputableError(ValueError):
    """An incident without its events, of which some reports are later than the day: its earlier values cannot be told."""


def as_reported(incident: Incident, day: str) -> Incident | None:
    """The incident of the reports published on ``day`` (ISO date) or before; null where there were none.

    Reports without a date of publication are not known to have been there and are left out. Raises ``NotRecomputableError``.
    """
    if not incident.sources:
        return incident if (day_of(incident.last_updated) or "9999") <= day else None
    kept = {source.report: source for source in incident.sources if (day_of(source.published) or "9999") <= day}
    if len(kept) == len(incident.sources):
        return incident
    if not kept:
        return None
    if not incident.events:
        raise NotRecomputableError(incident.id)
    groups = {source.report: number for number, source in enumerate(incident.sources)}
    told = [Told(event, _origin(kept[event.report], groups)) for event in incident.events if event.report in kept]
    return compose(incident.id, told, incident.formerly) if told else None


def _origin(source: Source, groups: Mapping[str, int]) -> Origin:
    """The source as a report in brief. Its sketch stands for the text it repeats, so that a reprint stays one."""
    group = groups.get(source.reprint_of or source.report, -1)
    return Origin(
        report=source.report,
        publisher=source.publisher,
        published=source.published,
        url=source.url,
        title=source.title,
        wire=source.wire,
        sketch=base64.b64encode(struct.pack("<i", group)).decode(),
    )
