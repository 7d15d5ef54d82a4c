"""Who may call what: every operation by strangers, people who are logged in, and tokens of every role and scope."""

from typing import Any

import pytest
from desk.api.tokened import Program, program, someone
from desk.filled import the
from django.test import Client

from communique.desk.accounts.models import Organisation, Visibility
from communique.desk.accounts.roles import ORDER, Role
from communique.desk.api.describing.document import document, operations
from communique.desk.api.tokens.scopes import scopes
from communique.desk.archive.changing import accept

OPEN, ANALYSTS, EDITORS = None, Role.ANALYST, Role.EDITOR
CALLS: dict[str, tuple[str, str, Role | None, str]] = {
    "listIncidents": ("GET", "incidents", OPEN, "read"),
    "getIncident": ("GET", "incidents/ML-2024-0002", OPEN, "read"),
    "listEvents": ("GET", "events", OPEN, "read"),
    "getEvent": ("GET", "events/{accepted}", OPEN, "read"),
    "listReports": ("GET", "reports", ANALYSTS, "read:unreviewed"),
    "getReport": ("GET", "reports/r004", OPEN, "read"),
    "listActors": ("GET", "actors", OPEN, "read"),
    "listCountries": ("GET", "countries", OPEN, "read"),
    "listPlaces": ("GET", "places?q=Gao", OPEN, "read"),
    "getSituation": ("GET", "situation?country=ML", OPEN, "read"),
    "getCodebook": ("GET", "codebook", OPEN, "read"),
    "exportIncidents": ("GET", "exports/csv", OPEN, "read"),
    "listSources": ("GET", "sources", EDITORS, "admin"),
    "submitReport": ("POST", "reports", ANALYSTS, "submit"),
    "getSubmission": ("GET", "submissions/1", ANALYSTS, "submit"),
    "acceptEvent": ("POST", "events/{new}/accept", ANALYSTS, "review"),
    "rejectEvent": ("POST", "events/{new}/reject", ANALYSTS, "review"),
    "withdrawEvent": ("POST", "events/{new}/withdraw", EDITORS, "review"),
    "correctEvent": ("POST", "events/{new}/correct", ANALYSTS, "review"),
}
"""Method, path, least role (none: whoever may look) and scope of each operation."""
ANYONE = {"listNewsletters": "newsletters/lists", "signUp": "newsletters/sign-ups"}
"""As open as the page that does the same, whomever the desk shows itself to; with their paths."""
REFUSED = (401, 403)


def call(caller: Program, name: str) -> int:
    """The status of a call, with a body that is not one: whoever is let in is told 422."""
    method, written, _, _ = CALLS[name]
    path = written.format(accepted=the("seized").pk, new=the("exploded").pk)
    answer = caller.get(path) if method == "GET" else caller.post(path, {"nothing": 1})
    if answer.streaming:
        list(answer.streaming_content)
    return int(answer.status_code)


@pytest.fixture
def reviewed(desk: None) -> None:
    """A desk of which one incident is reviewed."""
    event = the("seized")
    accept(event, someone(Role.EDITOR, "first"), event.version)


def test_every_operation_is_in_this_table() -> None:
    assert sorted([*CALLS, *ANYONE]) == sorted(each["operationId"] for each in operations(document()))


def statuses(caller: Program) -> dict[str, int]:
    """The status of every operation."""
    return {name: call(caller, name) for name in CALLS}


def granted(caller: Program) -> set[str]:
    """The operations that a caller is let into."""
    return {name for name, status in statuses(caller).items() if status not in REFUSED}


def open_to(role: Role, least: Role = Role.READER) -> set[str]:
    """What people of a role may call, where looking takes the role ``least``."""
    return {name for name, call in CALLS.items() if ORDER.index(role) >= ORDER.index(call[2] or least)}


def test_of_a_private_desk_a_stranger_may_sign_up_for_newsletters(db: None) -> None:
    Organisation.objects.update_or_create(pk=1, defaults={"visibility": Visibility.PRIVATE})
    assert Program().get(ANYONE["listNewsletters"]).status_code == 200
    assert Program().post(ANYONE["signUp"], {"nothing": 1}).status_code == 422


def test_a_stranger_reads_what_is_public_and_nothing_else(reviewed: None) -> None:
    assert statuses(Program()) == {name: 200 if each[2] is None else 401 for name, each in CALLS.items()}


def test_of_a_desk_for_those_who_log_in_a_stranger_reads_nothing(reviewed: None) -> None:
    Organisation.objects.update(visibility=Visibility.LOGIN)
    assert set(statuses(Program()).values()) == {401}


@pytest.mark.parametrize("role", ORDER)
def test_a_token_may_what_its_owner_s_role_may(role: Role, reviewed: None) -> None:
    assert granted(program(role)) == open_to(role)


@pytest.mark.parametrize("role", ORDER)
def test_of_a_private_desk_readers_read_nothing(role: Role, reviewed: None) -> None:
    Organisation.objects.update(visibility=Visibility.PRIVATE)
    assert granted(program(role)) == open_to(role, Role.ANALYST)


@pytest.mark.parametrize("scope", [each.scope for each in scopes()])
def test_a_token_may_what_its_scope_says(scope: str, reviewed: None) -> None:
    assert granted(program(Role.ADMINISTRATOR, scope)) == {name for name, each in CALLS.items() if each[3] == scope}


def test_who_is_logged_in_reads_but_changes_nothing_by_the_cookie_of_a_page(
    reviewed: None, administrator: Client
) -> None:
    assert granted(Program(client=administrator)) == {name for name, each in CALLS.items() if each[0] == "GET"}


def test_a_token_ends_with_its_owner_s_role(reviewed: None) -> None:
    caller, owner = program(Role.ADMINISTRATOR), someone(Role.ADMINISTRATOR)
    owner.role = Role.READER
    owner.save()
    assert granted(caller) == open_to(Role.READER)


def test_a_token_of_a_closed_account_opens_nothing(reviewed: None) -> None:
    caller, owner = program(Role.ADMINISTRATOR), someone(Role.ADMINISTRATOR)
    owner.is_active = False
    owner.save()
    assert set(statuses(caller).values()) == {401}


def test_a_token_of_one_who_must_set_up_a_second_factor_opens_nothing(reviewed: None) -> None:
    caller = program(Role.ADMINISTRATOR)
    Organisation.objects.update(require_mfa_from=Role.EDITOR)
    assert set(statuses(caller).values()) == {403}


def told(caller: Program, path: str) -> Any:
    answer = caller.get(path)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.parametrize("caller", ["stranger", "reader", "token without the scope"])
def test_what_nobody_reviewed_is_told_to_none_of_these(caller: str, reviewed: None) -> None:
    who = {
        "stranger": lambda: Program(),
        "reader": lambda: program(Role.READER),
        "token without the scope": lambda: program(Role.EDITOR, "read"),
    }[caller]()
    assert [each["id"] for each in told(who, "incidents")["items"]] == ["ML-2024-0002"]
    assert [each["id"] for each in told(who, "incidents?changed_since=0")["items"]] == ["ML-2024-0002"]
    assert told(who, "incidents?changed_since=0")["gone"] == []
    assert {each["state"] for each in told(who, "events")["items"]} == {"accepted"}
    assert [each["country"] for each in told(who, "countries")["items"]] == ["ML"]
    assert told(who, "places?q=Gao")["items"] == []
    for path in ("incidents/ML-2024-0001", f"events/{the('exploded').pk}", "reports/r001"):
        assert who.get(path).status_code == 404
    for path in ("incidents?basis=read", "events?state=new", "countries?basis=read", "situation?country=ML&basis=read"):
        assert who.get(path).status_code == 403
    assert b"exploded" not in b"".join(who.get("exports/csv").streaming_content)


def test_what_nobody_reviewed_is_told_to_an_analyst_s_token_with_the_scope(reviewed: None) -> None:
    analyst = program(Role.ANALYST, "read", "read:unreviewed")
    assert told(analyst, "incidents")["basis"] == "read"
    assert len(told(analyst, "incidents")["items"]) > 1
    assert told(analyst, "incidents?basis=reviewed")["basis"] == "reviewed"
    assert told(analyst, "incidents/ML-2024-0001")["reviewed"] == "none"


def test_an_organisation_may_show_strangers_what_nobody_reviewed(reviewed: None) -> None:
    Organisation.objects.update(public_shows_unreviewed=True)
    assert told(Program(), "incidents")["basis"] == "read"
    assert Program().get("events?state=rejected").status_code == 403


def test_the_text_of_a_report_is_told_to_analysts_alone(reviewed: None) -> None:
    Organisation.objects.update(public_shows_unreviewed=True)
    assert told(Program(), "reports/r004")["record"] is None
    assert told(program(Role.READER), "reports/r004")["record"] is None
    assert "Monday" in told(program(Role.ANALYST), "reports/r004")["record"]["text"]


def test_a_submission_is_told_to_who_made_it_alone(desk: None) -> None:
    made = program(Role.ANALYST).post("reports", {"url": "https://river.example/new"}).json()
    assert program(Role.ANALYST).get(f"submissions/{made['number']}").status_code == 200
    assert program(Role.EDITOR).get(f"submissions/{made['number']}").status_code == 404
