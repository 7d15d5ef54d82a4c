"""What Mailchimp ought to know of somebody, from what they agreed to here; and who agreed that it may."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from communique.desk.newsletters.consenting import person_of
from communique.desk.newsletters.mailchimp.interests import key_of
from communique.desk.newsletters.models import Consent, MailingList, Subscriber
from communique.desk.newsletters.tokens import preferences_token

Action = Consent.Action
WISHES = (Action.CONFIRMED, Action.JOINED, Action.MOVED)
SENTENCE = "mailchimp"
"""Without this word in the notice that was agreed to, nothing is transferred."""


@dataclass(frozen=True)
class Wanted:
    """``mailed``: whether they are to be a subscribed member; ``lists``: those whose issues they get, by key of the interest."""

    mailed: bool
    lists: dict[str, tuple[MailingList, str]]
    """With the list and the frequency."""
    language: str
    preferences: str
    """Address of the page with their preferences."""


def wanted(subscriber: Subscriber, on: date) -> Wanted:
    """As of a day (UTC). Somebody who paused is a member who gets no list."""
    places = list(subscriber.subscriptions.filter(active=True).select_related("list"))
    mailed = subscriber.state == Subscriber.State.ACTIVE and bool(places) and agreed(subscriber)
    paused = subscriber.paused_until is not None and subscriber.paused_until > on
    keys = {key_of(each.list, each.frequency): (each.list, each.frequency) for each in places}
    link = settings.BASE_URL.rstrip("/") + reverse("newsletters:preferences", args=[preferences_token(subscriber.pk)])
    return Wanted(mailed, keys if mailed and not paused else {}, subscriber.language, link)


def agreed(subscriber: Subscriber) -> bool:
    """Whether the last notice that they agreed to said that their address goes to Mailchimp."""
    shown = consents(subscriber).filter(action__in=WISHES).exclude(notice=None).order_by("-id").first()
    return shown is not None and shown.notice is not None and SENTENCE in shown.notice.text.lower()


def consented_at(subscriber: Subscriber) -> datetime | None:
    """When they last asked us for something; null: never. What they did at Mailchimp is no such thing."""
    last = consents(subscriber).filter(action__in=WISHES).exclude(form="mailchimp").order_by("-id").first()
    return last.at if last else None


def proof(subscriber: Subscriber) -> dict[str, Any]:
    """When and from where they asked and confirmed, as fields of a member. The desk keeps but the network they asked from."""
    asked = consents(subscriber).filter(action=Action.ASKED).exclude(form="preferences").order_by("-id").first()
    confirmed = consents(subscriber).filter(action=Action.CONFIRMED).order_by("-id").first()
    found: dict[str, Any] = {}
    for name, row in (("signup", asked), ("opt", confirmed)):
        if row is not None:
            found[f"timestamp_{name}"] = row.at.strftime("%Y-%m-%dT%H:%M:%S+00:00")
            if row.network:
                found[f"ip_{name}"] = row.network.partition("/")[0]
    return found


def consents(subscriber: Subscriber) -> QuerySet[Consent]:
    """Under all addresses that the subscriber had, since the last erasure."""
    mine = Consent.objects.filter(person__in=_persons(person_of(subscriber.address)))
    erased = mine.filter(action=Action.ERASED).order_by("-id").values_list("id", flat=True).first()
    return mine.filter(id__gt=erased or 0)


def _persons(person: str) -> Iterable[str]:
    """The person and who they were before their address changed."""
    found: set[str] = set()
    new = {person}
    while new:
        found |= new
        moves = Consent.objects.filter(person__in=new, action=Action.MOVED).values_list("detail", flat=True)
        new = {each["from"] for each in moves if each and each.get("from")} - found
    return found
