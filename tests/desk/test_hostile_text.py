"""Whatever a report, a file, a feed or a person says is shown as words, on every page and in every feed."""

import re
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
from desk.conftest import logged_in, person
from desk.filled import GAO, MAY, killed, tell
from desk.reaching import body, furnish, rows
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from communique.desk.accounts.models import Organisation, User
from communique.desk.accounts.roles import Role
from communique.desk.archive.changing import accept
from communique.desk.archive.linked import link_due
from communique.desk.archive.models import Event, Incident, Report, Snapshot, Source
from communique.desk.newsletters.models import Delivery, Issue, MailingList
from communique.desk.review.models import Comment, Sample
from communique.model import Actor, Attribution

pytestmark = pytest.mark.django_db
SCRIPT, IMAGE = "<script>alert(1)</script>", "<img src=x onerror=alert(2)>"
HOSTILE = f"\"'>{SCRIPT}{IMAGE}{{{{ 7|add:1 }}}}"
ESCAPED = "&lt;script&gt;alert(1)"
TEXT = f"A bomb exploded in {HOSTILE} Gao on Thursday, killing 12 {HOSTILE} shoppers, {HOSTILE} said."
NOT_FETCHED = {"accounts/logout/", "accounts/sessions/"}


def poison() -> dict[str, Any]:
    """A desk where every word that comes from outside is hostile; keys of things on it."""
    keys = furnish()
    report = hostile_report()
    event = report.events.get()
    who = User.objects.get(username="someone")
    accept(event, who, event.version)
    Comment.objects.create(event=event, who=who, text=HOSTILE)
    source = Source.objects.get(pk=keys["source"])
    Source.objects.filter(pk=source.pk).update(
        name=HOSTILE, error=HOSTILE, publisher=HOSTILE, address="javascript:alert(3)"
    )
    Snapshot.objects.filter(source=source).update(address=HOSTILE, error=HOSTILE, media_type="text/html")
    Report.objects.filter(pk=report.pk).update(
        source=source, snapshot=Snapshot.objects.get(source=source), error=HOSTILE
    )
    User.objects.filter(pk=who.pk).update(username=HOSTILE, email=f"{IMAGE}@desk.example")
    Sample.objects.update(name=HOSTILE, filters=HOSTILE)
    Organisation.objects.update(name=HOSTILE)
    poison_newsletters()
    incident = Incident.objects.get(pk=Event.objects.get(pk=event.pk).incident_id)
    return {**keys, "event": event.pk, "report": report.name, "incident": incident.name}


def poison_newsletters() -> None:
    """A list and an issue whose every word is hostile, and a mail server that answers so."""
    words = {"name": HOSTILE[:120], "description": HOSTILE, "sender_name": HOSTILE[:120], "postal_address": HOSTILE}
    MailingList.objects.update(**words)
    Delivery.objects.update(answer=HOSTILE, address=HOSTILE, domain=HOSTILE)
    issue = Issue.objects.get()
    for section in issue.content["sections"]:
        section["items"] = [
            {**item, "place": HOSTILE, "weapon": HOSTILE, "said": [{"publisher": HOSTILE, "attributed": HOSTILE}]}
            for item in section["items"]
        ]
    issue.content["note"] = issue.trouble = issue.subject = HOSTILE
    issue.html = issue.text = ""  # rendered anew
    issue.save()


def hostile_report() -> Report:
    bomb = {
        "type": "bombing",
        "anchor": "exploded",
        "place": msgspec.structs.replace(GAO, text=HOSTILE, name=HOSTILE, admin1=HOSTILE, geonameid=99),
        "date": MAY,
        "recipients": (Actor(text=HOSTILE, name=HOSTILE, kind="civilians"),),
        "tolls": killed(12, 12, "12", HOSTILE),
        "attribution": Attribution(source=HOSTILE, cue="said"),
    }
    found = tell(TEXT, HOSTILE, "2024-05-03", [bomb], title=HOSTILE, url="javascript:alert(3)", name="hostile")
    while link_due():
        pass
    return found


def raw(answer: Any) -> list[str]:
    """What of the hostile text a browser would take for more than words."""
    told, kind = body(answer), answer.headers.get("Content-Type", "")
    if "html" in kind or "svg" in kind:
        return [each for each in (SCRIPT, "<img src=x", 'onerror=alert(2)>"') if each in told] + re.findall(
            r"""(?:href|src|action)\s*=\s*["']?\s*javascript:""", told
        )
    if "xml" in kind:
        tags = {node.tag.rsplit("}")[-1] for node in ElementTree.fromstring(told).iter()}
        return sorted(tags & {"script", "img"})
    return []


@pytest.mark.parametrize("told", [SCRIPT, f"<a title='{IMAGE}", "<a href=' javascript:x'>"])
def test_what_a_browser_would_run_is_found(told: str) -> None:
    assert raw(HttpResponse(told))
    assert not raw(HttpResponse(escape(told).replace("javascript", "")))


def clients() -> dict[str, Client]:
    return {"stranger": Client(), "administrator": logged_in(person(Role.ADMINISTRATOR))}


def test_no_page_takes_what_is_told_for_more_than_words() -> None:
    keys, asked = poison(), clients()
    found = []
    for row in rows():
        if row.post or row.to in NOT_FETCHED:
            continue
        for name, client in asked.items():
            wrong = raw(client.get(row.path(keys)))
            found += [f"{row.path(keys)} to {name}: {each}" for each in wrong]
    assert not found, "\n".join(found)


SHOWING = (
    "/incidents/{incident}/",
    "/reports/{report}/",
    "/search/?q=exploded",
    "/review/{event}/",
    "/sources/",
    "/sources/{source}/",
    "/accounts/people/",
    "/accounts/organisation/",
    "/review/samples/",
)


@pytest.mark.parametrize("address", SHOWING)
def test_the_hostile_words_are_shown_as_words(address: str) -> None:
    path = address.format(**poison())
    assert ESCAPED in body(clients()["administrator"].get(path))


def test_a_page_as_it_was_kept_is_given_as_a_file_that_no_browser_runs() -> None:
    answer = clients()["administrator"].get("/reports/{report}/kept/".format(**poison()))
    body(answer)
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("query", ["q", "type", "country", "since", "status", "basis", "bbox", "after", "next"])
def test_what_an_address_asks_is_shown_as_words(query: str) -> None:
    keys, asked = furnish(), clients()
    found = []
    for row in rows():
        if row.post or row.to in NOT_FETCHED or row.needs not in {"looks", "analyst", "anyone"}:
            continue
        wrong = raw(asked["administrator"].get(row.path(keys), {query: HOSTILE}))
        found += [f"{row.path(keys)}: {each}" for each in wrong]
    assert not found, "\n".join(found)
