"""How the work stands."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from communique.desk.archive.models import Event, Report, Snapshot
from communique.desk.ingest.models import Worker
from communique.desk.ingest.working.seen import alive

MOST = 1000
"""Waiting rows are counted so far; more are told as more."""
SHOWN = 50
"""Failed ones on one page, the latest first."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One kind of row that waits: its words, how many, and whether there are more than were counted."""

    words: str
    count: int
    more: bool


def workers(at: datetime) -> list[Worker]:
    """Those that are at work."""
    return list(alive(at))


def waiting() -> list[Waiting]:
    """What is to be done, in the order in which it is done."""
    return [
        _counted("Pages and files to read", Snapshot.objects.filter(state=Snapshot.State.FETCHED)),
        _counted("Reports to code", Report.objects.filter(state=Report.State.WAITING)),
        _counted("Events to link", Event.objects.filter(unlinked=True)),
    ]


def _counted(words: str, rows: "QuerySet[Snapshot] | QuerySet[Report] | QuerySet[Event]") -> Waiting:
    count = rows.order_by("pk")[: MOST + 1].count()
    return Waiting(words, min(count, MOST), count > MOST)


def failed_reports() -> list[Report]:
    """The latest that failed."""
    found = Report.objects.filter(state=Report.State.FAILED).defer("packed", "origin").select_related("source")
    return list(found.order_by("-pk")[:SHOWN])


def failed_snapshots() -> list[Snapshot]:
    """The latest of which nothing could be read."""
    found = Snapshot.objects.filter(state=Snapshot.State.FAILED).defer("packed").select_related("source")
    return list(found.order_by("-pk")[:SHOWN])
