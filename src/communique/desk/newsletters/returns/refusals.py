"""Deliveries that the mail server refused at once are returns too: where it is the last one, nothing comes back by mail."""

from datetime import datetime, timedelta
from hashlib import sha256

from communique.desk.newsletters.models import Delivery, Issue
from communique.desk.newsletters.returns.parsing import STATUS, Returned, What
from communique.desk.newsletters.returns.taking import take_read

AT_ONCE = 200
LOOKED_BACK = timedelta(days=14)


def take_refusals(at: datetime) -> int:
    """How many refused deliveries of the last two weeks were taken as bounces, with the server's words; some at a time."""
    issues = Issue.objects.filter(frozen_at__gt=at - LOOKED_BACK).values("pk")
    refused = Delivery.objects.filter(issue__in=issues, state=Delivery.State.FAILED, returns=None)
    rows = refused.values_list("pk", "answer").order_by("pk")[:AT_ONCE]
    for pk, answer in rows:
        found = STATUS.search(answer)
        told = Returned(What.BOUNCE, pk, found[0] if found else "", answer)
        take_read(told, sha256(f"refused {pk}".encode()).hexdigest())
    return len(rows)
