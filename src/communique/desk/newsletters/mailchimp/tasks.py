"""What is still to be told Mailchimp of whom: one row a person, written with the change itself, gone when it is done."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.db.models.signals import post_save

from communique.desk.newsletters.mailchimp.connecting import chosen
from communique.desk.newsletters.mailchimp.keeping import Thing, keep, kept
from communique.desk.newsletters.models import MailingList, RemoteTask, Subscriber
from communique.desk.newsletters.signals import subscriptions_changed

WAITS = tuple(timedelta(seconds=each) for each in (30, 120, 600, 3600, 4 * 3600, 12 * 3600, 24 * 3600))
"""After each try that failed."""
REFUSED_WAIT = timedelta(days=7)
"""After Mailchimp refused; a change of the person's is told at once all the same."""


def listen() -> None:
    """Hear of every change; called when the app is ready."""
    subscriptions_changed.connect(changed, dispatch_uid="newsletters.mailchimp")
    post_save.connect(list_saved, sender=MailingList, dispatch_uid="newsletters.mailchimp.lists")


def changed(sender: Any, subscriber: Subscriber, former: str = "", erased: bool = False, **more: Any) -> None:
    """In the transaction of the change. Who is not at Mailchimp matters only where Mailchimp sends."""
    there = kept(Thing.SUBSCRIBER, str(subscriber.pk)) is not None
    if there or (chosen() and not erased):
        ask(subscriber, former=former, erase=erased)


def list_saved(sender: Any, instance: MailingList, **more: Any) -> None:
    """A list that comes more or less often now: who chose how often they get it has another interest from then on."""
    row = kept(Thing.LIST, instance.slug)
    if row is None or row.state.get("frequency") == instance.frequency:
        return
    keep(Thing.LIST, instance.slug, row.theirs, frequency=instance.frequency)
    chose = instance.subscriptions.filter(active=True).exclude(frequency="").select_related("subscriber")
    for place in chose.iterator(500):
        ask(place.subscriber)


def ask(subscriber: Subscriber, *, former: str = "", erase: bool = False) -> None:
    """Bring somebody's state there, now."""
    task, made = RemoteTask.objects.get_or_create(
        subscriber=subscriber, defaults={"former_address": former, "erase": erase}
    )
    if made:
        return
    news: dict[str, Any] = {"version": F("version") + 1, "due_at": Now(), "attempts": 0, "error": ""}
    if former and not task.former_address:
        news["former_address"] = former
    RemoteTask.objects.filter(pk=task.pk).update(**news, **({"erase": True} if erase else {}))


def due(at: datetime) -> QuerySet[RemoteTask]:
    """The longest due first; those in a batch are left to it."""
    free = Q(lease_until=None) | Q(lease_until__lte=at)
    return RemoteTask.objects.filter(free, due_at__lte=at).order_by("due_at", "pk").select_related("subscriber")


def done(task: RemoteTask, next_due: datetime | None = None) -> None:
    """Unless something changed meanwhile. ``next_due``: there will be something to tell then."""
    mine = RemoteTask.objects.filter(pk=task.pk, version=task.version)
    if next_due is None:
        mine.delete()
    else:
        mine.update(due_at=next_due, attempts=0, error="", lease_until=None)
    RemoteTask.objects.filter(pk=task.pk).update(lease_until=None)


def failed(task: RemoteTask, words: str, at: datetime, *, refused: bool = False) -> None:
    """Try it later, with the words beside it."""
    wait = REFUSED_WAIT if refused else WAITS[min(task.attempts, len(WAITS) - 1)]
    told = {"error": words, "attempts": F("attempts") + 1, "due_at": at + wait, "lease_until": None}
    if not RemoteTask.objects.filter(pk=task.pk, version=task.version).update(**told):
        RemoteTask.objects.filter(pk=task.pk).update(lease_until=None)


def held(task: RemoteTask, until: datetime) -> None:
    """Leave it to a batch."""
    RemoteTask.objects.filter(pk=task.pk).update(lease_until=until)
