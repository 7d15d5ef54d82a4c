"""Leaving by the link of a mail: never by looking, always by asking, for ever."""

import pytest
from desk.newsletters.people import a_list, a_subscriber
from django.test import Client
from django.utils import timezone

from communique.desk.newsletters.changing import erase
from communique.desk.newsletters.models import Consent, MailingList, Subscriber
from communique.desk.newsletters.tokens import leave_token, preferences_token

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def reader() -> Subscriber:
    return a_subscriber("ann@mail.example", a_list("sahel"), a_list("horn"))


def link(reader: Subscriber, slug: str = "sahel") -> str:
    return f"/newsletters/leave/{leave_token(reader.pk, MailingList.objects.get(slug=slug).pk)}/"


def on(reader: Subscriber) -> set[str]:
    return set(reader.subscriptions.filter(active=True).values_list("list__slug", flat=True))


def test_looking_changes_nothing_however_often_it_is_done(stranger: Client, reader: Subscriber) -> None:
    for ask in (stranger.get, stranger.head, stranger.get):
        ask(link(reader))
    assert on(reader) == {"sahel", "horn"}


def test_one_click_leaves_that_list_without_cookie_or_form(reader: Subscriber) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(link(reader), ONE_CLICK).status_code == 200
    assert client.post(link(reader), ONE_CLICK).status_code == 200
    assert on(reader) == {"horn"}
    assert [each.form for each in Consent.objects.filter(action="left")] == ["one-click"]


def test_the_page_leaves_this_list_or_all(stranger: Client, reader: Subscriber) -> None:
    assert "no longer on Sahel" in stranger.post(link(reader), {"what": "this"}).content.decode()
    assert on(reader) == {"horn"}
    assert "on no list" in stranger.post(link(reader), {"what": "all"}).content.decode()
    assert on(reader) == set()


def test_a_link_works_after_its_list_closed_and_its_reader_was_erased(stranger: Client, reader: Subscriber) -> None:
    MailingList.objects.update(closed_at=timezone.now())
    assert stranger.get(link(reader)).status_code == 200
    stranger.post(link(reader), ONE_CLICK)
    assert on(reader) == {"horn"}
    erase(reader, "preferences")
    assert stranger.get(link(reader)).status_code == 200
    assert stranger.post(link(reader), ONE_CLICK).status_code == 200


def test_a_list_that_is_gone_takes_no_other_with_it_unless_asked(stranger: Client, reader: Subscriber) -> None:
    gone = f"/newsletters/leave/{leave_token(reader.pk, 4_000_000)}/"
    assert "This list is gone" in stranger.post(gone, ONE_CLICK).content.decode()
    assert on(reader) == {"sahel", "horn"}
    assert "Unsubscribe from all lists" in stranger.get(gone).content.decode()
    stranger.post(gone)
    assert on(reader) == set()


def test_programs_that_look_at_links_may_ask_for_the_head_alone(stranger: Client, reader: Subscriber) -> None:
    pages = ["/newsletters/", "/newsletters/embed/", link(reader), f"/newsletters/mine/{preferences_token(reader.pk)}/"]
    assert [stranger.head(page).status_code for page in pages] == [200] * 4


@pytest.mark.parametrize("token", ["made-up", "A" * 32])
def test_a_cut_link_is_told_and_changes_nothing(stranger: Client, reader: Subscriber, token: str) -> None:
    assert stranger.post(f"/newsletters/leave/{token}/", ONE_CLICK).status_code == 404
    assert stranger.post(f"/newsletters/leave/{preferences_token(reader.pk)}/", ONE_CLICK).status_code == 404
    assert on(reader) == {"sahel", "horn"}
