"""Lists of incidents: filters, pages that stay while rows come, and changes of which none is missed."""

from typing import Any

import pytest
from desk.api.tokened import Program, program, someone
from desk.filled import GAO, MAY, tell, the
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communique.desk.accounts.roles import Role
from communique.desk.archive.changing import accept, merge, reject, withdraw
from communique.desk.archive.linked import link_due
from communique.desk.archive.models import Event, Incident


@pytest.fixture
def analyst_program(desk: None) -> Program:
    return program(Role.ANALYST)


def told(caller: Program, path: str) -> Any:
    answer = caller.get(path)
    assert answer.status_code == 200, answer.content
    return answer.json()


def ids(caller: Program, path: str) -> list[str]:
    return [each["id"] for each in told(caller, path)["items"]]


def walked(caller: Program, path: str) -> list[Any]:
    """Every page of a list."""
    pages = [told(caller, path)]
    while pages[-1]["next"]:
        pages.append(told(caller, f"{path}&after={pages[-1]['next']}"))
    return pages


def another(name: str) -> None:
    """One more incident, the latest of all."""
    tell(
        f"Gunmen attacked a bus near Gao on Thursday, {name} said.",
        "River Post",
        "2024-05-03",
        [{"type": "abduction", "anchor": "attacked", "place": GAO, "date": MAY}],
        name=name,
    )
    while link_due():
        pass


def test_pages_put_together_are_the_whole_list(analyst_program: Program) -> None:
    whole = ids(analyst_program, "incidents?limit=200")
    pages = walked(analyst_program, "incidents?limit=1")
    assert [each["id"] for page in pages for each in page["items"]] == whole
    assert len(whole) == Incident.objects.count()


def test_the_latest_day_comes_first_and_undated_incidents_last(analyst_program: Program) -> None:
    days = [each["start"] for each in told(analyst_program, "incidents")["items"]]
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=True)
    assert days == dated + [None] * (len(days) - len(dated))


def test_rows_that_come_while_one_pages_neither_repeat_nor_hide_any(analyst_program: Program) -> None:
    before = ids(analyst_program, "incidents?limit=200")
    page, seen = told(analyst_program, "incidents?limit=2"), []
    while True:
        seen += [each["id"] for each in page["items"]]
        another(f"n{len(seen)}")
        if not page["next"]:
            break
        page = told(analyst_program, f"incidents?limit=2&after={page['next']}")
    assert [each for each in seen if each in before] == before
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("country=ML&type=bombing", ["ML-2024-0001"]),
        ("type=bombing&type=territory-captured", ["ML-2024-0002", "ML-2024-0001"]),
        ("since=2024-05-06", ["ML-2024-0002"]),
        ("killed=20", ["ML-2024-0001"]),
        ("bbox=-1,16,0,17", ["ML-2024-0001"]),
        ("place=2457163&q=doctor", ["ML-2024-0001"]),
        ("precision=country", ["NE-2024-0001"]),
        ("publishers=3", ["ML-2024-0001"]),
    ],
)
def test_every_filter_of_the_map_holds(query: str, found: list[str], analyst_program: Program) -> None:
    assert ids(analyst_program, f"incidents?{query}") == found


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("contry=ML", "contry"),
        ("country=Mali", "country"),
        ("since=yesterday", "since"),
        ("since=2024-05-09&until=2024-05-01", "since"),
        ("bbox=1,2,3", "bbox"),
        ("killed=-1", "killed"),
        ("limit=201", "limit"),
        ("limit=x", "limit"),
        ("after=nonsense", "after"),
        ("after=ZGF5OjE6MQ&changed_since=0", "after"),
        ("changed_since=-1", "changed_since"),
        ("basis=all", "basis"),
    ],
)
def test_a_value_that_is_wrong_is_named_with_what_to_give(query: str, field: str, analyst_program: Program) -> None:
    answer = analyst_program.get(f"incidents?{query}")
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == [field]


def test_who_keeps_in_step_misses_nothing_and_is_told_what_went(analyst_program: Program) -> None:
    kept: dict[str, int] = {}

    def sync(since: int) -> int:
        pages = walked(analyst_program, f"incidents?limit=2&changed_since={since}")
        for page in pages:
            kept.update({each["id"]: each["stamp"] for each in page["items"]})
            for gone in page["gone"]:
                kept.pop(gone, None)
        return int(pages[-1]["stamp"])

    since = sync(0)
    assert len(kept) == Incident.objects.count()
    another("new")
    merge(list(Incident.objects.filter(name__in=["ML-2024-0001", "ML-2024-0002"])), someone(Role.EDITOR))
    event = the("fled")
    reject(event, someone(Role.EDITOR), "no event", event.version)
    while link_due():
        pass
    sync(since)
    assert kept == {each["id"]: each["stamp"] for each in told(analyst_program, "incidents?limit=200")["items"]}


def test_who_keeps_in_step_with_a_filter_drops_what_leaves_it(analyst_program: Program) -> None:
    first = told(analyst_program, "incidents?changed_since=0&type=displacement")
    assert [each["id"] for each in first["items"]] == ["NE-2024-0001"]
    event = the("fled")
    reject(event, someone(Role.EDITOR), "no event", event.version)
    while link_due():
        pass
    later = told(analyst_program, f"incidents?type=displacement&changed_since={first['stamp']}")
    assert later["items"] == []
    assert later["gone"] == ["NE-2024-0001"]


def test_a_stranger_is_told_when_what_was_reviewed_goes_and_not_what_never_was(desk: None) -> None:
    event, who = the("seized"), someone(Role.EDITOR)
    accept(event, who, event.version)
    first = told(Program(), "incidents?changed_since=0")
    assert ids(Program(), "incidents?changed_since=0") == ["ML-2024-0002"]
    event.refresh_from_db()
    withdraw(event, who, "the paper took it back", event.version)
    never = the("fled")
    reject(never, who, "no event", never.version)
    while link_due():
        pass
    later = told(Program(), f"incidents?changed_since={first['stamp']}")
    assert (later["items"], later["gone"]) == ([], ["ML-2024-0002"])


def test_an_incident_is_told_whole(analyst_program: Program) -> None:
    found = told(analyst_program, "incidents/ML-2024-0001")
    record = found["record"]
    assert len(record["sources"]) == len(record["events"]) == len(found["judged"]) == 3
    assert {figure["said_by"] for toll in record["tolls"] for figure in toll["figures"]} >= {"police"}
    assert record["contradictions"]
    assert all(event["evidence"] and event["quote"] for event in record["events"])
    assert found["judged"][0]["version"] == Event.objects.get(name=found["judged"][0]["event"]).version


def test_a_former_id_leads_to_the_incident_of_now(analyst_program: Program) -> None:
    merge(list(Incident.objects.filter(name__in=["ML-2024-0001", "ML-2024-0002"])), someone(Role.EDITOR))
    assert told(analyst_program, "incidents/ML-2024-0002")["id"] == "ML-2024-0001"


def test_a_withdrawn_incident_is_gone(analyst_program: Program) -> None:
    event = the("fled")
    reject(event, someone(Role.EDITOR), "no event", event.version)
    while link_due():
        pass
    assert analyst_program.get("incidents/NE-2024-0001").status_code == 410


def test_a_region_is_told_as_an_area(analyst_program: Program) -> None:
    place = next(each for each in told(analyst_program, "incidents?type=armed-clash")["items"])["place"]
    assert place["precision"] == "region"
    assert place["accuracy_km"] == 210.0


@pytest.mark.parametrize(
    "path", ["incidents?limit=200", "incidents?changed_since=0&limit=200", "events", "reports", "actors"]
)
def test_a_longer_list_takes_no_more_queries(path: str, analyst_program: Program) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            told(analyst_program, path)
        return len(caught)

    queries()
    before = queries()
    for number in range(4):
        another(f"more{number}")
    assert queries() == before


def test_an_export_has_the_selection_and_nothing_else(analyst_program: Program) -> None:
    answer = analyst_program.get("exports/csv?type=bombing")
    rows = b"".join(answer.streaming_content).decode().splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == ["ML-2024-0001"]
    assert answer.headers["X-Left-Out"] == "0"
    assert analyst_program.get("exports/csv?typ=bombing").status_code == 422
