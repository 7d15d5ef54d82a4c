"""What a reader does by themselves, by a link of their own."""

import json
from datetime import timedelta
from typing import Any

import pytest
from desk.browsing import DESKTOP, PHONE, looking
from desk.newsletters.people import a_list, a_subscriber
from django.test import Client
from django.utils import timezone

from communique.desk.newsletters.changing import confirm
from communique.desk.newsletters.models import Consent, MailingList, SignUp, Subscriber
from communique.desk.newsletters.tokens import leave_token, preferences_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Subscriber:
    a_list("horn")
    return a_subscriber("ann@mail.example", a_list("sahel"))


def link(reader: Subscriber) -> str:
    return f"/newsletters/mine/{preferences_token(reader.pk)}/"


def on(reader: Subscriber) -> dict[str, str]:
    return dict(reader.subscriptions.filter(active=True).values_list("list__slug", "frequency"))


def act(client: Client, reader: Subscriber, do: str, **more: Any) -> Any:
    return client.post(link(reader), {"do": do, **more})


def test_looking_changes_nothing(stranger: Client, reader: Subscriber) -> None:
    assert stranger.get(link(reader)).status_code == 200
    assert on(reader) == {"sahel": ""}


def test_lists_are_joined_and_left_and_come_as_often_as_is_wished(stranger: Client, reader: Subscriber) -> None:
    act(stranger, reader, "lists", list=["horn"], **{"often-horn": "daily"})
    assert on(reader) == {"horn": "daily"}
    assert [each.action for each in Consent.objects.order_by("pk")][2:] == ["joined", "left", "frequency"]
    joined = Consent.objects.get(action="joined", lists=["horn"])
    assert joined.notice is not None


def test_a_rhythm_that_there_is_not_is_left_alone(stranger: Client, reader: Subscriber) -> None:
    act(stranger, reader, "lists", list=["sahel"], **{"often-sahel": "hourly"})
    assert on(reader) == {"sahel": ""}


def test_a_pause_ends_by_itself_or_by_wish(stranger: Client, reader: Subscriber) -> None:
    until = timezone.now().date() + timedelta(days=30)
    act(stranger, reader, "pause", until=until.isoformat())
    assert Subscriber.objects.get().paused_until == until
    act(stranger, reader, "pause", until="")
    assert Subscriber.objects.get().paused_until is None


@pytest.mark.parametrize("until", ["yesterday", "2001-01-01", "2999-01-01"])
def test_a_pause_to_a_day_that_cannot_be_is_refused(stranger: Client, reader: Subscriber, until: str) -> None:
    assert act(stranger, reader, "pause", until=until).status_code == 400
    assert Subscriber.objects.get().paused_until is None


def test_an_address_changes_when_the_new_one_is_confirmed(stranger: Client, reader: Subscriber) -> None:
    act(stranger, reader, "address", email="Ann@New.example")
    assert Subscriber.objects.get().address == "ann@mail.example"
    confirm(SignUp.objects.get(moves=reader))
    assert Subscriber.objects.get().address == "ann@new.example"
    assert act(stranger, reader, "address", email="nobody").status_code == 400
    asked, moved = Consent.objects.order_by("pk")[2:]
    assert (asked.action, asked.address, asked.lists) == ("asked", "ann@new.example", ["sahel"])
    assert asked.notice is not None
    assert (moved.action, moved.address) == ("moved", "ann@new.example")


def test_an_address_that_was_asked_for_is_forgotten_with_who_asked(stranger: Client, reader: Subscriber) -> None:
    act(stranger, reader, "address", email="ann@new.example")
    act(stranger, reader, "erase")
    assert "ann@" not in str([list(model.objects.values()) for model in (Subscriber, Consent, SignUp)])


def test_a_list_that_closes_meanwhile_is_told_in_the_readers_language(
    stranger: Client, reader: Subscriber, monkeypatch: pytest.MonkeyPatch
) -> None:
    Subscriber.objects.update(language="fr")
    horn = MailingList.objects.get(slug="horn")
    monkeypatch.setattr("communique.desk.newsletters.preferring.acting.on_offer", lambda _: [horn])
    MailingList.objects.filter(slug="horn").update(closed_at=timezone.now())
    horn.refresh_from_db()
    answer = act(stranger, reader, "lists", list=["horn", "sahel"])
    assert answer.status_code == 400
    assert "fermée entre-temps" in answer.content.decode()
    assert on(reader) == {"sahel": ""}


def test_all_that_is_kept_can_be_taken_along(stranger: Client, reader: Subscriber) -> None:
    told = json.loads(act(stranger, reader, "download").content)
    assert told["address"] == "ann@mail.example"
    assert [each["list"] for each in told["lists"]] == ["sahel"]
    assert [each["action"] for each in told["consents"]] == ["confirmed", "joined"]
    assert told["consents"][0]["notice"]


def test_who_asks_to_be_erased_is_forgotten_and_told_so(stranger: Client, reader: Subscriber) -> None:
    assert "is forgotten" in act(stranger, reader, "erase").content.decode()
    assert "ann@" not in str([list(model.objects.values()) for model in (Subscriber, Consent, SignUp)])
    assert stranger.get(link(reader)).status_code == 200


def test_the_link_that_leaves_opens_no_preferences(stranger: Client, reader: Subscriber) -> None:
    assert stranger.get(f"/newsletters/mine/{leave_token(reader.pk, 0)}/").status_code == 404


@pytest.mark.parametrize("look", [DESKTOP, PHONE], ids=("desktop", "phone"))
def test_the_page_is_readable(browser: Any, stranger: Client, reader: Subscriber, look: Any) -> None:
    with looking(browser, stranger, look) as tab:
        tab.at(link(reader))
        assert tab.graves() == []
        assert not tab.is_too_wide()
