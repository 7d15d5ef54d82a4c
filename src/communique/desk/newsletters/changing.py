"""Every change of who gets what. Each is one transaction with its proof, and done again changes nothing and writes nothing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from communique.desk.newsletters.consenting import Action, person_of, record
from communique.desk.newsletters.models import (
    Delivery,
    MailingList,
    Notice,
    SignUp,
    Subscriber,
    Subscription,
)
from communique.desk.newsletters.owning import blank_proof, proof_of
from communique.desk.newsletters.signals import subscriptions_changed

State = Subscriber.State


class ChangeRefused(ValueError):  # noqa: N818  the word that pages show
    """A change that cannot be made; the message says why and what to do."""


@transaction.atomic
def confirm(sign_up: SignUp, form: str = "confirmation") -> Subscriber:
    """What the link of a confirmation mail does, once. Raises ``ChangeRefused`` where it was used or has run out."""
    now = timezone.now()
    waiting = SignUp.objects.filter(pk=sign_up.pk, confirmed_at=None, expires_at__gt=now)
    if not waiting.update(confirmed_at=now):
        raise ChangeRefused("This link was used already, or has run out. Sign up again to get another.")
    if sign_up.moves is not None:
        return _moved(_locked(sign_up.moves), sign_up.address, form)
    subscriber = _confirmed(sign_up, form)
    _join(subscriber, sign_up.lists.filter(closed_at=None), form, sign_up.notice)
    return subscriber


@transaction.atomic
def join(subscriber: Subscriber, lists: Iterable[MailingList], form: str, notice: Notice | None = None) -> None:
    """Put somebody whose address is confirmed on lists. Raises ``ChangeRefused`` for a closed list or an erased person."""
    subscriber, lists = _locked(subscriber), list(lists)
    if subscriber.state == State.ERASED:
        raise ChangeRefused("This address was erased. Sign up again to get newsletters.")
    closed = [each.name for each in lists if not each.open]
    if closed:
        raise ChangeRefused(f"Closed: {', '.join(closed)}.")
    if subscriber.state != State.ACTIVE:
        Subscriber.objects.filter(pk=subscriber.pk).update(state=State.ACTIVE, soft_bounces=0)
        subscriber.state = State.ACTIVE
    _join(subscriber, lists, form, notice)


@transaction.atomic
def leave(subscriber: Subscriber, lists: Iterable[MailingList], form: str, detail: Any = None) -> None:
    """Take somebody off lists, closed ones too."""
    subscriber = _locked(subscriber)
    left = _left(subscriber, subscriber.subscriptions.filter(list__in=list(lists), active=True))
    if left:
        _record(Action.LEFT, subscriber, left, form, detail=detail)
        subscriptions_changed.send(Subscriber, subscriber=subscriber, former="", erased=False)


@transaction.atomic
def leave_all(subscriber: Subscriber, form: str, detail: Any = None) -> None:
    """Take somebody off every list."""
    subscriber = _locked(subscriber)
    left = _left(subscriber, subscriber.subscriptions.filter(active=True))
    if left:
        _record(Action.LEFT_ALL, subscriber, left, form, detail=detail)
        subscriptions_changed.send(Subscriber, subscriber=subscriber, former="", erased=False)


@transaction.atomic
def stop(subscriber: Subscriber, state: str, form: str, detail: Any = None) -> None:
    """Mail an address no more: it bounces, or its owner complained. Its lists stay, for the day it is confirmed again; a complaint
    leaves them all."""
    subscriber = _locked(subscriber)
    if subscriber.state in (State.ERASED, State.COMPLAINED, state):
        return
    Subscriber.objects.filter(pk=subscriber.pk).update(state=state)
    subscriber.state = state
    kept = subscriber.subscriptions.filter(active=True)
    lists = (
        _left(subscriber, kept) if state == State.COMPLAINED else [each.list for each in kept.select_related("list")]
    )
    _record(Action.STOPPED, subscriber, lists, form, detail=detail)
    subscriptions_changed.send(Subscriber, subscriber=subscriber, former="", erased=False)


@transaction.atomic
def pause(subscriber: Subscriber, until: date | None, form: str) -> None:
    """Send nothing before a day; null: go on."""
    subscriber = _locked(subscriber)
    if subscriber.state == State.ERASED or subscriber.paused_until == until:
        return
    Subscriber.objects.filter(pk=subscriber.pk).update(paused_until=until)
    subscriber.paused_until = until
    action = Action.RESUMED if until is None else Action.PAUSED
    _record(action, subscriber, [], form, detail=None if until is None else {"until": until.isoformat()})
    subscriptions_changed.send(Subscriber, subscriber=subscriber, former="", erased=False)


@transaction.atomic
def frequency(subscription: Subscription, value: str, form: str) -> None:
    """Get a list more or less often than it comes by itself; empty: as the list has it."""
    changed = Subscription.objects.filter(~Q(frequency=value), pk=subscription.pk, active=True).update(frequency=value)
    if changed:
        detail = {"frequency": value or subscription.list.frequency}
        _record(Action.FREQUENCY, subscription.subscriber, [subscription.list], form, detail=detail)
        subscriptions_changed.send(Subscriber, subscriber=subscription.subscriber, former="", erased=False)


@transaction.atomic
def erase(subscriber: Subscriber, form: str) -> None:
    """Forget somebody: what stays is a hash of the address, what they agreed to and when, and that they were erased."""
    subscriber = _locked(subscriber)
    if subscriber.state == State.ERASED:
        return
    address = subscriber.address
    owned = proof_of(address)
    left = _left(subscriber, subscriber.subscriptions.filter(active=True))
    record(Action.ERASED, address, left, form, language=subscriber.language)
    blank_proof(address, owned)
    SignUp.objects.filter(Q(address=address) | Q(moves=subscriber)).delete()
    Delivery.objects.filter(subscriber=subscriber).update(address="", domain="", answer="")
    subscriber.returns.update(diagnostic="")
    subscriber.address, subscriber.state = f"erased-{person_of(address)}-{subscriber.pk}", State.ERASED
    subscriber.paused_until = None
    subscriber.save(update_fields=["address", "state", "paused_until"])
    subscriptions_changed.send(Subscriber, subscriber=subscriber, former=address, erased=True)


def _locked(subscriber: Subscriber) -> Subscriber:
    return Subscriber.objects.select_for_update().get(pk=subscriber.pk)


def _confirmed(sign_up: SignUp, form: str) -> Subscriber:
    """The subscriber of a confirmed address; one who bounced or complained is back, since they asked for it themselves."""
    defaults = {"language": sign_up.language}
    subscriber, _ = Subscriber.objects.select_for_update().get_or_create(address=sign_up.address, defaults=defaults)
    if subscriber.state != State.ACTIVE:
        Subscriber.objects.filter(pk=subscriber.pk).update(state=State.ACTIVE, soft_bounces=0)
        subscriber.state = State.ACTIVE
    lists = sign_up.lists.filter(closed_at=None)
    _record(Action.CONFIRMED, subscriber, lists, form, notice=sign_up.notice, network=sign_up.network)
    return subscriber


def _moved(subscriber: Subscriber, address: str, form: str) -> Subscriber:
    if Subscriber.objects.filter(address=address).exclude(pk=subscriber.pk).exists():
        raise ChangeRefused(
            "This address gets newsletters already. Open the link in one of its mails to change what it gets."
        )
    if subscriber.state == State.ERASED:
        raise ChangeRefused("This subscription was erased meanwhile. Sign up with the new address.")
    former = subscriber.address
    Subscriber.objects.filter(pk=subscriber.pk).update(address=address, state=State.ACTIVE, soft_bounces=0)
    subscriber.address, subscriber.state = address, State.ACTIVE
    _record(Action.MOVED, subscriber, [], form, detail={"from": person_of(former)})
    subscriptions_changed.send(Subscriber, subscriber=subscriber, former=former, erased=False)
    return subscriber


def _join(subscriber: Subscriber, lists: Iterable[MailingList], form: str, notice: Notice | None) -> None:
    joined = [each for each in lists if _joined(subscriber, each)]
    if joined:
        _record(Action.JOINED, subscriber, joined, form, notice=notice)
    subscriptions_changed.send(Subscriber, subscriber=subscriber, former="", erased=False)


def _joined(subscriber: Subscriber, mailing_list: MailingList) -> bool:
    """Whether it is news."""
    place, made = Subscription.objects.get_or_create(subscriber=subscriber, list=mailing_list)
    again = {"active": True, "joined_at": timezone.now(), "left_at": None, "frequency": ""}
    return made or bool(Subscription.objects.filter(pk=place.pk, active=False).update(**again))


def _left(subscriber: Subscriber, places: Any) -> list[MailingList]:
    """The lists that were left by it."""
    left = [each.list for each in places.select_related("list")]
    subscriber.subscriptions.filter(list__in=left, active=True).update(active=False, left_at=timezone.now())
    return left


def _record(action: str, subscriber: Subscriber, lists: Iterable[MailingList], form: str, **more: Any) -> None:
    record(action, subscriber.address, lists, form, language=subscriber.language, **more)
