"""Composing when an editor asks for it."""

import pytest
from desk.newsletters.people import a_list
from django.test import Client
from django.urls import reverse
from time_machine import travel

from communique.desk.accounts.models import Organisation
from communique.desk.newsletters.models import Issue, MailingList

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


@pytest.fixture(autouse=True)
def unreviewed() -> None:
    Organisation.objects.update_or_create(pk=1, defaults={"public_shows_unreviewed": True})


def ask(editor: Client, mailing_list: MailingList, frequency: str = "hand") -> str:
    """What the page says after it."""
    given = {"list": mailing_list.pk, "frequency": frequency}
    return editor.post(reverse("newsletters:issue-compose"), given, follow=True).content.decode()


@travel("2024-05-10T07:00:00Z", tick=False)
def test_an_editor_composes_what_is_new(editor: Client) -> None:
    ask(editor, a_list(frequency="hand"))
    assert [each.state for each in Issue.objects.all()] == ["draft"]


def test_that_nothing_changed_is_said(editor: Client) -> None:
    assert "Nothing changed" in ask(editor, a_list(frequency="hand"))


@travel("2024-05-10T07:00:00Z", tick=False)
def test_that_an_issue_is_on_its_way_is_said(editor: Client) -> None:
    mailing_list = a_list(frequency="hand")
    ask(editor, mailing_list)
    Issue.objects.update(state="approved")
    assert "approved and not out yet" in ask(editor, mailing_list)


def test_a_filter_that_cannot_be_read_any_more_is_named(editor: Client) -> None:
    shown = ask(editor, a_list(frequency="hand", selection="type=picnic"))
    assert "cannot be read any more" in shown
    assert "type=picnic" in shown
