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
    """Skip a batch; 0: none is left, and the issue is finished once none is on its way to the server either."""
    rows = Delivery.objects.filter(issue=issue)
    batch = list(rows.filter(state__in=WAITING).order_by("pk").values_list("pk", flat=True)[:BATCH])
    if not batch:
        if not rows.filter(state=State.SENDING).exists():
            Issue.objects.filter(pk=issue.pk, state=Issue.State.CANCELLED).update(finished_at=at)
        return 0
    why = {"state": State.SKIPPED, "at": at, "answer": "the issue was cancelled", "due_at": None}
    return rows.filter(pk__in=batch, state__in=WAITING).update(**why)
