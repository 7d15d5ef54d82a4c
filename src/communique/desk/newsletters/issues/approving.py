"""Every change of how far an issue is, with its history.

Each is one ``UPDATE`` of a row that is still in a state it may leave: of two people who press a button at once, one does it and the
other is told.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from communique.desk.accounts.models import User
from communique.desk.archive.changing.history import Subject, note
from communique.desk.newsletters.issues.bodies import bodies_of, platform_of
from communique.desk.newsletters.models import Issue

State = Issue.State
NO_BODIES: dict[str, Any] = {"html": "", "text": "", "images": {}}
WORDS = {
    State.DRAFT: "waits for approval",
    State.APPROVED: "is approved",
    State.FREEZING: "is being prepared for sending",
    State.SENDING: "is being sent",
    State.PAUSED: "is paused",
    State.SENT: "was sent",
    State.CANCELLED: "was cancelled",
}
"""What pages say of an issue."""


class IssueRefused(ValueError):  # noqa: N818  the word that pages show
    """A change that cannot be made; the message says why."""


def name_of(issue: Issue) -> str:
    """Its name in the history: slug and number."""
    return f"{issue.list.slug}/{issue.number}"


@transaction.atomic
def approve(issue: Issue, by: User | None, at: datetime, due_at: datetime | None = None) -> None:
    """Let a draft go out at ``due_at``, which is ``at`` where none is given; ``by`` null: the list approves by itself.

    The bodies are rendered now and kept: what was approved is what goes out. Raises ``IssueRefused`` where it is no draft.
    """
    due = max(at, due_at or at)
    found = _locked(issue)
    given = {"approved_by": by, "approved_at": at, "due_at": due, "platform": platform_of(found), "trouble": ""}
    values = {**given, **bodies_of(found)}
    _change(found, {State.DRAFT}, State.APPROVED, by, "approved", f"due {due.isoformat()}", **values)


@transaction.atomic
def reschedule(issue: Issue, by: User, due_at: datetime) -> None:
    """Send an approved issue at another time. Raises ``IssueRefused`` where it is on its way already."""
    found = _locked(issue)
    before = found.due_at
    if not Issue.objects.filter(pk=issue.pk, state=State.APPROVED).update(due_at=due_at):
        raise _refused(found, "scheduled anew")
    was = before.isoformat() if before else None
    note(by, Subject.ISSUE, name_of(found), "due_at", was, due_at.isoformat())


@transaction.atomic
def take_back(issue: Issue, by: User | None, why: str = "") -> None:
    """Make an approved issue a draft again; ``by`` null: the desk was put back.

    Raises ``IssueRefused`` where it is on its way already.
    """
    values = {"approved_by": None, "approved_at": None, "due_at": None, **NO_BODIES}
    _change(_locked(issue), {State.APPROVED}, State.DRAFT, by, "taken back", why, **values)


@transaction.atomic
def pause(issue: Issue, by: User | None, why: str = "") -> None:
    """Send no more of it for now; messages that are with the server are not called back. ``by`` null: its failures did it."""
    _change(_locked(issue), {State.SENDING}, State.PAUSED, by, "paused", why, trouble="" if by else why)


@transaction.atomic
def resume(issue: Issue, by: User, why: str = "") -> None:
    """Go on with a paused issue where it stopped."""
    _change(_locked(issue), {State.PAUSED}, State.SENDING, by, "resumed", why, trouble="")


@transaction.atomic
def cancel(issue: Issue, by: User | None, why: str = "") -> None:
    """Send no more of it, ever; ``by`` null: nothing of it was left to tell.

    Who has it has it; ``ending`` skips the rest of its deliveries.
    """
    open_ = {State.DRAFT, State.APPROVED, State.FREEZING, State.SENDING, State.PAUSED}
    _change(_locked(issue), open_, State.CANCELLED, by, "cancelled", why, finished_at=None)


def _locked(issue: Issue) -> Issue:
    """As it is now, for the length of the transaction."""
    return Issue.objects.select_for_update(of=("self",)).select_related("list").get(pk=issue.pk)


def _change(found: Issue, of: Collection[str], to: str, by: User | None, done: str, why: str, **values: Any) -> None:
    """``done``: the word for it in a refusal."""
    before = found.state
    if before not in of or not Issue.objects.filter(pk=found.pk, state=before).update(state=to, **values):
        raise _refused(found, done)
    note(by, Subject.ISSUE, name_of(found), "state", before, to, why)


def _refused(found: Issue, done: str) -> IssueRefused:
    return IssueRefused(f"This issue {WORDS[State(found.state)]} and cannot be {done}. Here it is as it is now.")
