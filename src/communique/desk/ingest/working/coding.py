"""Code the reports that wait: many together, but one that was begun before alone, so that it cannot fail the others."""

import logging
from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

from django.db import transaction
from django.db.models import F, Q, QuerySet

from communique.desk.archive.coded import keep_events
from communique.desk.archive.link_tables import DeskTables
from communique.desk.archive.models import Report
from communique.desk.ingest.recoding.superseding import supersede_earlier
from communique.desk.ingest.working.holding import Work, free, hold, let_go, now
from communique.desk.ingest.working.troubles import Caught, backoff, words
from communique.incidents import origin
from communique.model import Event as Record
from communique.model import Report as ReportRecord

LOG = logging.getLogger("communique.worker")
State = Report.State
ENDED = "The worker ended {} times while it coded this report."


def code_waiting(work: Work) -> int:
    """Code a batch of reports; how many were taken."""
    held = _claimed(work)
    if not held or _given_up(held[0], work):
        return len(held)
    kept = 0
    with Caught() as caught:
        coded = work.coding.coder.stream(report.record for report in held)
        for report, (record, events) in zip(held, coded, strict=True):
            _keep(report, record, events, work)
            kept += 1
    if caught.error is not None:
        _failed(held[kept:], caught.error, work)
    return len(held)


def _claimed(work: Work) -> list[Report]:
    """The first that are due; of those that were begun before, one."""
    at = now()
    due = _due(at)
    if not due.exists():
        return []
    with transaction.atomic():
        found = list(due.select_for_update(skip_locked=True, of=("self",))[: work.limits.batch])
        together = list(takewhile(lambda report: not report.attempts, found)) or found[:1]
        return hold(together, Q(state=State.WAITING), work, at, attempts=F("attempts") + 1)


def _due(at: datetime) -> QuerySet[Report]:
    """A revision comes after what it revises, or that would be superseded before it was ever read; a failure holds up none."""
    early = Q(due_at=None) | Q(due_at__lte=at)
    after = Q(revises__state=State.WAITING, revises__error="")
    return Report.objects.filter(early, free(at), state=State.WAITING).exclude(after).order_by("pk")


def _given_up(report: Report, work: Work) -> bool:
    """Whether a report ended the worker too often; it is failed then."""
    if report.attempts <= work.limits.attempts:
        return False
    LOG.error("a report ends the worker again and again", extra={"report": report.name})
    let_go(report, state=State.FAILED, error=report.error or ENDED.format(work.limits.attempts))
    return True


def _keep(report: Report, record: ReportRecord, events: Sequence[Record], work: Work) -> None:
    """Keep the events of a report, and supersede what it revises, unless another took it or a person withdrew it meanwhile."""
    brief = origin(record)
    with DeskTables().writing() if report.revises_id else transaction.atomic():
        ours = Report.objects.filter(pk=report.pk, state=State.WAITING, leased_by=work.name)
        if not ours.select_for_update(of=("self",)).exists():
            LOG.warning("a report was taken by another meanwhile", extra={"report": report.name})
            return
        keep_events(report, events, brief, work.coding.coded_with, now())
        supersede_earlier(report)
    LOG.info("coded a report", extra={"report": report.name, "events": len(events)})


def _failed(reports: Sequence[Report], error: Exception, work: Work) -> None:
    """One that failed alone waits before it is tried again, or is failed; of many, each is tried alone at once."""
    for report in reports if len(reports) > 1 else ():
        let_go(report)
    if len(reports) > 1:
        LOG.warning("a batch failed and is coded one by one", exc_info=error, extra={"reports": len(reports)})
        return
    report = reports[0]
    last = report.attempts >= work.limits.attempts
    LOG.error("coding a report failed", exc_info=error, extra={"report": report.name, "attempts": report.attempts})
    let_go(
        report,
        state=State.FAILED if last else State.WAITING,
        error=words(error),
        due_at=None if last else now() + backoff(report.attempts),
    )
