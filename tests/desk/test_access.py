"""Who may have what: every address of the desk, asked by a stranger and by each role, whatever the desk shows to whom."""

from collections.abc import Iterator

import pytest
from desk.conftest import logged_in, person
from desk.reaching import ROLES, Row, answered, ask, furnish, routes, rows, turned_away
from django.test import Client

from communique.desk.accounts.models import Organisation, Visibility
from communique.desk.accounts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(params=ROLES)
def who(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def client_of(who: str, **more: bool) -> Client:
    client = Client(**more) if who == "stranger" else logged_in(person(Role(who)))
    client.handler.enforce_csrf_checks = more.get("enforce_csrf_checks", False)
    return client


TABLE = rows()
BOTH = {(row.to, row.post) for row in TABLE}


def trouble(row: Row, who: str, visibility: str, client: Client, path: str) -> Iterator[str]:
    """What is not as the table says."""
    answer = ask(client, path, row.post)
    told = f"{'POST' if row.post else 'GET'} {path}: {answer.status_code} {answer.headers.get('Location', '')}"
    if not row.admits(who, visibility):
        if not turned_away(answer, row):
            yield f"{told}, but {who} may not"
        if (row.to, not row.post) not in BOTH:
            other = ask(client, path, not row.post)
            if not turned_away(other, row) and other.status_code != 405:
                yield f"{told} by the other method, but {who} may not"
    elif turned_away(answer, row) or not answered(answer, row):
        yield f"{told}, but {who} may"


def test_every_address_is_in_the_table_once() -> None:
    listed = [row.to for row in TABLE]
    assert sorted(set(routes()) - set(listed)) == [], "add these to tests/desk/access.yaml"
    assert sorted(set(listed) - set(routes())) == [], "these are gone"
    assert len(TABLE) == len(BOTH)


@pytest.mark.parametrize("visibility", Visibility)
def test_each_role_gets_what_the_table_says_and_nothing_else(who: str, visibility: str) -> None:
    keys, client = furnish(), client_of(who)
    Organisation.objects.filter(pk=1).update(visibility=visibility)
    found = [each for row in TABLE for each in trouble(row, who, visibility, client, row.path(keys))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", ["stranger", "administrator"], indirect=True)
def test_nothing_is_changed_by_a_form_that_is_not_ours(who: str) -> None:
    keys, client = furnish(), client_of(who, enforce_csrf_checks=True)
    ours = [row for row in TABLE if not row.sessionless]
    found = [row.to for row in ours if ask(client, row.path(keys), True).status_code not in {403, 405, *row.refuses}]
    assert not found, "\n".join(found)
