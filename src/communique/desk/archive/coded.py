"""Keep what was read of a report: its events, and that it was read, in one transaction."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db import transaction

from communique.desk.archive.columns import event_columns
from communique.desk.archive.models import Event, Report
from communique.model import Event as Record
from communique.model import Origin


def keep_events(report: Report, events: Sequence[Record], origin: Origin, coded_with: str, at: datetime) -> None:
    """Keep the events of a report. One that is there already stays as it is, whatever people made of it.

    ``coded_with`` names the version of reader and codebook. A report without events needs no linking.
    """
    with transaction.atomic():
        Event.objects.bulk_create([event_row(report, each) for each in events], ignore_conflicts=True)
        report.origin = msgspec.json.encode(origin)
        report.coded_with, report.coded_at, report.error = coded_with, at, ""
        report.state = Report.State.CODED if events else Report.State.LINKED
        report.lease_until, report.leased_by = None, ""
        report.save(
            update_fields=["origin", "coded_with", "coded_at", "error", "state", "lease_until", "leased_by"],
        )


def event_row(report: Report, record: Record, maker: Event.Maker = Event.Maker.MACHINE) -> Event:
    """A row for an event, not saved."""
    return Event(
        name=record.id, report=report, maker=maker, packed=msgspec.json.encode(record), **event_columns(record)
    )
