"""A desk that sends by Mailchimp, with the fake at the other end."""

import threading
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import msgspec
import pytest
from desk.newsletters.issues.an_issue import BRIEFING
from desk.newsletters.people import a_list, a_sign_up
from django.test import Client as Browser
from django.utils import timezone
from fakes.mailchimp.account import KEY, Account
from fakes.mailchimp.audience import hashed

from communique.desk.newsletters.changing import confirm
from communique.desk.newsletters.consenting import noticed, record
from communique.desk.newsletters.mailchimp import connecting, due
from communique.desk.newsletters.mailchimp.client import Client
from communique.desk.newsletters.mailchimp.keeping import noted
from communique.desk.newsletters.models import Issue, MailingList, Remote, RemoteTask, Subscriber

FORM = "application/x-www-form-urlencoded"
AGREED = "You agree to get what you choose, and that your address goes to Mailchimp for processing."


class Meeting:
    """Both sides. ``works`` lets the worker do all that is due."""

    def __init__(self, account: Account) -> None:
        self.account, self.audience = account, account.audience
        self.waited: list[float] = []

    def connected(self, wait: Any) -> Client:
        return Client(KEY, wait=self.waited.append, transport=self.account.transport())

    def works(self, passes: int = 3, later: timedelta = timedelta()) -> None:
        for _ in range(passes):
            due.bring_due(timezone.now() + later, "worker", threading.Event())

    def joins(self, address: str, *lists: MailingList, text: str = AGREED) -> Subscriber:
        """Signs up and follows the link."""
        notice = noticed(text, "1", "en")
        record("asked", address, lists, "page", language="en", notice=notice, network="192.0.2.0/24")
        return confirm(a_sign_up(address, lists, notice=notice, network="192.0.2.0/24"))

    def member(self, address: str) -> dict[str, Any]:
        return self.audience.members[hashed(address)]

    def status(self, address: str) -> str | None:
        member = self.audience.members.get(hashed(address))
        return member["status"] if member else None

    def interests(self, address: str) -> set[str]:
        """Names of those they have there."""
        names = {key: each["name"] for key, each in self.audience.interests.items()}
        return {names[key] for key, on in self.member(address)["interests"].items() if on and key in names}

    def hooks(self, *, times: int = 1, turned: bool = False) -> list[int]:
        """Post what Mailchimp would, so often, in turn or the other way round."""
        posted, self.audience.hooks = self.audience.hooks, []
        every = [each for each in posted for _ in range(times)]
        return [
            Browser().post(url.removeprefix("http://127.0.0.1:8000"), urlencode(form), content_type=FORM).status_code
            for url, form in (reversed(every) if turned else every)
        ]


def meet(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Meeting:
    """By day: comparing both sides would make good what else goes wrong."""
    settings.PLATFORM, settings.MAILCHIMP_KEY, settings.MAILCHIMP_AUDIENCE = "mailchimp", KEY, None
    meeting = Meeting(Account())
    monkeypatch.setattr(due, "connected", meeting.connected)
    no_night()
    return meeting


def active(subscriber: Subscriber) -> set[str]:
    return set(subscriber.subscriptions.filter(active=True).values_list("list__slug", flat=True))


def waits() -> list[tuple[int, str]]:
    return list(RemoteTask.objects.order_by("pk").values_list("subscriber_id", "error"))


def compares_now() -> None:
    noted("setup", "reconciling", asked=True)


def no_night() -> None:
    """As if both sides had been compared just now."""
    noted("setup", "reconciling", started=timezone.now().isoformat())


def an_issue(mailing_list: MailingList, due_at: datetime | None = None, **more: Any) -> Issue:
    """An approved one."""
    given = {
        "state": Issue.State.APPROVED,
        "frequency": mailing_list.frequency,
        "number": Issue.objects.filter(list=mailing_list).count() + 1,
        "subject": "Three incidents in Sahel",
        "content": msgspec.to_builtins(BRIEFING),
        "html": '<html><body><img src="cid:map"><a href="*|UNSUB|*">Leave</a> *|PREFS|* *|HTML:LIST_ADDRESS_HTML|*</body></html>',
        "text": "Three incidents. Leave: *|UNSUB|*",
        "images": {"map": "aVZCT1I="},
        "approved_at": timezone.now(),
        "platform": Issue.Platform.MAILCHIMP,
        "due_at": due_at or timezone.now(),
    }
    return Issue.objects.create(list=mailing_list, **{**given, **more})


__all__ = [
    "Meeting",
    "Remote",
    "a_list",
    "active",
    "an_issue",
    "compares_now",
    "connecting",
    "meet",
    "no_night",
    "waits",
]
