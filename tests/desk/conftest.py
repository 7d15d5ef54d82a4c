"""People of every role, each with a client that is logged in, and one who is a stranger."""

from collections.abc import Iterator
from typing import Any

import pytest
from chromium import chromium
from desk.filled import fill
from django.db import connections
from django.test import Client

from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.public.columns import forget


def person(role: Role) -> User:
    """Someone of a role, named after it."""
    return User.objects.create_user(
        username=f"{role}-one", email=f"{role}@desk.example", password="long-enough-1", role=role
    )


def logged_in(user: User) -> Client:
    """A browser of theirs."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser, for the tests of one file. In its loop Django has a connection of its own, which nobody else can close."""
    with chromium() as opened:
        yield opened
        connections.close_all()


@pytest.fixture
def stranger(db: None) -> Client:
    return Client()


@pytest.fixture
def reader(db: None) -> Client:
    return logged_in(person(Role.READER))


@pytest.fixture
def analyst(db: None) -> Client:
    return logged_in(person(Role.ANALYST))


@pytest.fixture
def editor(db: None) -> Client:
    return logged_in(person(Role.EDITOR))


@pytest.fixture
def administrator(db: None) -> Client:
    return logged_in(person(Role.ADMINISTRATOR))


@pytest.fixture
def desk(db: None) -> None:
    """A desk filled as ``filled.fill`` says."""
    fill()


@pytest.fixture(autouse=True)
def _fresh_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process keeps in memory of one test's database says nothing of the next; and no view waits to look again."""
    monkeypatch.setattr("communique.desk.public.columns.keeping.PATIENCE", 0.0)
    forget()
