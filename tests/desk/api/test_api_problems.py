"""Errors: problems with what to do about them, and nothing of our insides."""

from typing import Any

import pytest
from desk.api.tokened import Program, program
from desk.filled import the
from django.test import Client

from communique.desk.accounts.roles import Role
from communique.desk.api.routes import codebook
from communique.desk.archive.models import Change


def problem(answer: Any, status: int) -> Any:
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["type"].startswith("http")
    assert told["title"]
    assert told["detail"]
    return told


@pytest.fixture
def analyst_program(desk: None) -> Program:
    return program(Role.ANALYST)


def test_a_fault_of_ours_leaks_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise RuntimeError("secret-key is hunter2")

    monkeypatch.setattr(codebook, "codebook", fails)
    answer = Program().get("codebook")
    problem(answer, 500)
    assert b"hunter2" not in answer.content
    assert b"Traceback" not in answer.content


def test_a_fault_of_ours_is_told_to_who_watches_for_faults(
    db: None, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    def fails() -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(codebook, "codebook", fails)
    with pytest.raises(RuntimeError, match="broken"):
        client.get("/api/v1/codebook")


def test_an_address_that_there_is_not(db: None) -> None:
    problem(Program().get("nothing/here"), 404)


def test_a_method_that_there_is_not(analyst_program: Program) -> None:
    answer = analyst_program.client.delete("/api/v1/events/1", headers=analyst_program.headers)
    problem(answer, 405)
    assert answer.headers["Allow"] == "GET"


def test_a_body_that_is_no_json(analyst_program: Program) -> None:
    answer = analyst_program.client.post(
        f"/api/v1/events/{the('exploded').pk}/accept", "{", "application/json", headers=analyst_program.headers
    )
    problem(answer, 400)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_a_body_of_another_kind(kind: str, analyst_program: Program) -> None:
    answer = analyst_program.client.generic(
        "POST", f"/api/v1/events/{the('exploded').pk}/accept", b'{"version": 1}', kind, headers=analyst_program.headers
    )
    problem(answer, 415)
    assert the("exploded").state == "new"


@pytest.mark.parametrize("length", ["99999999999", "-1", "many"])
def test_a_body_that_is_too_large_is_not_read(length: str, analyst_program: Program) -> None:
    answer = analyst_program.client.generic(
        "POST",
        "/api/v1/reports",
        b"{}",
        "application/json",
        headers={**analyst_program.headers, "Content-Length": length},
    )
    problem(answer, 413)


def test_every_wrong_value_of_a_body_is_named(analyst_program: Program) -> None:
    told = problem(analyst_program.post(f"events/{the('exploded').pk}/correct", {"version": "x", "field": 3}), 422)
    assert {each["field"] for each in told["errors"]} == {"version", "field", "value"}


def test_a_decision_about_another_version_is_a_conflict(analyst_program: Program) -> None:
    event = the("seized")
    told = problem(analyst_program.post(f"events/{event.pk}/accept", {"version": event.version + 1}), 409)
    assert "changed by somebody else" in told["detail"]


def test_a_change_that_is_refused_is_told_with_the_words_of_the_page(analyst_program: Program) -> None:
    event = the("seized")
    body = {"version": event.version, "field": "type", "value": "picnic"}
    told = problem(analyst_program.post(f"events/{event.pk}/correct", body), 409)
    assert told["detail"] == "picnic is no type of the codebook."


def test_a_stranger_is_told_how_to_be_known(db: None) -> None:
    answer = Program().get("sources")
    problem(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("number", ["0", "-1", "9" * 30, "1.5", "x"])
def test_a_number_that_is_none_is_no_fault_of_ours(number: str, analyst_program: Program) -> None:
    assert analyst_program.get(f"events/{number}").status_code in (404, 422)
    assert analyst_program.get(f"submissions/{number}").status_code in (404, 422)


def test_what_a_person_decides_by_a_token_is_kept_as_theirs(analyst_program: Program) -> None:
    event = the("seized")
    told = analyst_program.post(f"events/{event.pk}/accept", {"version": event.version, "why": "as told"}).json()
    assert told["state"] == "accepted"
    assert told["version"] == event.version + 1
    corrected = analyst_program.post(
        f"events/{event.pk}/correct",
        {"version": told["version"], "field": "certainty", "value": "hedged", "evidence": {"certainty": [0, 9]}},
    ).json()
    assert corrected["record"]["certainty"] == "hedged"
    assert corrected["record"]["evidence"]["certainty"] == [0, 9]
    kept = Change.objects.filter(subject_id=event.name).order_by("pk")
    assert [(each.who.username if each.who else "", each.field) for each in kept] == [
        ("analyst-api", "state"),
        ("analyst-api", "certainty"),
    ]


def test_an_analyst_s_token_withdraws_nothing(analyst_program: Program) -> None:
    problem(analyst_program.post("events/1/withdraw", {"version": 1, "why": "no"}), 403)
