"""Who left here and is still to be taken out at Mailchimp: until they are, the list's campaigns wait."""

from django.db.models import Q

from communique.desk.newsletters.mailchimp.interests import ids, key_of
from communique.desk.newsletters.mailchimp.judging import LIVE
from communique.desk.newsletters.mailchimp.knowing import known
from communique.desk.newsletters.mailchimp.wanting import wanted
from communique.desk.newsletters.models import Issue, RemoteTask


def waiting(issue: Issue) -> bool:
    """Whether somebody is still to be taken out of the issue's segment."""
    key = key_of(issue.list, issue.frequency)
    there = ids().get(key)
    on_it = Q(subscriber__subscriptions__list=issue.list)
    for task in RemoteTask.objects.filter(on_it).select_related("subscriber").distinct().iterator(500):
        what = known(task.subscriber)
        if (
            what is None
            or (what.status and what.status not in LIVE)
            or not what.interests.get(there or "", not what.status)
        ):
            continue
        if key not in wanted(task.subscriber, task.due_at.date()).lists:
            return True
    return False
