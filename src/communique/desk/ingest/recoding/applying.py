"""Make what another reading changes so: one report, one transaction."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db.models import F

from communique.desk.archive.changing.correcting import FIELDS, shown
from communique.desk.archive.changing.history import Subject, note
from communique.desk.archive.coded import event_row
from communique.desk.archive.columns import event_columns
from communique.desk.archive.link_tables import DeskTables
from communique.desk.archive.models import Event, Report
from communique.desk.ingest.recoding.decided import decided
from communique.desk.ingest.recoding.planning import EventChange, Plan, changes
from communique.desk.ingest.recoding.superseding import set_aside
from communique.model import Event as Record

State = Event.State


def plan(report: Report, read: Sequence[Record], coded_with: str) -> Plan:
    """What would change."""
    rows = list(Event.objects.filter(report=report).order_by("pk"))
    return _plan(report, rows, read, coded_with)


def _plan(report: Report, rows: Sequence[Event], read: Sequence[Record], coded_with: str) -> Plan:
    return Plan(report.name, report.title, report.coded_with, coded_with, changes(rows, read, decided(rows)))


def apply(report: Report, read: Sequence[Record], coded_with: str, at: datetime) -> Plan | None:
    """Change what ``plan`` shows, as it is found now: people may have decided since it was shown. Null where the report was
    withdrawn, superseded, or read again by another meanwhile.

    The events that changed are linked next.
    """
    with DeskTables().writing():
        same = Report.objects.filter(pk=report.pk, state=report.state, coded_with=report.coded_with)
        if not same.select_for_update(of=("self",)).exists():
            return None
        rows = list(Event.objects.select_for_update(of=("self",)).filter(report=report).order_by("pk"))
        found = _plan(report, rows, read, coded_with)
        of, records = {row.name: row for row in rows}, {record.id: record for record in read}
        for change in found.changes:
            _make(change, report, of.get(change.event), records.get(change.event), coded_with)
        Report.objects.filter(pk=report.pk).update(coded_with=coded_with, coded_at=at)
        return found


def _make(change: EventChange, report: Report, row: Event | None, record: Record | None, coded_with: str) -> None:
    why = f"read again with {coded_with}"
    if row is None and record is not None:
        event_row(report, record).save()
    elif row is not None and record is None and not change.kept:
        set_aside(row, why)
    elif row is not None and record is not None:
        (_beside if change.kept else _replace)(change, row, record, why)


def _beside(_change: EventChange, row: Event, record: Record, _why: str) -> None:
    """What a person decided on stays as it is; the machine's reading is kept beside it."""
    Event.objects.filter(pk=row.pk).update(machine=msgspec.json.encode(record))


def _replace(change: EventChange, row: Event, record: Record, why: str) -> None:
    """One that nobody decided on is as the machine reads it now."""
    for each in change.fields:
        if each.field in FIELDS:
            note(
                None, Subject.EVENT, row.name, each.field, shown(row.record, each.field), shown(record, each.field), why
            )
    if change.kind == "back":
        before, after = ({"state": state, "reason": ""} for state in (row.state, State.NEW))
        note(None, Subject.EVENT, row.name, "state", before, after, why)
    rows = Event.objects.filter(pk=row.pk)
    rows.update(
        packed=msgspec.json.encode(record),
        state=State.NEW,
        unlinked=True,
        version=F("version") + 1,
        **event_columns(record),
    )
