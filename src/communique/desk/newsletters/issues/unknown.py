"""Deliveries of which nobody knows whether they arrived: the sender ended between handing them over and the server's answer.

They are never sent again by themselves. An operator may send one again, who then may have it twice, or leave it as it is.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from communique.desk.accounts.models import User
from communique.desk.archive.changing.history import Subject, note
from communique.desk.newsletters.issues.approving import IssueRefused, name_of
from communique.desk.newsletters.models import Delivery, Issue

AT_ONCE = 200
OPEN = (Issue.State.SENDING, Issue.State.PAUSED, Issue.State.SENT)


@transaction.atomic
def send_again(issue: Issue, deliveries: Iterable[int], by: User) -> int:
    """Have chosen unknown deliveries sent once more; how many. An issue that was done is sent on.

    ``deliveries``: primary keys, of which those that are not unknown any more, or of another issue, are passed over; consent is
    checked again when each is sent. Raises ``IssueRefused`` on a cancelled issue.
    """
    found = Issue.objects.select_for_update(of=("self",)).select_related("list").get(pk=issue.pk)
    if found.state not in OPEN:
        raise IssueRefused("This issue is not being sent; nothing of it is sent again.")
    unknown = Delivery.objects.select_for_update().filter(issue=found, state=Delivery.State.UNKNOWN)
    chosen = list(unknown.filter(pk__in=list(deliveries)[:AT_ONCE]).order_by("pk").values_list("pk", flat=True))
    if not chosen:
        return 0
    pending = {
        "state": Delivery.State.PENDING,
        "at": timezone.now(),
        "due_at": None,
        "leased_by": "",
        "lease_until": None,
    }
    unknown.filter(pk__in=chosen).update(**pending)
    Issue.objects.filter(pk=found.pk, state=Issue.State.SENT).update(state=Issue.State.SENDING, finished_at=None)
    for each in chosen:
        note(by, Subject.ISSUE, name_of(found), f"delivery {each}", "unknown", "pending", "sent again by choice")
    return len(chosen)
