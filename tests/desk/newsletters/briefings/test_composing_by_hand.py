"""Composing when an editor asks for it."""

import pytest
from desk.conftest import person
from desk.newsletters.people import a_list
from django.test import Client
from django.urls import reverse
from time_machine import travel

from communique.desk.accounts.models import Organisation
from communique.desk.accounts.roles import Role
from communique.desk.newsletters.issues.editing import change_words, leave_out, seal_of
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


def names(issue: Issue) -> list[str]:
    """Incidents that an issue tells."""
    return [item["incident"] for section in issue.content["sections"] for item in section["items"]]


@travel("2024-05-10T07:00:00Z", tick=False)
def test_what_an_editor_decided_of_a_draft_holds_when_it_is_composed_anew(editor: Client) -> None:
    mailing_list, who = a_list(frequency="hand"), person(Role.ADMINISTRATOR)
    ask(editor, mailing_list)
    draft = Issue.objects.get()
    first, *rest = names(draft)
    leave_out(draft, first, seal_of(draft), who)
    draft.refresh_from_db()
    change_words(draft, "What a week", "Read this first.", seal_of(draft), who)
    ask(editor, mailing_list)
    again = Issue.objects.get()
    assert names(again) == rest
    assert (again.subject, again.content["note"]) == ("What a week", "Read this first.")
    assert sum(again.content["counts"].values()) == len(rest)
    ask(editor, mailing_list)
    assert names(Issue.objects.get()) == rest


@travel("2024-05-10T07:00:00Z", tick=False)
def test_what_was_left_out_comes_back_once_it_has_changed(editor: Client) -> None:
    mailing_list = a_list(frequency="hand")
    ask(editor, mailing_list)
    draft = Issue.objects.get()
    told = names(draft)
    leave_out(draft, told[0], seal_of(draft), person(Role.ADMINISTRATOR))
    draft.refresh_from_db()
    draft.content["set_aside"][0]["publishers"] += 1  # it was told otherwise when it was left out
    draft.save()
    ask(editor, mailing_list)
    assert names(Issue.objects.get()) == told
    assert Issue.objects.get().content["set_aside"] == []
