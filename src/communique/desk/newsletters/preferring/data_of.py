"""All that is kept of somebody, for themselves."""

from typing import Any

from django.utils import timezone

from communique.desk.newsletters.consenting import Action, record
from communique.desk.newsletters.models import Consent, Delivery, Subscriber
from communique.desk.newsletters.owning import proof_of


def data_of(subscriber: Subscriber) -> dict[str, Any]:
    """As JSON values; that it was taken along is written down."""
    consents = Consent.objects.filter(proof_of(subscriber.address)).select_related("notice").order_by("pk")
    deliveries = Delivery.objects.filter(subscriber=subscriber).select_related("issue__list").order_by("pk")
    found = {
        "taken_at": timezone.now().isoformat(),
        "address": subscriber.address,
        "state": subscriber.state,
        "language": subscriber.language,
        "confirmed_at": subscriber.confirmed_at.isoformat(),
        "paused_until": subscriber.paused_until.isoformat() if subscriber.paused_until else None,
        "lists": [
            {
                "list": each.list.slug,
                "active": each.active,
                "frequency": each.frequency or None,
                "joined_at": each.joined_at.isoformat(),
            }
            for each in subscriber.subscriptions.select_related("list").order_by("pk")
        ],
        "consents": [_consent(each) for each in consents],
        "issues": [
            {"list": each.issue.list.slug, "number": each.issue.number, "state": each.state, "answer": each.answer}
            for each in deliveries
        ],
    }
    record(Action.DOWNLOADED, subscriber.address, [], "preferences", language=subscriber.language)
    return found


def _consent(row: Consent) -> dict[str, Any]:
    return {
        "action": row.action,
        "lists": row.lists,
        "at": row.at.isoformat(),
        "form": row.form,
        "network": row.network or None,
        "detail": row.detail,
        "notice": row.notice.text if row.notice else None,
    }
