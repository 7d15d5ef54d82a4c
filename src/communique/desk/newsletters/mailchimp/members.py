"""Bringing one person to Mailchimp, and what was changed there back: what was asked, what was answered, what follows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from communique.desk.newsletters.changing import leave, leave_all, stop
from communique.desk.newsletters.mailchimp import tasks
from communique.desk.newsletters.mailchimp.client import (
    Client,
    ComplianceState,
    Forgotten,
    MailchimpError,
    NotFound,
    Refused,
    TooMany,
    Unauthorized,
    Unavailable,
)
from communique.desk.newsletters.mailchimp.client.errors import TOO_MANY
from communique.desk.newsletters.mailchimp.interests import ids, interest
from communique.desk.newsletters.mailchimp.judging import CLEANED, UNSUBSCRIBED, Theirs, Verdict, judge
from communique.desk.newsletters.mailchimp.knowing import COMPLIANCE, FORGOTTEN, GONE, Known, forget, know, known
from communique.desk.newsletters.mailchimp.moving import moved
from communique.desk.newsletters.mailchimp.operations import Operation, forgetting, operation
from communique.desk.newsletters.mailchimp.setting_up import Audience
from communique.desk.newsletters.mailchimp.wanting import Wanted, agreed, consented_at, proof, wanted
from communique.desk.newsletters.models import MailingList, RemoteTask, Subscriber

State = Subscriber.State
ROUNDS = 4
"""Requests for one person at once; a member who must be asked again takes three."""


@dataclass(frozen=True)
class Bringing:
    """One person on the way there: what is known, what is wanted, and which request comes of it."""

    task: RemoteTask
    known: Known
    wanted: Wanted
    interests: frozenset[str]
    """Ids of those that are wanted."""
    asked_since: bool
    operation: Operation | None


def bring(client: Client, audience: Audience, task: RemoteTask, at: datetime) -> None:
    """All that a task asks for. Raises ``Unavailable`` where Mailchimp cannot be reached, ``Unauthorized``; the task stays."""
    for _ in range(ROUNDS):
        try:
            if _round(client, audience, task, at):
                return
        except MailchimpError as error:
            tasks.failed(task, str(error), at, refused=isinstance(error, Refused))
            if _of_all(error):
                raise
            return
    tasks.failed(task, "Mailchimp answers otherwise each time; it is asked again later", at)


def _of_all(error: MailchimpError) -> bool:
    """Whether anybody else would hear the same now."""
    mine = error.status is not None and error.status < TOO_MANY and not isinstance(error, TooMany)
    return isinstance(error, Unauthorized) or (isinstance(error, Unavailable) and not mine)


def _round(client: Client, audience: Audience, task: RemoteTask, at: datetime) -> bool:
    """One request; whether that was all."""
    step = prepared(client, audience, task, at)
    if step is None or step.operation is None:
        tasks.done(task, _resumes(task.subscriber, at))
        return True
    try:
        answer = client.ask(step.operation.method, step.operation.path, step.operation.body)
    except (Unavailable, Unauthorized):
        raise
    except MailchimpError as error:
        return refused(step, error, at)
    return answered(step, answer, at)


def prepared(client: Client, audience: Audience, task: RemoteTask, at: datetime) -> Bringing | None:
    """The next request for somebody; null: nothing of them is there, and nothing is to be. Raises ``MailchimpError``.

    What is about to be sent is written down before, so that an erasure finds it even where the answer is lost.
    """
    subscriber = Subscriber.objects.get(pk=task.subscriber_id)
    task.subscriber = subscriber
    what, wish = known(subscriber), wanted(subscriber, at.date())
    if what is None and not wish.mailed:
        return None
    what = what or know(subscriber, Known(subscriber.address))
    if task.erase or subscriber.state == State.ERASED:
        return Bringing(task, what, wish, frozenset(), False, forgetting(audience, what))
    if what.moved_to and moved(client, audience, subscriber, what):
        return prepared(client, audience, task, at)
    asked_since = _asked_since(subscriber, what)
    there = {interest(client, audience.interests, *each) for each in wish.lists.values()}
    asking = operation(audience, what, subscriber.address, wish, there, proof(subscriber), asked=asked_since)
    return Bringing(task, what, wish, frozenset(there), asked_since, asking)


def answered(step: Bringing, member: Mapping[str, Any], at: datetime) -> bool:
    """What follows from an answer; whether that was all."""
    subscriber, now = step.task.subscriber, timezone.now()
    if step.task.erase or subscriber.state == State.ERASED:
        return _forgotten(step)
    theirs = Theirs(str(member.get("status", "")), dict(member.get("interests") or {}))
    sent = replace(
        step.known,
        address=_address(step, member),
        language=step.wanted.language if step.wanted.mailed else step.known.language,
        preferences=step.wanted.preferences if step.wanted.mailed else step.known.preferences,
    )
    wish = step.interests if step.wanted.mailed else None
    verdict = judge(sent, wish, theirs, now, asked_since=step.asked_since, ours=set(ids().values()))
    with transaction.atomic():
        know(subscriber, verdict.known)
        settle(subscriber, verdict, {"status": theirs.status, "reason": member.get("unsubscribe_reason") or None})
    if verdict.settled:
        tasks.done(step.task, _resumes(subscriber, at))
    return verdict.settled


def settle(subscriber: Subscriber, verdict: Verdict, detail: Mapping[str, Any]) -> None:
    """Do here what was done there."""
    if verdict.left:
        keys = {key.partition(":")[0] for key, theirs in ids().items() if theirs in verdict.left}
        leave(subscriber, MailingList.objects.filter(slug__in=keys), "mailchimp", detail=dict(detail))
    if verdict.left_all:
        leave_all(subscriber, "mailchimp", detail=dict(detail))
    if verdict.bounced:
        stop(subscriber, State.BOUNCED, "mailchimp", detail=dict(detail))


def refused(step: Bringing, error: MailchimpError, at: datetime) -> bool:
    """What follows from an error that is not for now; whether that was all."""
    subscriber, what = step.task.subscriber, step.known
    if isinstance(error, NotFound):
        return _not_there(step)
    if isinstance(error, ComplianceState) and step.wanted.mailed:
        if what.status in (COMPLIANCE, CLEANED):
            know(subscriber, replace(what, status=CLEANED, seen=timezone.now(), error=str(error)))
            stop(subscriber, State.BOUNCED, "mailchimp", detail={"words": str(error)})
            return False
        know(subscriber, replace(what, status=COMPLIANCE))
        return False
    if isinstance(error, ComplianceState):
        know(subscriber, replace(what, status=UNSUBSCRIBED, seen=timezone.now()))
        return False
    status = FORGOTTEN if isinstance(error, Forgotten) else what.status
    know(subscriber, replace(what, status=status, error=str(error)))
    tasks.failed(step.task, str(error), at, refused=isinstance(error, Refused))
    return True


def _not_there(step: Bringing) -> bool:
    subscriber = step.task.subscriber
    if step.task.erase or subscriber.state == State.ERASED:
        return _forgotten(step)
    know(subscriber, replace(step.known, status=GONE, interests={}, seen=step.known.seen or timezone.now()))
    return not step.wanted.mailed and _done(step)


def _done(step: Bringing) -> bool:
    tasks.done(step.task)
    return True


def _forgotten(step: Bringing) -> bool:
    forget(step.task.subscriber)
    return _done(step)


def _address(step: Bringing, member: Mapping[str, Any]) -> str:
    """The address that the member has now."""
    return str(member.get("email_address") or step.task.subscriber.address).lower()


def _asked_since(subscriber: Subscriber, what: Known) -> bool:
    asked = consented_at(subscriber)
    return asked is not None and agreed(subscriber) and (what.seen is None or asked > what.seen)


def _resumes(subscriber: Subscriber, at: datetime) -> datetime | None:
    """When somebody who paused gets issues again."""
    day = subscriber.paused_until
    if day is None or day <= at.date() or subscriber.state != State.ACTIVE:
        return None
    return datetime.combine(day, time(), UTC)
