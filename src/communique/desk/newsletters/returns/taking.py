"""What a returned message changes. The same message again changes nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from communique.desk.newsletters import changing
from communique.desk.newsletters.consenting import person_of
from communique.desk.newsletters.models import Consent, Delivery, Return, Subscriber
from communique.desk.newsletters.returns.parsing import Returned, What, read
from communique.desk.newsletters.returns.rules import Means, meaning, rules

Kind = Return.Kind
LOOKED_BACK = 200
"""Deliveries of one person that are looked at for a row of soft ones."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a message was, and in words what was done."""

    what: What
    words: str


def take(body: bytes, recipient: str = "") -> Taken:
    """Read a message and do what it asks for; ``recipient``: whom it was for, where the mail server says so."""
    found = read(body, recipient)
    if found.what in (What.NOTHING, What.REPLY, What.DELAY):
        return Taken(found.what, "nothing to do")
    return take_read(found, sha256(body).hexdigest())


@transaction.atomic
def take_read(found: Returned, digest: str) -> Taken:
    """The same of a message that was read already; ``digest`` tells it from all others."""
    delivery = _delivery(found.delivery)
    if delivery is None:
        return Taken(found.what, "about no delivery of ours")
    Subscriber.objects.select_for_update().get(pk=delivery.subscriber_id)
    delivery.subscriber.refresh_from_db()
    if found.what == What.LEAVING:
        return _leaving(delivery, found)
    kind = Kind.COMPLAINT if found.what == What.COMPLAINT else Kind.SOFT
    if found.what == What.BOUNCE and (found.permanent or meaning(found.status) == Means.HARD):
        kind = Kind.HARD
    if not _kept(delivery, kind, found, digest):
        return Taken(found.what, "known already")
    return Taken(found.what, _done(delivery, kind, found))


def _delivery(pk: int | None) -> Delivery | None:
    if pk is None or pk >= 1 << 63:
        return None
    return Delivery.objects.select_related("subscriber", "issue__list").filter(pk=pk).first()


def _leaving(delivery: Delivery, found: Returned) -> Taken:
    """A letter to the address of ``List-Unsubscribe``: this list (RFC 2369, 3.2)."""
    changing.leave(delivery.subscriber, [delivery.issue.list], "mailto", detail={"delivery": delivery.pk})
    return Taken(found.what, f"off the list {delivery.issue.list.slug}")


def _kept(delivery: Delivery, kind: str, found: Returned, digest: str) -> bool:
    """Whether it is news."""
    erased = delivery.subscriber.state == Subscriber.State.ERASED
    values = {
        "delivery": delivery,
        "subscriber": delivery.subscriber,
        "kind": kind,
        "status": found.status[:20],
        "diagnostic": "" if erased else found.words,
    }
    return Return.objects.get_or_create(digest=digest, defaults=values)[1]


def _done(delivery: Delivery, kind: str, found: Returned) -> str:
    subscriber = delivery.subscriber
    detail = {"delivery": delivery.pk, "status": found.status, "words": found.words[:500]}
    if kind == Kind.COMPLAINT:
        changing.stop(subscriber, Subscriber.State.COMPLAINED, "complaint", detail)
        return "off all lists: it was called spam"
    if not _about(delivery, subscriber):
        return "kept: the address was changed or confirmed anew meanwhile"
    if kind == Kind.HARD:
        changing.stop(subscriber, Subscriber.State.BOUNCED, "bounce", detail)
        return "stopped: the address takes no mail"
    return _soft(subscriber, detail)


def _about(delivery: Delivery, subscriber: Subscriber) -> bool:
    """Whether it says something of the address as it is now: that it was mailed to, and was not confirmed since."""
    if delivery.address != subscriber.address or delivery.at is None:
        return delivery.address == subscriber.address
    acted = (Consent.Action.CONFIRMED, Consent.Action.MOVED)
    return not Consent.objects.filter(
        person=person_of(subscriber.address), action__in=acted, at__gt=delivery.at
    ).exists()


def _soft(subscriber: Subscriber, detail: dict[str, object]) -> str:
    """Count those in a row; stop the address where they are enough, over days enough."""
    row = soft_row(subscriber)
    Subscriber.objects.filter(pk=subscriber.pk).update(soft_bounces=len(row))
    enough = rules().soft_row
    if len(row) >= enough.count and max(row) - min(row) >= timedelta(days=enough.days):
        changing.stop(subscriber, Subscriber.State.BOUNCED, "bounce", {**detail, "in_a_row": len(row)})
        return f"stopped: {len(row)} soft bounces in a row"
    return f"kept: {len(row)} soft bounces in a row"


def soft_row(subscriber: Subscriber) -> list[datetime]:
    """When the deliveries went out that came back softly in a row, the latest first; one that did not come back ends it.

    Later ones of which nothing came back yet do not: mail servers try for days before they give up.
    """
    out = (Delivery.State.ACCEPTED, Delivery.State.FAILED)
    went = Delivery.objects.filter(subscriber=subscriber, address=subscriber.address, state__in=out)
    row: list[datetime] = []
    for delivery in went.prefetch_related("returns").order_by("-pk")[:LOOKED_BACK]:
        came = list(delivery.returns.all())
        if any(_counts(each) for each in came):
            row.append(delivery.at or timezone.now())
        elif not came and row:
            break
    return row


def _counts(came: Return) -> bool:
    return came.kind == Kind.SOFT and meaning(came.status) == Means.SOFT
