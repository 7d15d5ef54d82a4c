"""Read reports again, in order, some at a time: what changes, and changing it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time

from django.db.models import QuerySet

from communique.desk.archive.models import Report
from communique.desk.ingest.coder import Coding
from communique.desk.ingest.recoding.applying import apply, plan
from communique.desk.ingest.recoding.planning import Plan
from communique.model import Event as Record

CODED = (Report.State.CODED, Report.State.LINKED)
AT_ONCE = 32
"""Reports held in memory together."""


def to_read_again(since: date, coded_with: str) -> QuerySet[Report]:
    """Reports received on a day (UTC) or later that another version read last, in the order in which they came."""
    start = datetime.combine(since, time.min, UTC)
    return Report.objects.filter(received_at__gte=start, state__in=CODED).exclude(coded_with=coded_with).order_by("pk")


def shown(since: date, coding: Coding) -> Iterator[Plan]:
    """What reading again would change, report by report."""
    for report, read in _read(since, coding):
        yield plan(report, read, coding.coded_with)


def applied(since: date, coding: Coding, now: Callable[[], datetime]) -> Iterator[Plan]:
    """Change it, and tell what was changed, report by report; ended midway, it goes on with the rest when begun again."""
    for report, read in _read(since, coding):
        made = apply(report, read, coding.coded_with, now())
        if made is not None:
            yield made


def _read(since: date, coding: Coding) -> Iterator[tuple[Report, Sequence[Record]]]:
    last = 0
    while reports := list(to_read_again(since, coding.coded_with).filter(pk__gt=last)[:AT_ONCE]):
        coded = coding.coder.stream(report.record for report in reports)
        for report, (_, events) in zip(reports, coded, strict=True):
            yield report, events
        last = reports[-1].pk
