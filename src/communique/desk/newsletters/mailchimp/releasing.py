"""Keeping an issue Mailchimp's while anything of it is there, and letting go of it when nothing is."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from communique.desk.newsletters.mailchimp.keeping import Thing, keep, noted
from communique.desk.newsletters.models import Issue, Remote

GONE = "gone"
"""In the place of a status: the campaign was deleted there, and may have been sent before."""
EMPTY: dict[str, Any] = {"status": "", "filled": "", "creating": "", "sent_at": None, "deleting": False}
MAILCHIMP, State = Issue.Platform.MAILCHIMP, Issue.State
TRIED = (State.SENT, State.CANCELLED)
"""Of these a test may be mailed, and nothing else."""


@transaction.atomic
def intend(issue: Issue, **told: Any) -> bool:
    """Write down what Mailchimp is about to be asked, before it is. From then on no other platform takes the issue.

    False, and nothing is to be asked: the issue is not as it was, or another platform's.
    """
    mine = Issue.objects.filter(pk=issue.pk, state=issue.state)
    if issue.state in TRIED:
        found = mine.update(state=issue.state)
    else:
        found = mine.filter(Q(platform=MAILCHIMP) | Q(state=State.DRAFT)).update(platform=MAILCHIMP)
    if found:
        noted(Thing.ISSUE, str(issue.pk), **{"deleting": False, **told})
    return bool(found)


def forget(row: Remote) -> None:
    """No campaign of it is there. An approved issue is now whosever the settings say (``issues.handing``)."""
    keep(Thing.ISSUE, row.ours, "", **EMPTY)


def stranded() -> list[int]:
    """Issues to be taken back from Mailchimp, because another platform sends now."""
    mine = Issue.objects.filter(platform=MAILCHIMP, state__in=(State.DRAFT, State.APPROVED, State.PAUSED))
    states = {str(pk): state for pk, state in mine.values_list("pk", "state")}
    rows = [
        row
        for row in Remote.objects.filter(thing=Thing.ISSUE, ours__in=states)
        if row.theirs or row.state.get("creating")
    ]
    return [int(row.ours) for row in rows if row.state.get("status") != GONE or states[row.ours] == State.APPROVED]
