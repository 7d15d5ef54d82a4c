"""Fetch what was submitted by its address: a step of the worker."""

from datetime import datetime, timedelta

from django.db.models import F, Q

from communique.desk.api.models import Submission
from communique.desk.api.submitting.taking import settle
from communique.desk.archive.models import Source
from communique.desk.ingest.fetching import FetchError
from communique.desk.ingest.handing.hand_in import Given, HandInError, hand_in_address

HELD = timedelta(minutes=5)
"""For which a worker has a submission to itself; one that was killed leaves it to others then."""
TRIES = 5
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
"""After each try that gave nothing."""


def fetch_submitted(now: datetime, limit: int = 4) -> int:
    """Fetch pages that wait for it; how many were tried."""
    due = Submission.objects.filter(Q(due_at=None) | Q(due_at__lte=now), state=Submission.State.WAITING)
    found = list(due.select_related("who").order_by("due_at", "pk")[:limit])
    return sum(_tried(row, now) for row in found)


def _tried(row: Submission, now: datetime) -> bool:
    """Whether it was ours to try."""
    mine = Submission.objects.filter(pk=row.pk, state=Submission.State.WAITING, due_at=row.due_at)
    if not mine.update(due_at=now + HELD, attempts=F("attempts") + 1):
        return False
    if row.attempts >= TRIES:  # what was begun so often and never came to an end
        Submission.objects.filter(pk=row.pk).update(state=Submission.State.FAILED, error="It could not be read.")
        return True
    try:
        settle(row, hand_in_address(row.url, Given(row.who, row.publisher, row.published), Source.Kind.API))
    except HandInError as error:
        _again(row, error, now)
    return True


def _again(row: Submission, error: HandInError, now: datetime) -> None:
    cause = error.__cause__
    over = row.attempts + 1 >= TRIES or (isinstance(cause, FetchError) and cause.final)
    Submission.objects.filter(pk=row.pk).update(
        state=Submission.State.FAILED if over else Submission.State.WAITING,
        due_at=now + WAITS[min(row.attempts, len(WAITS) - 1)],
        error=str(error),
    )
