"""Lists as editors make, change and close them, and the proof of consent."""

import csv
import hashlib
import io
import json
from datetime import UTC, datetime
from threading import Event
from typing import Any

import pytest
import time_machine
from desk.browsing import DESKTOP, PHONE, looking
from desk.newsletters.people import NOTICE, a_list, a_subscriber
from django.test import Client
from django.urls import reverse

from communique.desk.accounts.models import Organisation
from communique.desk.archive.models import Change
from communique.desk.newsletters.briefings.due import compose_due
from communique.desk.newsletters.changing import leave
from communique.desk.newsletters.lists.growing import weeks
from communique.desk.newsletters.lists.wording import words
from communique.desk.newsletters.models import Consent, MailingList

pytestmark = pytest.mark.django_db
FORM = {
    "name": "Sahel weekly",
    "slug": "sahel",
    "language": "en",
    "frequency": "weekly",
    "sender_name": "River Desk",
    "sender_address": "desk@news.example",
    "postal_address": "1 Quay Street",
    "timezone": "Africa/Bamako",
    "hour": "7",
    "weekday": "0",
}


def at(name: str, *args: Any) -> str:
    return reverse(f"newsletters:{name}", args=args)


def test_an_editor_makes_a_list_that_a_filter_of_the_map_feeds(editor: Client, desk: None) -> None:
    given = {**FORM, "country": ["ML", "NE"], "killed": "5", "automatic": "on"}
    assert editor.post(at("list-new"), given).status_code == 302
    made = MailingList.objects.get(slug="sahel")
    assert made.selection == "country=ML&country=NE&killed=5"
    assert (made.automatic, made.listed, made.created_by is not None) == (True, False, True)
    page = editor.get(at("list", "sahel")).content.decode()
    assert "0 incidents pass its filter now" in page, "strangers see nothing that nobody reviewed"
    assert "Mali or Niger; at least 5 killed" in page
    assert Change.objects.filter(subject="list", subject_id="sahel", field="selection").exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("slug", "desk", "stands for something else"),
        ("timezone", "Mars/Base", "No time zone has this name"),
        ("hour", "24", "from 0 to 23"),
        ("sender_address", "nobody", "valid email address"),
        ("sender_address", "desk.of.the.river@gmail.com", "a domain of your own"),
        ("sender_address", "desk@Yahoo.fr", "a domain of your own"),
        ("postal_address", "", "required"),
        ("country", "XX", "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_in_words_beside_its_field(
    editor: Client, field: str, value: str, words: str
) -> None:
    answer = editor.post(at("list-new"), {**FORM, field: value})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not MailingList.objects.exists()


def test_a_changed_list_keeps_its_name_in_addresses_and_filters_that_the_form_does_not_show(editor: Client) -> None:
    a_list("sahel", selection="country=ML&bbox=-5,10,5,20")
    editor.post(at("list-edit", "sahel"), {**FORM, "slug": "other", "country": "NE"})
    changed = MailingList.objects.get()
    assert (changed.slug, changed.selection) == ("sahel", "country=NE&bbox=-5%2C10%2C5%2C20")
    assert Change.objects.filter(subject="list", field="selection", before="country=ML&bbox=-5,10,5,20").exists()


def test_a_list_whose_hours_change_is_due_at_its_next_hour_and_not_at_once(editor: Client, desk: None) -> None:
    Organisation.objects.update_or_create(pk=1, defaults={"public_shows_unreviewed": True})
    a_list("river", frequency="hand")
    MailingList.objects.update(created_at=datetime(2024, 5, 1, tzinfo=UTC))
    with time_machine.travel(datetime(2024, 5, 6, 10, tzinfo=UTC), tick=False) as clock:
        editor.post(at("list-edit", "river"), {**FORM, "frequency": "daily", "timezone": "UTC", "hour": "9"})
        assert composed() == 0, "its hour of today is over"
        clock.shift(23 * 3600 - 1)
        assert composed() == 0
        clock.shift(1)
        assert composed() == 1


def composed() -> int:
    """Issues that the worker makes now."""
    return compose_due(datetime.now(UTC), "test", Event())


def test_a_closed_list_is_not_offered_and_its_page_stays(editor: Client, stranger: Client) -> None:
    a_list("sahel")
    editor.post(at("list-close", "sahel"))
    assert "Sahel" not in stranger.get(at("sign-up")).content.decode()
    assert "Closed on" in editor.get(at("list", "sahel")).content.decode()


def test_the_proof_of_consent_has_the_notice_word_for_word(administrator: Client) -> None:
    mailing_list = a_list("sahel")
    subscriber = a_subscriber("ann@mail.example", mailing_list)
    leave(subscriber, [mailing_list], "one-click")
    told = b"".join(administrator.get(at("consents")).streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(told)))
    assert [row["action"] for row in rows] == ["confirmed", "joined", "left"]
    assert {row["notice"] for row in rows[:2]} == {NOTICE}
    assert rows[2]["form"] == "one-click"


def test_the_proof_is_the_same_as_json_with_its_values_whole(administrator: Client) -> None:
    subscriber = a_subscriber("ann@mail.example", a_list("sahel"))
    leave(subscriber, MailingList.objects.all(), "bounce", {"words": "550 no"})
    told = b"".join(administrator.get(at("consents-jsonl"), {"address": " Ann@mail.example"}).streaming_content)
    rows = [json.loads(line) for line in told.decode().splitlines()]
    assert [row["action"] for row in rows] == ["confirmed", "joined", "left"]
    assert (rows[1]["lists"], rows[1]["notice"]) == (["sahel"], NOTICE)
    assert hashlib.sha256(NOTICE.encode()).hexdigest() == rows[1]["notice_hash"]
    assert (rows[2]["detail"], rows[2]["notice"], rows[2]["network"]) == ({"words": "550 no"}, None, None)


def test_a_list_tells_week_by_week_who_joined_and_left(editor: Client) -> None:
    river = a_list("river")
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=UTC), tick=False):
        for number in range(3):
            a_subscriber(f"reader{number}@mail.example", river)
        places = list(river.subscriptions.order_by("pk"))
        river.subscriptions.update(joined_at=datetime(2026, 11, 22, 23, 59, tzinfo=UTC))
        river.subscriptions.filter(pk=places[0].pk).update(joined_at=datetime(2026, 11, 23, 0, 0, tzinfo=UTC))
        river.subscriptions.filter(pk=places[1].pk).update(left_at=datetime(2026, 11, 24, tzinfo=UTC), active=False)
        found = weeks(river, datetime.now(UTC))
        page = editor.get(at("list", "river")).content.decode()
    assert [(each.monday.isoformat(), each.joined, each.left) for each in found[:3]] == [
        ("2026-11-23", 1, 1),
        ("2026-11-16", 2, 0),
        ("2026-11-09", 0, 0),
    ]
    assert "16 November 2026" in page


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        ("", "every incident"),
        ("country=ML&type=suicide_bombing&basis=reviewed", "Mali; suicide bombing"),
        ("admin1=Gao&publishers=2&status=actual", "in Gao; at least 2 independent publishers; status: actual"),
        ("country=XX", "XX"),
    ],
)
def test_a_filter_is_told_in_words(selection: str, said: str) -> None:
    assert words(selection) == said


def test_an_address_that_would_be_a_formula_is_not_run_by_a_spreadsheet(administrator: Client) -> None:
    Consent.objects.create(address="=cmd@mail.example", person="x", action="asked", form="page")
    told = b"".join(administrator.get(at("consents")).streaming_content).decode()
    assert "'=cmd@mail.example" in told


@pytest.mark.parametrize("look", [DESKTOP, PHONE], ids=("desktop", "phone"))
def test_the_pages_are_readable(browser: Any, editor: Client, look: Any) -> None:
    a_subscriber("ann@mail.example", a_list("sahel", selection="country=ML"))
    with looking(browser, editor, look) as tab:
        for path in (at("lists"), at("list-new"), at("list-edit", "sahel"), at("list", "sahel")):
            tab.at(path)
            assert tab.graves() == [], path
            assert not tab.is_too_wide(), path
        assert tab.complaints == []
