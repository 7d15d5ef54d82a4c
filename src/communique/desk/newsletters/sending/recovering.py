"""What a sender left behind that ended: what it had marked is unknown, for good; what it had only claimed is free again."""

from datetime import datetime

from django.db import transaction

from communique.desk.newsletters.models import Delivery
from communique.desk.newsletters.sending.holders import gone, interrupted

State = Delivery.State
ENDED = "The sender ended before the server answered; nobody knows whether the message was taken."
LOST = "The machine or the database ended while this was being sent; nobody knows whether the message was taken."


def recover(at: datetime) -> int:
    """Look after the deliveries of senders that ended; how many are unknown now.

    Where the database may have forgotten its last commits, claimed deliveries are unknown too: their messages may have left.
    """
    holders = Delivery.objects.exclude(leased_by="").order_by().values_list("leased_by", flat=True).distinct()
    return sum(_recover(holder, at) for holder in list(holders))


@transaction.atomic
def _recover(holder: str, at: datetime) -> int:
    rows = Delivery.objects.filter(leased_by=holder)
    if not gone(holder):
        rows = rows.filter(lease_until__lt=at)
    free = {"leased_by": "", "lease_until": None}
    unknown = {"state": State.UNKNOWN, "due_at": None, "at": at, **free}
    lost = rows.filter(state=State.SENDING).update(answer=ENDED, **unknown)
    waiting = rows.filter(state__in=(State.PENDING, State.DEFERRED))
    if interrupted(holder):
        return lost + waiting.update(answer=LOST, **unknown)
    rows.update(**free)
    return lost
