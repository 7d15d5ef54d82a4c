"""What is left to do for cancelled issues: waiting deliveries are skipped, a batch a transaction, so that nobody waits long."""

import threading
from datetime import datetime
from time import monotonic

from django.db import transaction

from communique.desk.newsletters.models import Delivery, Issue

State = Delivery.State
WAITING = (State.PENDING, State.DEFERRED)
BATCH = 5_000
PATIENCE_S = 2.0


def end_due(at: datetime, name: str, stopping: threading.Event) -> int:
    """A step of the worker: how many deliveries were skipped. Several workers may do it at once."""
    del name
    until, skipped = monotonic() + PATIENCE_S, 0
    for issue in Issue.objects.filter(state=Issue.State.CANCELLED, finished_at=None).order_by("pk"):
        while not stopping.is_set() and monotonic() < until:
            count = skip_some(issue, at)
            skipped += count
            if not count:
                break
    return skipped


@transaction.atomic
def skip_some(issue: Issue, at: datetime) -> int:
    """Skip a batch of what no sender holds; 0: none is left, and the issue is finished once no sender holds any either.

    What a sender holds it gives back; where it ended, ``sending.recovering`` says what became of it.
    """
    rows = Delivery.objects.filter(issue=issue)
    free = rows.filter(state__in=WAITING, leased_by="")
    batch = list(free.order_by("pk").values_list("pk", flat=True)[:BATCH])
    if not batch:
        if not rows.filter(state__in=(*WAITING, State.SENDING)).exists():
            Issue.objects.filter(pk=issue.pk, state=Issue.State.CANCELLED).update(finished_at=at)
        return 0
    why = {"state": State.SKIPPED, "at": at, "answer": "the issue was cancelled", "due_at": None}
    return free.filter(pk__in=batch).update(**why)
