"""Write the audience of an issue down, once: who is in it gets it, or the ledger says why not.

A part a transaction, so that nobody who writes meanwhile waits long; killed in between, it goes on where it stopped. In each part
the places on the list are compared with the rows written and those left out: they must add up.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, QuerySet

from communique.desk.newsletters.models import Delivery, Issue
from communique.desk.newsletters.sending.audience import GETS, columns, on_list
from communique.desk.newsletters.sending.holders import gone

PART = 20_000
LEASE = timedelta(minutes=2)
INSERT = "INSERT INTO newsletters_delivery (issue_id, subscriber_id, address, domain) {}"


class CountsDiffer(RuntimeError):  # noqa: N818  what it says
    """The rows written and those left out are not the places on the list. Nothing of that part was kept."""


def freeze(issue: Issue, at: datetime, holder: str, more: Callable[[], bool] = lambda: True) -> int:
    """Take an approved issue, or one whose freezing was cut off, to ``sending``; how many rows were written.

    ``holder``: of ``holders.new_holder``; no other does it meanwhile. ``more``: whether to write another part now; what is left is
    written the next time. Raises ``CountsDiffer``.
    """
    if not _take(issue, at, holder):
        return 0
    written, part = 0, _part(issue.pk, at.astimezone(UTC).date(), holder)
    while part is not None:
        written += part
        part = _part(issue.pk, at.astimezone(UTC).date(), holder) if more() else None
    Issue.objects.filter(pk=issue.pk, leased_by=holder).update(leased_by="", lease_until=None)
    return written


def _take(issue: Issue, at: datetime, holder: str) -> bool:
    mine = {"state": Issue.State.FREEZING, "leased_by": holder, "lease_until": at + LEASE}
    approved = Issue.objects.filter(pk=issue.pk, state=Issue.State.APPROVED, due_at__lte=at)
    approved = approved.exclude(platform=Issue.Platform.MAILCHIMP)  # which may send it, or have sent it
    cut_off = Issue.objects.filter(pk=issue.pk, state=Issue.State.FREEZING, leased_by=issue.leased_by)
    free = not issue.leased_by or gone(issue.leased_by) or (issue.lease_until is not None and issue.lease_until < at)
    return bool(approved.update(**mine) or (free and cut_off.update(**mine)))


@transaction.atomic
def _part(pk: int, day: date, holder: str) -> int | None:
    """Write the next part; null: nothing is left, the issue is cancelled, or another holds it."""
    _see_one_moment()
    issue = Issue.objects.filter(pk=pk, state=Issue.State.FREEZING, leased_by=holder).select_for_update().first()
    if issue is None:
        return None
    places = on_list(issue, day).filter(subscriber__gt=issue.frozen_up_to)
    found = list(places.order_by("subscriber").values_list("subscriber", flat=True)[:PART])
    if not found:
        _finish(issue)
        return None
    return _write(issue, places.filter(subscriber__lte=found[-1]), found[-1])


def _write(issue: Issue, places: QuerySet[Any], up_to: int) -> int:
    sql, values = columns(places.filter(why=GETS), issue).order_by("subscriber").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(INSERT.format(sql), values)
        written = int(cursor.rowcount)
    counts = dict(places.values("why").order_by().annotate(Count("pk")).values_list("why", "pk__count"))
    if counts.pop(GETS, 0) != written:
        raise CountsDiffer(f"{issue}: {written} deliveries written do not add up with its list; nothing was kept")
    left_out = {why: issue.left_out.get(why, 0) + counts.get(why, 0) for why in {*issue.left_out, *counts}}
    _save(issue, left_out=left_out, frozen_up_to=up_to, lease_until=datetime.now(UTC) + LEASE)
    return written


def _finish(issue: Issue) -> None:
    audience = Delivery.objects.filter(issue=issue).count()
    now = datetime.now(UTC)
    _save(issue, state=Issue.State.SENDING, audience=audience, frozen_at=now, leased_by="", lease_until=None)


def _save(issue: Issue, **values: Any) -> None:
    Issue.objects.filter(pk=issue.pk).update(**values)


def _see_one_moment() -> None:
    """Every statement of a part sees the same rows; SQLite does so by itself."""
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
