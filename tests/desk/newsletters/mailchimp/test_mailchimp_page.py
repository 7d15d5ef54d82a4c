"""The page of Mailchimp, for editors."""

from typing import Any

import pytest
from desk.newsletters.mailchimp.meeting import Meeting, meet
from desk.newsletters.people import a_list
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Meeting:
    return meet(monkeypatch, settings)


def page(editor: Client) -> str:
    return str(editor.get(reverse("newsletters:mailchimp")).text)


def test_without_a_key_it_says_so(editor: Client) -> None:
    assert "No key is set" in page(editor)


def test_it_tells_audience_members_and_what_was_refused(there: Meeting, editor: Client) -> None:
    sahel = a_list("sahel")
    there.joins("ann@mail.example", sahel)
    there.joins("x@fake.example", sahel)
    there.works()
    told = page(editor)
    assert "River Desk (a1b2c3)" in told
    assert "1 subscribed" in told
    assert "looks fake" in told
    assert "set up" in told


def test_it_tells_that_mailchimp_cannot_be_reached_and_never_the_key(
    there: Meeting, editor: Client, monkeypatch: Any
) -> None:
    monkeypatch.setattr("fakes.mailchimp.account.KEY", "another-us21")
    there.works()
    told = page(editor)
    assert "API Key Invalid" in told
    assert "0123456789abcdef" not in told


def test_both_sides_are_compared_when_somebody_asks(there: Meeting, editor: Client) -> None:
    there.joins("ann@mail.example", a_list("sahel"))
    there.works()
    there.audience.unsubscribes("ann@mail.example")
    there.audience.hooks.clear()
    editor.post(reverse("newsletters:mailchimp-compare"))
    there.works()
    told = page(editor)
    assert "Left at Mailchimp, its webhook was lost" in told
    assert "taken off all lists here" in told


def test_by_our_own_server_it_says_so(there: Meeting, editor: Client, settings: Any) -> None:
    settings.PLATFORM = "smtp"
    assert "your own mail server" in page(editor)


def test_the_page_of_lists_leads_to_it(editor: Client) -> None:
    assert reverse("newsletters:mailchimp") in editor.get(reverse("newsletters:lists")).text
