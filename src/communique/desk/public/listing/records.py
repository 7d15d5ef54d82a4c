"""Whole incidents of a selection, with the events of its basis, a portion at a time: any number of them in little memory."""

from collections.abc import Iterator

import msgspec
from django.db.models import Q

from communique.desk.archive.models import Composition, Event
from communique.desk.public.selecting import Selection
from communique.desk.public.selecting.selection import newest_first
from communique.model import Event as EventRecord
from communique.model import Incident

AT_ONCE = 200


def portions(selection: Selection, most: int | None = None) -> Iterator[list[Composition]]:
    """The rows, the latest first; each portion is asked for after the last of the one before, so that none is missed or doubled."""
    rows, left = newest_first(selection.rows(Composition.objects.all())), most
    at: tuple[int, int] | None = None
    while left is None or left > 0:
        after = rows if at is None else rows.filter(day__lte=at[0]).filter(Q(day__lt=at[0]) | Q(pk__lt=at[1]))
        found = list(after[: AT_ONCE if left is None else min(AT_ONCE, left)])
        if not found:
            return
        yield found
        at, left = (found[-1].day, found[-1].pk), None if left is None else left - len(found)


def incidents(selection: Selection, most: int | None = None) -> Iterator[Incident]:
    """The incidents with their events."""
    for portion in portions(selection, most):
        yield from whole(portion)


def whole(rows: list[Composition]) -> Iterator[Incident]:
    """Incidents of one basis with the events of it, in the order of their sources."""
    if not rows:
        return
    states = Event.COUNTING if rows[0].basis == Composition.Basis.READ else (Event.State.ACCEPTED,)
    events: dict[int, dict[str, EventRecord]] = {}
    found = Event.objects.filter(incident__in=[row.incident_id for row in rows], state__in=states)
    for event in found.only("name", "packed", "incident_id"):
        events.setdefault(event.incident_id or 0, {})[event.name] = event.record
    for row in rows:
        record, own = row.record, events.get(row.incident_id, {})
        named = [name for source in record.sources for name in source.events if name in own]
        yield msgspec.structs.replace(record, events=tuple(own[name] for name in dict.fromkeys([*named, *sorted(own)])))
