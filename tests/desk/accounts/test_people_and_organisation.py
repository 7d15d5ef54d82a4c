"""The pages of administrators: people, one person, the organisation; and what each change leaves in the history."""

import re
import smtplib
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from desk.conftest import logged_in, person
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from communique.desk.accounts.models import Link, Organisation, User
from communique.desk.accounts.roles import Role
from communique.desk.archive.models import Change

pytestmark = pytest.mark.django_db
PEOPLE = "/accounts/people/"


def one(role: Role) -> User:
    return User.objects.get(username=f"{role}-one")


def page(user: User, deed: str = "") -> str:
    return f"{PEOPLE}{user.pk}/{deed}"


def said(client: Client, answer: Any) -> str:
    """What the page says that an answer leads to."""
    assert answer.status_code == 302
    return client.get(answer["Location"]).content.decode()


def test_the_list_shows_everyone_with_role_and_second_factor(administrator: Client) -> None:
    analyst = person(Role.ANALYST)
    Authenticator.objects.create(user=analyst, type="totp", data={})
    html = administrator.get(PEOPLE).content.decode()
    row = re.search(r"analyst-one</a>.*?</tr>", html, re.S)
    assert row is not None
    assert "analyst" in row[0]
    assert "<td>yes</td>" in row[0]


def test_an_invitation_without_a_mail_server_shows_its_link_once(administrator: Client) -> None:
    answer = administrator.post(f"{PEOPLE}invite/", {"role": "editor", "email": ""})
    found = re.search(r'value="http://127.0.0.1:8000(/accounts/enter/[^"]+)"', answer.content.decode())
    assert found is not None
    assert b"editor" in Client().get(found[1]).content
    assert found[1] not in administrator.get(PEOPLE).content.decode()
    change = Change.objects.get(subject="user", field="invitation")
    assert (change.who, change.after) == (one(Role.ADMINISTRATOR), {"role": "editor", "email": ""})


def test_an_invitation_is_mailed_where_there_is_a_mail_server(administrator: Client, settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.desk.example"
    answer = administrator.post(f"{PEOPLE}invite/", {"role": "reader", "email": "new@desk.example"})
    assert "was mailed to new@desk.example" in said(administrator, answer)
    (sent,) = mail.outbox
    assert sent.to == ["new@desk.example"]
    found = re.search(r"http://127.0.0.1:8000(/accounts/enter/\S+)", str(sent.body))
    assert found is not None
    assert Client().get(found[1]).status_code == 200
    assert Link.objects.get().mailed is True


def test_mail_that_cannot_be_sent_leaves_a_link_to_hand_over(
    administrator: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise smtplib.SMTPConnectError(421, "busy")

    settings.EMAIL_HOST = "mail.desk.example"
    monkeypatch.setattr("communique.desk.accounts.people.mailing.send_mail", broken)
    answer = administrator.post(f"{PEOPLE}invite/", {"role": "reader", "email": "new@desk.example"})
    assert "could not be mailed" in answer.content.decode()
    assert "/accounts/enter/" in answer.content.decode()
    assert Link.objects.get().mailed is False


@pytest.mark.parametrize("form", [{"role": "owner", "email": ""}, {"role": "reader", "email": "no address"}, {}])
def test_an_invitation_that_makes_no_sense_is_refused(administrator: Client, form: dict[str, str]) -> None:
    assert administrator.post(f"{PEOPLE}invite/", form).status_code == 400
    assert not Link.objects.exists()


def test_who_has_an_account_is_not_invited_again(administrator: Client) -> None:
    answer = administrator.post(f"{PEOPLE}invite/", {"role": "reader", "email": "ADMINISTRATOR@desk.example"})
    assert b"There is an account with the address" in answer.content


def test_an_invitation_is_taken_back(administrator: Client) -> None:
    administrator.post(f"{PEOPLE}invite/", {"role": "reader", "email": ""})
    link = Link.objects.get()
    assert "does not work any more" in said(administrator, administrator.post(f"{PEOPLE}links/{link.pk}/take-back/"))
    assert "used already" in said(administrator, administrator.post(f"{PEOPLE}links/{link.pk}/take-back/"))


def test_a_role_is_changed_and_kept_with_why(administrator: Client) -> None:
    who = person(Role.READER)
    answer = administrator.post(page(who, "role/"), {"role": "analyst", "why": "trained last week"})
    assert "is analyst now" in said(administrator, answer)
    assert one(Role.READER).role == Role.ANALYST
    change = Change.objects.get(subject="user", subject_id=who.username)
    assert (change.field, change.before, change.after, change.why) == ("role", "reader", "analyst", "trained last week")
    assert "trained last week" in administrator.get(page(who)).content.decode()


@pytest.mark.parametrize(("deed", "form"), [("role/", {"role": "editor"}), ("deactivate/", {})])
def test_the_last_administrator_stays_one(administrator: Client, deed: str, form: dict[str, str]) -> None:
    me = one(Role.ADMINISTRATOR)
    User.objects.create_user("gone", password="long-enough-1", role=Role.ADMINISTRATOR, is_active=False)
    assert "last administrator" in said(administrator, administrator.post(page(me, deed), form))
    me.refresh_from_db()
    assert (me.role, me.is_active) == (Role.ADMINISTRATOR, True)
    assert not Change.objects.exists()


def test_one_of_two_administrators_can_become_an_editor(administrator: Client) -> None:
    User.objects.create_user("other", password="long-enough-1", role=Role.ADMINISTRATOR)
    administrator.post(page(one(Role.ADMINISTRATOR), "role/"), {"role": "editor"})
    assert User.objects.get(username="administrator-one").role == Role.EDITOR
    assert administrator.get(PEOPLE).status_code == 403


def test_who_is_deactivated_is_out_at_once_and_their_links_with_them(administrator: Client, editor: Client) -> None:
    who = one(Role.EDITOR)
    administrator.post(page(who, "password-link/"))
    assert editor.get("/accounts/").status_code == 200
    administrator.post(page(who, "deactivate/"), {"why": "left"})
    assert editor.get("/accounts/").status_code == 302
    assert not Link.objects.filter(taken_back_at=None).exists()
    answer = Client().post("/accounts/login/", {"login": "editor-one", "password": "long-enough-1"})
    assert answer.headers.get("Location") != "/"
    assert User.objects.filter(pk=who.pk).exists()


def test_who_is_activated_comes_in_again(administrator: Client) -> None:
    who = person(Role.READER)
    User.objects.filter(pk=who.pk).update(is_active=False)
    administrator.post(page(who, "activate/"))
    client = Client()
    client.post("/accounts/login/", {"login": "reader-one", "password": "long-enough-1"})
    assert client.get("/accounts/").status_code == 200


def test_all_sessions_are_ended_and_a_new_one_can_begin(administrator: Client, analyst: Client) -> None:
    other = logged_in(one(Role.ANALYST))
    administrator.post(page(one(Role.ANALYST), "sign-out/"))
    assert analyst.get("/accounts/").status_code == other.get("/accounts/").status_code == 302
    assert logged_in(one(Role.ANALYST)).get("/accounts/").status_code == 200
    assert administrator.get("/accounts/").status_code == 200


def test_second_factors_are_taken_away(administrator: Client, analyst: Client) -> None:
    who = one(Role.ANALYST)
    Authenticator.objects.create(user=who, type="totp", data={"secret": "seal-me"})
    administrator.post(page(who, "reset-factors/"), {"why": "phone lost"})
    assert not Authenticator.objects.filter(user=who).exists()
    assert analyst.get("/accounts/").status_code == 302
    change = Change.objects.get(field="second factors")
    assert (change.before, change.after, change.why) == (["totp"], [], "phone lost")
    assert "has no second factor" in said(administrator, administrator.post(page(who, "reset-factors/")))


def test_a_password_link_is_shown_once_and_takes_the_place_of_the_one_before(administrator: Client) -> None:
    who = person(Role.READER)
    found = []
    for _ in range(2):
        html = administrator.post(page(who, "password-link/")).content.decode()
        match = re.search(r"/accounts/enter/[\w-]+/", html)
        assert match is not None
        found.append(match[0])
    assert [Client().get(each).status_code for each in found] == [410, 200]


@pytest.mark.parametrize("deed", ["role/", "deactivate/", "activate/", "sign-out/", "reset-factors/", "password-link/"])
def test_nothing_is_done_by_looking(administrator: Client, deed: str) -> None:
    assert administrator.get(page(person(Role.READER), deed)).status_code == 405
    assert not Change.objects.exists()


def test_more_people_take_no_more_queries(administrator: Client) -> None:
    counts = []
    for start in (0, 20):
        for n in range(start, start + 20):
            User.objects.create(username=f"p{n}")
            Link.objects.create(kind="invitation", hash=f"{n}", expires_at="2100-01-01T00:00Z")
        administrator.get(PEOPLE)
        with CaptureQueriesContext(connection) as caught:
            administrator.get(PEOPLE)
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 5


SETTINGS = {
    "name": "The Desk",
    "visibility": "login",
    "public_shows_unreviewed": "on",
    "two_person_rule": "on",
    "require_mfa_from": "",
}


def test_settings_of_the_organisation_are_kept_each_with_its_history(administrator: Client) -> None:
    answer = administrator.post("/accounts/organisation/", SETTINGS)
    assert "Kept." in said(administrator, answer)
    now = Organisation.current()
    assert (now.name, now.visibility, now.public_shows_unreviewed, now.two_person_rule) == (
        "The Desk",
        "login",
        True,
        True,
    )
    changes = {row.field: (row.before, row.after) for row in Change.objects.filter(subject="setting")}
    assert changes == {
        "name": ("Communique", "The Desk"),
        "visibility": ("public", "login"),
        "public_shows_unreviewed": (False, True),
        "two_person_rule": (False, True),
    }
    assert "Nothing was changed" in said(administrator, administrator.post("/accounts/organisation/", SETTINGS))


@pytest.mark.parametrize("wrong", [{"visibility": "everyone"}, {"name": ""}, {"require_mfa_from": "owner"}])
def test_a_setting_that_is_no_choice_is_refused(administrator: Client, wrong: dict[str, str]) -> None:
    assert administrator.post("/accounts/organisation/", {**SETTINGS, **wrong}).status_code == 400
    assert Organisation.current().name == "Communique"


def test_each_setting_says_what_it_means(administrator: Client) -> None:
    html = administrator.get("/accounts/organisation/").content.decode()
    for words in ("anyone may look", "only what was accepted", "second person accepted", "led to set one up"):
        assert words in html


def test_the_page_of_the_own_account_leads_to_everything_of_it(reader: Client) -> None:
    html = reader.get("/accounts/").content.decode()
    for address in ("/accounts/password/change/", "/accounts/email/", "/accounts/2fa/", "/accounts/sessions/"):
        assert f'href="{address}"' in html
