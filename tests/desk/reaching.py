"""Every address of the desk, and who may have it, as ``access.yaml`` says; and a desk with something behind each."""

import string
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from desk.filled import RECEIVED, fill
from desk.newsletters.issues.an_issue import an_issue, deliveries
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from communique.desk.accounts.models import Link, User
from communique.desk.api.models import Endpoint, Token
from communique.desk.archive.changing import accept
from communique.desk.archive.models import Change, Event, Incident, Report, Snapshot, Source
from communique.desk.review.models import Item, Sample

ROLES = ("stranger", "reader", "analyst", "editor", "administrator")
LOOKS = {"public": "stranger", "login": "reader", "private": "analyst"}
"""The least of those who may look, by visibility."""
LOGIN = "/accounts/login/?next="


@dataclass(frozen=True, slots=True)
class Row:
    """One address: its pattern, the least role, a path to try with places for keys, and what GET answers to who may.

    ``token``: nobody who came by a page, as only a program with a token may.
    A form that is sent empty may be answered by anything but an error of ours."""

    to: str
    needs: str
    at: str = ""
    post: bool = False
    answers: tuple[int, ...] = (200, 302)
    refuses: tuple[int, ...] = ()
    """To strangers where they are not sent to log in."""
    sessionless: bool = False
    """A form that acts by what is in its address or fields, and never by who is logged in: anybody may send it from anywhere."""

    def path(self, keys: dict[str, Any]) -> str:
        return "/" + string.Formatter().vformat(self.at or self.to, (), keys)

    def admits(self, who: str, visibility: str) -> bool:
        least = {"anyone": "stranger", "looks": LOOKS[visibility]}.get(self.needs, self.needs)
        return least != "token" and ROLES.index(who) >= ROLES.index(least)


def rows() -> Sequence[Row]:
    """The table."""
    found = yaml.safe_load(Path(__file__).with_name("access.yaml").read_text("utf-8"))
    return [Row(**{**each, **{k: tuple(each[k]) for k in ("answers", "refuses") if k in each}}) for each in found]


def routes(patterns: Any = None, before: str = "") -> Iterator[str]:
    """Every pattern of the project."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route
        else:
            yield from routes(each.url_patterns, route)


def answered(answer: Any, row: Row) -> bool:
    """Whether one who may got an answer."""
    return answer.status_code < 500 if row.post else answer.status_code in row.answers


def furnish() -> dict[str, Any]:
    """Fill the desk, with every event accepted; a key of a thing of each kind."""
    fill()
    person = User.objects.create_user("someone", password="long-enough-1")
    for each in Event.objects.all():
        accept(each, person, each.version)
    link = Link.objects.create(kind="invitation", hash="0" * 64, expires_at="2100-01-01T00:00Z")
    event = Event.objects.order_by("pk")[0]
    source = Source.objects.create(
        kind=Source.Kind.FEED, name="A feed", address="https://feed.example/rss", created_by=person
    )
    page = {"media_type": "text/html", "packed": zlib.compress(b"<p>As fetched.</p>"), "size": 18, "sha256": "0" * 64}
    kept = Snapshot.objects.create(source=source, address="https://sahel.example/bomb", fetched_at=RECEIVED, **page)
    Report.objects.filter(name="r001").update(snapshot=kept, source=source)
    sample = Sample.objects.create(name="One", seed=1, share=1.0, by=person)
    issue = an_issue(state="sent", frozen_at=RECEIVED, html="<p>As it was sent.</p>", text="As it was sent.")
    deliveries(issue, "accepted", "failed", "unknown")
    return {
        "event": event.pk,
        "incident": Incident.objects.order_by("pk")[0].name,
        "report": "r001",
        "source": source.pk,
        "person": person.pk,
        "link": link.pk,
        "change": Change.objects.filter(subject="event", subject_id=event.name)[0].pk,
        "sample": sample.pk,
        "token": Token.objects.create(owner=person, name="One", prefix="com_", hash="0" * 64).pk,
        "endpoint": Endpoint.objects.create(made_by=person, url="https://hook.example/").pk,
        "issue": issue.pk,
        "slug": issue.list.slug,
        "item": Item.objects.create(sample=sample, event=event).pk,
    }


def ask(client: Client, path: str, post: bool) -> Any:
    """The answer; whatever was kept on the way is taken back."""
    with transaction.atomic():
        answer = client.post(path) if post else client.get(path)
        body(answer)
        transaction.set_rollback(True)
    return answer


def body(answer: Any) -> str:
    """What was answered, whole; a file that was opened for it is closed."""
    found: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return found.decode("utf-8", "replace")


def turned_away(answer: Any, row: Row) -> bool:
    """Whether one was sent to log in, or refused."""
    location = answer.headers.get("Location", "")
    return answer.status_code == 403 or answer.status_code in row.refuses or location.startswith(LOGIN)
