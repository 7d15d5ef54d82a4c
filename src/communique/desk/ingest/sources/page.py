"""What a source's page shows: how it does, what waits or failed, what was kept, and who changed it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Prefetch

from communique.desk.archive.models import Change, Report, Snapshot, Source
from communique.desk.ingest.models import Entry
from communique.desk.ingest.polling.logins import logins
from communique.desk.ingest.polling.outcome import SourceFailedError
from communique.desk.ingest.polling.poll import WATCHED
from communique.desk.ingest.sources.listed import state_of

SNAPSHOTS, ENTRIES, CHANGES = 50, 20, 20
"""Rows shown at once."""
REPORTS = 6
"""Reports looked at of one snapshot; one less is shown."""


def told(source: Source, before: int | None, now: datetime) -> dict[str, Any]:
    """All of it; ``before`` is the primary key that the kept pages go on below."""
    words, look = state_of(source, now)
    snapshots = _snapshots(source, before)
    return {
        "source": source,
        "watched": source.kind in WATCHED,
        "state": words,
        "look": look,
        "reports": Report.objects.filter(source=source).count(),
        "waiting": Entry.objects.filter(source=source, state=Entry.State.WAITING).count(),
        "trouble": list(_trouble(source)),
        "snapshots": snapshots[:SNAPSHOTS],
        "more": snapshots[SNAPSHOTS - 1].pk if len(snapshots) > SNAPSHOTS else None,
        "before": before,
        "changes": list(_changes(source)),
        "now": now,
    }


def _snapshots(source: Source, before: int | None) -> list[Snapshot]:
    few = Report.objects.only("name", "title", "revises", "snapshot").order_by("pk")[:REPORTS]
    found = Snapshot.objects.filter(source=source).defer("packed").order_by("-pk")
    found = found.prefetch_related(Prefetch("reports", few, to_attr="few"))
    return list((found.filter(pk__lt=before) if before else found)[: SNAPSHOTS + 1])


def _trouble(source: Source) -> Any:
    """Entries whose page failed or whose file could not be kept, the latest first."""
    return Entry.objects.filter(source=source).exclude(error="").order_by("-pk")[:ENTRIES]


def _changes(source: Source) -> Any:
    mine = Change.objects.filter(subject=Change.Subject.SOURCE, subject_id=str(source.pk))
    return mine.select_related("who").order_by("-pk")[:CHANGES]


def offered() -> dict[str, Any]:
    """What the form offers: folders and mailboxes that a setting names, and what is wrong with that setting."""
    try:
        boxes, wrong = [login.address for login in logins()], ""
    except SourceFailedError as error:
        boxes, wrong = [], str(error)
    return {"folders": [str(each) for each in settings.FOLDERS], "mailboxes": boxes, "wrong": wrong}
