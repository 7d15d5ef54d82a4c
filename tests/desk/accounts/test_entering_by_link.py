"""Links that are used once: the first administrator, an invitation, a new password."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from desk.conftest import person
from django.test import Client

from communique.desk.accounts.first import first_link
from communique.desk.accounts.links import Kind, make, take_back, waiting
from communique.desk.accounts.models import Link, User
from communique.desk.accounts.roles import Role
from communique.desk.archive.models import Change

pytestmark = pytest.mark.django_db
ANNA = {
    "username": "Anna",
    "email": "Anna@desk.example",
    "password1": "seven-grey-herons",
    "password2": "seven-grey-herons",
}
GONE = 410


def address(url: str | None) -> str:
    assert url is not None
    assert url.startswith("http://127.0.0.1:8000/")
    return url.removeprefix("http://127.0.0.1:8000")


def me(client: Client) -> str | None:
    """Whom a browser is logged in as."""
    pk = client.session.get("_auth_user_id")
    return User.objects.get(pk=pk).username if pk else None


def test_the_first_administrator_chooses_a_name_and_a_password_and_is_logged_in(client: Client) -> None:
    link = address(first_link())
    assert b"first administrator" in client.get(link).content
    answer = client.post(link, ANNA)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert me(client) == "Anna"
    anna = User.objects.get()
    assert (anna.role, anna.is_superuser, anna.email) == (Role.ADMINISTRATOR, False, "anna@desk.example")
    assert anna.check_password(ANNA["password1"])
    assert Change.objects.get(subject="user", subject_id="Anna").after == Role.ADMINISTRATOR


def test_the_first_link_works_once(client: Client) -> None:
    link = address(first_link())
    client.post(link, ANNA)
    other = Client()
    assert other.get(link).status_code == GONE
    assert other.post(link, {**ANNA, "username": "Bela", "email": ""}).status_code == GONE
    assert User.objects.count() == 1


def test_the_first_link_is_of_no_use_once_there_is_an_administrator(client: Client) -> None:
    link = address(first_link())
    person(Role.ADMINISTRATOR)
    assert client.post(link, ANNA).status_code == GONE
    assert not User.objects.filter(username="Anna").exists()
    assert first_link() is None


def test_a_deactivated_administrator_is_none() -> None:
    User.objects.filter(pk=person(Role.ADMINISTRATOR).pk).update(is_active=False)
    assert first_link() is not None


def test_the_first_link_runs_out_after_a_day(client: Client) -> None:
    now = datetime(2026, 3, 1, 8, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        link = address(first_link())
        assert client.get(link).status_code == 200
    with time_machine.travel(now + timedelta(hours=24, seconds=1), tick=False):
        assert client.get(link).status_code == GONE


def test_a_link_printed_at_a_later_start_takes_the_place_of_the_one_before(client: Client) -> None:
    old, new = address(first_link()), address(first_link())
    assert client.get(old).status_code == GONE
    assert client.get(new).status_code == 200


def test_the_token_is_not_kept() -> None:
    link = address(first_link())
    token = link.rstrip("/").rsplit("/", 1)[-1]
    row = Link.objects.get()
    assert token not in {str(getattr(row, field.attname)) for field in Link._meta.concrete_fields}


def test_a_made_up_link_is_refused_in_words(client: Client) -> None:
    answer = client.get("/accounts/enter/made-up/")
    assert answer.status_code == GONE
    assert b"Ask an administrator" in answer.content


def test_who_is_invited_gets_the_role_of_the_invitation(client: Client) -> None:
    by = person(Role.ADMINISTRATOR)
    link = address(make(Kind.INVITATION, Role.ANALYST, by=by)[1])
    assert b"analyst" in client.get(link).content
    client.post(link, {**ANNA, "role": "administrator", "is_superuser": "on"})
    anna = User.objects.get(username="Anna")
    assert (anna.role, anna.is_staff, anna.is_superuser) == (Role.ANALYST, False, False)


@pytest.mark.parametrize(
    ("mailed", "typed", "verified"),
    [(True, "a@b.example", True), (True, "c@d.example", False), (False, "a@b.example", False)],
)
def test_an_address_counts_as_shown_only_where_the_link_was_mailed_to_it(
    client: Client, mailed: bool, typed: str, verified: bool
) -> None:
    row, url = make(Kind.INVITATION, Role.READER, email="a@b.example")
    Link.objects.filter(pk=row.pk).update(mailed=mailed)
    client.post(address(url), {**ANNA, "email": typed})
    assert EmailAddress.objects.get(email=typed).verified is verified


def test_a_taken_back_invitation_does_not_work(client: Client) -> None:
    row, url = make(Kind.INVITATION)
    take_back(waiting().filter(pk=row.pk))
    assert client.get(address(url)).status_code == GONE


@pytest.mark.parametrize("password", ["short", "123456789012345", "password1234", "anna@desk.example"])
def test_a_weak_password_is_refused(client: Client, password: str) -> None:
    link = address(first_link())
    answer = client.post(link, {**ANNA, "password1": password, "password2": password})
    assert answer.status_code == 200
    assert b"errorlist" in answer.content
    assert not User.objects.exists()


def test_a_name_that_differs_only_in_case_and_an_address_that_is_taken_are_refused(client: Client) -> None:
    client.post(address(first_link()), ANNA)
    link = address(make(Kind.INVITATION)[1])
    answer = Client().post(link, {**ANNA, "username": "ANNA"})
    assert b"already exists" in answer.content
    assert b"Another account has this address" in answer.content
    assert User.objects.count() == 1


def test_one_who_is_logged_in_does_not_use_up_a_link(analyst: Client) -> None:
    link = address(make(Kind.INVITATION)[1])
    assert b"You are logged in as analyst-one" in analyst.post(link, ANNA).content
    assert Client().get(link).status_code == 200


def test_a_password_link_sets_a_new_password_and_ends_what_was_open(analyst: Client) -> None:
    who = User.objects.get(username="analyst-one")
    link = address(make(Kind.PASSWORD, person=who)[1])
    new = {"new_password1": "four-blue-kettles", "new_password2": "four-blue-kettles"}
    other = Client()
    assert other.post(link, new).status_code == 302
    assert me(other) == "analyst-one"
    who.refresh_from_db()
    assert who.check_password("four-blue-kettles")
    assert analyst.get("/accounts/email/").status_code == 302
    assert Client().get(link).status_code == GONE


def test_a_password_link_of_one_who_was_deactivated_does_not_work(analyst: Client) -> None:
    who = User.objects.get(username="analyst-one")
    link = address(make(Kind.PASSWORD, person=who)[1])
    User.objects.filter(pk=who.pk).update(is_active=False)
    assert Client().get(link).status_code == GONE
