"""Tokens: shown once, kept hashed, with an end; made and revoked by their owner alone."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from desk.api.tokened import Program, someone
from django.test import Client
from django.utils import timezone

from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.api.models import Token
from communique.desk.api.tokens import keeping
from communique.desk.archive.models import Change


def made_on_the_page(client: Client, **values: object) -> str:
    page = client.post("/api/tokens/", {"name": "nightly", "scopes": ["read"], "lasts": "90", **values})
    assert page.status_code == 200
    found = re.search(r'value="(cq_[^"]+)"', page.content.decode())
    assert found, page.content.decode()
    return found[1]


def test_a_token_is_shown_once_and_only_its_hash_is_kept(analyst: Client) -> None:
    token = made_on_the_page(analyst)
    assert token not in analyst.get("/api/tokens/").content.decode()
    row = Token.objects.get()
    assert all(token not in str(value) for value in vars(row).values())
    assert token.startswith(row.prefix)
    assert token not in str(list(Change.objects.values()))
    assert Program(token).get("codebook").status_code == 200


def test_a_page_that_shows_a_token_is_kept_by_no_cache(analyst: Client) -> None:
    page = analyst.post("/api/tokens/", {"name": "nightly", "scopes": ["read"], "lasts": ""})
    assert "no-store" in page.headers["Cache-Control"]


def test_a_reader_can_give_no_scope_above_a_reader_s(reader: Client) -> None:
    page = reader.post("/api/tokens/", {"name": "more", "scopes": ["read", "review"], "lasts": "30"})
    assert not Token.objects.exists()
    assert "review is not one of the available choices" in page.content.decode()
    with pytest.raises(keeping.TokenRefused):
        keeping.make(someone(Role.READER), "more", ["review"], None)


def test_a_token_runs_out(analyst: Client) -> None:
    with time_machine.travel(datetime(2024, 5, 1, tzinfo=UTC), tick=False) as clock:
        token = keeping.make(someone(Role.READER), "short", ["read"], timezone.now() + timedelta(days=30))[1]
        assert Program(token).get("codebook").status_code == 200
        clock.shift(timedelta(days=30, seconds=1))
        answer = Program(token).get("codebook")
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_a_revoked_token_opens_nothing_from_now_on(analyst: Client) -> None:
    token = made_on_the_page(analyst)
    analyst.post(f"/api/tokens/{Token.objects.get().pk}/revoke/")
    assert Program(token).get("codebook").status_code == 401
    assert Change.objects.filter(field="token").count() == 2


def test_nobody_revokes_or_sees_the_tokens_of_others(analyst: Client, editor: Client) -> None:
    made_on_the_page(analyst, name="of the analyst")
    assert editor.post(f"/api/tokens/{Token.objects.get().pk}/revoke/").status_code == 404
    assert "of the analyst" not in editor.get("/api/tokens/").content.decode()
    assert Token.objects.get().revoked_at is None


def test_a_get_revokes_nothing(analyst: Client) -> None:
    made_on_the_page(analyst)
    assert analyst.get(f"/api/tokens/{Token.objects.get().pk}/revoke/").status_code == 405


def test_it_is_kept_when_a_token_was_last_used_but_not_at_every_request(db: None) -> None:
    row, token = keeping.make(someone(Role.READER), "used", ["read"], None)
    with time_machine.travel(datetime(2024, 5, 1, tzinfo=UTC), tick=False) as clock:
        Program(token).get("codebook")
        clock.shift(timedelta(minutes=1))
        Program(token).get("codebook")
        assert Token.objects.get(pk=row.pk).used_at == datetime(2024, 5, 1, tzinfo=UTC)
        clock.shift(timedelta(minutes=5))
        Program(token).get("codebook")
    assert Token.objects.get(pk=row.pk).used_at == datetime(2024, 5, 1, 0, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic cq_x", "Bearer cq_x y", "Bearer \x00", "Bearer é", "cq_x", "Bearer " + "x" * 9000],
)
def test_what_is_no_token_is_refused(header: str, db: None) -> None:
    assert Program().get("codebook", Authorization=header).status_code == 401


def test_a_person_has_at_most_so_many_tokens(db: None) -> None:
    owner: User = someone(Role.READER)
    for number in range(keeping.MOST):
        keeping.make(owner, f"token {number}", ["read"], None)
    with pytest.raises(keeping.TokenRefused, match="revoke one"):
        keeping.make(owner, "one more", ["read"], None)
