"""A step of the worker: issues that are due are frozen, and those being sent are sent, each for its share of two seconds."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from time import monotonic

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from communique.desk.newsletters.issues.approving import IssueRefused, pause
from communique.desk.newsletters.issues.handing import take_over
from communique.desk.newsletters.models import Issue
from communique.desk.newsletters.sending import pacing
from communique.desk.newsletters.sending.freezing import freeze
from communique.desk.newsletters.sending.holders import new_holder
from communique.desk.newsletters.sending.lanes import lanes
from communique.desk.newsletters.sending.ledger import finish
from communique.desk.newsletters.sending.recovering import recover
from communique.desk.newsletters.sending.sender import Job, Trouble, send_some
from communique.desk.newsletters.smtp.compiling import compiled
from communique.desk.newsletters.smtp.errors import MailSetupError, ServerRefuses, ServerUnavailable

LOG = logging.getLogger(__name__)
PATIENCE_S = 2.0
LEAST_S = 0.2
"""For one of many issues that are sent at once."""
State = Issue.State


def send_due(at: datetime, name: str, stopping: threading.Event) -> int:
    """How many deliveries were written down or dealt with. Several workers may do it at once, on both databases.

    What was begun here is ended here, also once another platform is chosen.
    """
    del name  # a process may send over several connections, each of which holds its own deliveries
    if not settings.EMAIL_HOST:
        return 0
    until = monotonic() + PATIENCE_S
    if _chosen():
        take_over()
    done = recover(at) + _freeze_due(at, lambda: monotonic() < until and not stopping.is_set())
    if pacing.held(pacing.SERVER, at):
        return done
    issues = list(_open(State.SENDING))
    for issue in issues:
        if stopping.is_set():
            break
        share = max(LEAST_S, (until - monotonic()) / len(issues))
        done += _send(issue, monotonic() + share, stopping)
    return done


def _freeze_due(at: datetime, more: Callable[[], bool]) -> int:
    begun = Q(state=State.FREEZING)
    due = begun | Q(state=State.APPROVED, due_at__lte=at) if _chosen() else begun
    issues = _ours().filter(due).defer("content", "html", "text", "images").order_by("due_at", "pk")
    return sum(freeze(issue, at, new_holder(), more) for issue in issues)


def _chosen() -> bool:
    return bool(settings.PLATFORM == Issue.Platform.SMTP)


def _ours() -> QuerySet[Issue]:
    """Never one that Mailchimp was given."""
    return Issue.objects.exclude(platform=Issue.Platform.MAILCHIMP)


def _open(state: str) -> QuerySet[Issue]:
    return _ours().filter(state=state).select_related("list").defer("content").order_by("due_at", "pk")


def _send(issue: Issue, until: float, stopping: threading.Event) -> int:
    """Send some of an issue; what keeps it from going out is told on its page."""
    try:
        found = lanes(settings.MAIL_RATE, settings.MAIL_PROVIDER_RATES)
        job = Job(issue, compiled(issue), found, until, stopping)
        sent = _over_connections(job)
    except ServerUnavailable as error:
        again = pacing.hold(pacing.SERVER, str(error))
        LOG.warning("the mail server takes nothing now; tried again at %s: %s", again, error)
        _tell(issue, f"The mail server takes nothing now: {error}")
        return 0
    except (MailSetupError, ServerRefuses, Trouble) as error:
        _pause(issue, str(error))
        return 0
    if sent:
        pacing.let_go(pacing.SERVER)
        _tell(issue, "")
    finish(issue.pk)
    return sent


def _over_connections(job: Job) -> int:
    """Over as many connections as the settings say, each in its own thread; the first error of any is raised."""
    if settings.MAIL_CONNECTIONS == 1:
        return send_some(job, new_holder())
    with ThreadPoolExecutor(settings.MAIL_CONNECTIONS) as pool:
        holders = [new_holder() for _ in range(settings.MAIL_CONNECTIONS)]
        parts = [pool.submit(_in_thread, job, holder) for holder in holders]
    return sum(part.result() for part in parts)


def _in_thread(job: Job, holder: str) -> int:
    own = Job(job.issue, job.mail, job.lanes, job.until, job.stopping)
    try:
        return send_some(own, holder)
    finally:
        connection.close()


def _tell(issue: Issue, trouble: str) -> None:
    Issue.objects.filter(~Q(trouble=trouble), pk=issue.pk, state=State.SENDING).update(trouble=trouble)


def _pause(issue: Issue, why: str) -> None:
    LOG.error("issue %s is paused: %s", issue.pk, why)
    try:
        pause(issue, None, why)
    except IssueRefused:
        LOG.info("issue %s was paused or cancelled meanwhile", issue.pk)
