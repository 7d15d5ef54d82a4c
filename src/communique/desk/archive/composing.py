"""Compose incidents of the events that count, and of those that a person accepted; keep what changed."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from django.db.models import F

from communique.desk.archive.columns import incident_columns
from communique.desk.archive.models import Composition, Event, Incident, Party, Stamp
from communique.desk.archive.signals import compositions_changed
from communique.incidents import Told, compose
from communique.incidents.store.database import Database
from communique.incidents.store.tables import selected
from communique.model import Incident as Record

Basis = Composition.Basis
ROWS = 500
"""Rows written by one statement; PostgreSQL and SQLite bind some thousands of values."""


def recompose(database: Database, numbers: Iterable[int]) -> None:
    """Compose incidents anew, by their numbers. Call it inside ``database.writing()``."""
    wanted = sorted(set(numbers))
    if not wanted:
        return
    stamp = _next_stamp()
    names = {int(n): str(name) for n, name in selected(database, "SELECT n, id FROM link_name WHERE n IN ({})", wanted)}
    members = _members(database, wanted)
    former = _former(database, members)
    rows = [_row(n, names[n], members.get(n, ()), stamp) for n in wanted]
    Incident.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["reviewed", "stamp", "changed_at"],
        batch_size=ROWS,
    )
    accepted = [row.number for row in rows if row.reviewed != Incident.Reviewed.NONE]
    Incident.objects.filter(number__in=accepted, ever_reviewed=False).update(ever_reviewed=True)
    _redirect(database, wanted, members)
    for basis in Basis:
        _keep(basis, {n: _told(members.get(n, ()), basis) for n in wanted}, names, former, stamp)
    _belong(members)
    compositions_changed.send(sender=Incident, numbers=wanted)


def _next_stamp() -> int:
    Stamp.objects.get_or_create(pk=1)
    Stamp.objects.filter(pk=1).update(last=F("last") + 1)
    return Stamp.objects.get(pk=1).last


def _members(database: Database, numbers: Sequence[int]) -> dict[int, tuple[Event, ...]]:
    """The events of each incident that count, in the order of their ids."""
    query = "SELECT id, incident FROM link_event WHERE incident IN ({})"
    incident = {str(name): int(number) for name, number in selected(database, query, numbers)}
    events = Event.objects.filter(name__in=list(incident), state__in=Event.COUNTING).select_related("report")
    found: dict[int, tuple[Event, ...]] = {}
    for event in events.order_by("name"):
        number = incident[event.name]
        found[number] = (*found.get(number, ()), event)
    return found


def _former(database: Database, members: Mapping[int, Sequence[Event]]) -> dict[int, list[str]]:
    """The older ids that lead to each incident now: those that its events founded."""
    of = {event.name: number for number, events in members.items() for event in events}
    query = "SELECT founder, n, id FROM link_name WHERE founder IN ({}) ORDER BY n"
    found: dict[int, list[str]] = {}
    for founder, n, name in sorted(selected(database, query, list(of)), key=lambda row: row[1]):
        if int(n) != of[str(founder)]:
            found.setdefault(of[str(founder)], []).append(str(name))
    return found


def _row(number: int, name: str, events: Sequence[Event], stamp: int) -> Incident:
    accepted = sum(event.state == Event.State.ACCEPTED for event in events)
    every = Incident.Reviewed.ALL if accepted == len(events) else Incident.Reviewed.PARTLY
    return Incident(number=number, name=name, stamp=stamp, reviewed=every if accepted else Incident.Reviewed.NONE)


def _redirect(database: Database, numbers: Sequence[int], members: Mapping[int, Sequence[Event]]) -> None:
    """An incident without events leads to the one that the event which founded it is of now, where there is one."""
    query = "SELECT link_name.n, incident FROM link_name JOIN link_event ON link_event.id = founder WHERE link_name.n IN ({})"
    leads = {
        int(n): int(into) for n, into in selected(database, query, list(numbers)) if into is not None and into != n
    }
    Incident.objects.filter(number__in=[n for n in numbers if n in members]).update(into=None)
    for n, into in leads.items():
        if n not in members:
            Incident.objects.filter(number=n).update(into=into)


def _told(events: Sequence[Event], basis: str) -> list[Told]:
    wanted = [event for event in events if basis == Basis.READ or event.state == Event.State.ACCEPTED]
    return [Told(event.record, event.report.brief) for event in wanted]


def _keep(
    basis: Basis, told: Mapping[int, list[Told]], names: Mapping[int, str], former: Mapping[int, list[str]], stamp: int
) -> None:
    """Write the compositions of a basis; those that have no event left go, since they say nothing."""
    Composition.objects.filter(incident__in=[n for n, each in told.items() if not each], basis=basis).delete()
    records = {n: compose(names[n], each, former.get(n, ())) for n, each in told.items() if each}
    rows = [_composition(basis, n, record, stamp) for n, record in records.items()]
    if not rows:
        return
    fixed = {"id", "incident", "basis"}
    fields = [field.name for field in Composition._meta.concrete_fields if field.name not in fixed]
    Composition.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["incident", "basis"], update_fields=fields, batch_size=ROWS
    )
    found = Composition.objects.filter(incident__in=list(records), basis=basis).values_list("incident", "id", "day")
    Party.objects.filter(composition__in=[row for _, row, _ in found]).delete()
    Party.objects.bulk_create(
        [party for n, row, day in found for party in _parties(basis, row, day, records[n])], batch_size=ROWS
    )


def _composition(basis: Basis, number: int, record: Record, stamp: int) -> Composition:
    packed = msgspec.json.encode(msgspec.structs.replace(record, events=()))
    return Composition(incident_id=number, basis=basis, packed=packed, stamp=stamp, **incident_columns(record))


def _parties(basis: Basis, row: int, day: int, record: Record) -> list[Party]:
    sides = ((Party.Side.INITIATOR, record.initiators), (Party.Side.RECIPIENT, record.recipients))
    named = {(side, actor.name): actor for side, chosen in sides for actor in chosen.value or () if actor.name}
    return [
        Party(composition_id=row, basis=basis, day=day, side=side, name=str(name), kind=actor.kind or "")
        for (side, name), actor in named.items()
    ]


def _belong(members: Mapping[int, Sequence[Event]]) -> None:
    """Write down of which incident each event is."""
    for number, events in members.items():
        moved = [event.pk for event in events if event.incident_id != number]
        if moved:
            Event.objects.filter(pk__in=moved).update(incident=number)
