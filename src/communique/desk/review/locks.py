"""Who has an event open: for ten minutes, renewed while the page is open, and broken by another with a note."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from communique.desk.accounts.models import User
from communique.desk.archive.changing import ChangeRefused
from communique.desk.archive.models import Event
from communique.desk.review.models import Comment, Lock

LASTS = timedelta(minutes=10)
RENEWED_S = 240
"""Seconds after which an open page asks for another ten minutes."""


class Locked(ChangeRefused):
    """Somebody else has the event open."""


def take(event: Event, who: User) -> Lock:
    """The lock of an event: theirs if it is free, else the other's, as it stands."""
    now = timezone.now()
    lock, made = Lock.objects.get_or_create(event=event, defaults={"who": who, "since": now, "until": now + LASTS})
    if made:
        return lock
    Lock.objects.filter(pk=lock.pk, who=who).update(until=now + LASTS)
    Lock.objects.filter(pk=lock.pk, until__lte=now).exclude(who=who).update(who=who, since=now, until=now + LASTS)
    return Lock.objects.select_related("who").get(pk=lock.pk)


def hold(event: Event, who: User) -> None:
    """Take the lock or raise ``Locked``."""
    lock = take(event, who)
    if lock.who_id != who.pk:
        raise Locked(
            f"{lock.who.username} has had this event open since {lock.since:%H:%M} UTC. Take the next one, or break the lock."
        )


def release(event: Event, who: User) -> None:
    """Let go of an event that one leaves."""
    Lock.objects.filter(event=event, who=who).update(until=timezone.now())


def break_lock(event: Event, who: User, why: str) -> None:
    """Take another's lock over. ``why`` in words, not empty: it stands among the comments. Raises ``ChangeRefused``."""
    if not why.strip():
        raise ChangeRefused("Say why you break the lock, in a few words.")
    now = timezone.now()
    with transaction.atomic():
        lock = Lock.objects.select_for_update(of=("self",)).select_related("who").filter(event=event).first()
        if lock is None or lock.until <= now or lock.who_id == who.pk:
            raise ChangeRefused("Nobody else has this event open.")
        text = f"Broke the lock of {lock.who.username}: {why.strip()}"
        Comment.objects.create(event=event, who=who, kind=Comment.Kind.BROKE, text=text)
        lock.who, lock.since, lock.until = who, now, now + LASTS
        lock.save()
