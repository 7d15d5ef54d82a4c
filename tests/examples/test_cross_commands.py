"""One set of the cross-reports through the command line, as the docs tell it: link, look, ask why, decide by hand."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from communique.cli import main

FOLDER = Path(__file__).parents[2] / "examples" / "cross"
ABDUCTION, WOODCUTTERS = "pupils-star:55-63", "woodcutters-star:40-49"


def run(*arguments: str | Path, code: int = 0) -> Result:
    done = CliRunner().invoke(main, [str(each) for each in arguments])
    assert done.exit_code == code, done.output
    return done


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("cross") / "events.jsonl"
    run("code", FOLDER / "jibia-school.jsonl", "-o", file)
    return file


@pytest.fixture
def store(events: Path, tmp_path: Path) -> Path:
    file = tmp_path / "war.db"
    run("link", "--store", file, "--quiet", events)
    return file


def read(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def incidents(store: Path) -> list[dict[str, Any]]:
    file = store.with_suffix(".jsonl")
    run("link", "--store", store, "-o", file)
    return read(file)


def id_of(found: Sequence[dict[str, Any]], event: str) -> str:
    """Id of the incident that holds an event."""
    return next(str(each["id"]) for each in found if event in ids(each))


def ids(incident: dict[str, Any]) -> set[str]:
    return {str(event["id"]) for event in incident["events"]}


def groups(found: Sequence[dict[str, Any]]) -> set[frozenset[str]]:
    return {frozenset(ids(each)) for each in found}


def test_linking_with_and_without_a_store_gives_the_same(events: Path, store: Path, tmp_path: Path) -> None:
    run("link", events, "-o", tmp_path / "once.jsonl")
    once = read(tmp_path / "once.jsonl")
    assert groups(once) == groups(incidents(store))
    assert sum(len(each["events"]) for each in once) == len(read(events))
    assert any(len(each["sources"]) >= 4 for each in once)


def test_linking_the_same_events_again_changes_nothing(events: Path, store: Path) -> None:
    before = incidents(store)
    run("link", "--store", store, "--quiet", events)
    assert incidents(store) == before


def test_an_incident_is_shown_with_its_two_counts_and_its_wire(store: Path) -> None:
    name = id_of(incidents(store), ABDUCTION)
    shown = run("incident", "show", name, "--store", store).output
    assert name.startswith("NG-2023-")
    assert "low 38, best 38, high 42" in shown
    assert "Lagos Standard, by AFP" in shown
    assert "a police spokesman, Katsina Star" in shown


def test_why_two_are_joined_or_not_is_told(events: Path, store: Path) -> None:
    joined = run("explain-link", ABDUCTION, "pupils-lagos:47-53", events).output
    assert "2023-11-13 and 2023-11-13" in " ".join(joined.split())
    assert "joins" in joined
    told = run("explain-link", ABDUCTION, WOODCUTTERS, "--store", store).output
    assert all(name in told for name in (id_of(incidents(store), ABDUCTION), id_of(incidents(store), WOODCUTTERS)))


def test_what_is_merged_by_hand_stays_one_and_can_be_taken_back(events: Path, store: Path) -> None:
    before = incidents(store)
    one, other = id_of(before, ABDUCTION), id_of(before, WOODCUTTERS)
    assert one != other
    run("incident", "merge", one, other, "--store", store, "--why", "a test")
    run("link", "--store", store, "--quiet", events)
    merged = next(each for each in incidents(store) if ABDUCTION in ids(each))
    assert WOODCUTTERS in ids(merged)
    assert [merged["id"], *merged["formerly"]] == sorted((one, other))
    assert "a test" in run("incident", "decisions", "--store", store).output
    run("incident", "undo", "1", "--store", store)
    assert incidents(store) == before


def test_what_is_split_by_hand_stays_apart(events: Path, store: Path) -> None:
    name = id_of(incidents(store), ABDUCTION)
    run("incident", "split", name, ABDUCTION, "--store", store)
    run("link", "--store", store, "--quiet", events)
    found = incidents(store)
    assert id_of(found, "pupils-lagos:47-53") != id_of(found, ABDUCTION)


def test_a_decision_that_contradicts_another_is_refused(store: Path) -> None:
    found = incidents(store)
    one, other = id_of(found, ABDUCTION), id_of(found, WOODCUTTERS)
    run("incident", "apart", one, other, "--store", store)
    refused = run("incident", "merge", one, other, "--store", store, code=2)
    assert "decision 1" in refused.output
    assert groups(incidents(store)) == groups(found)


def test_an_id_that_is_not_there_is_told_with_a_remedy(store: Path) -> None:
    assert "no incident ML-1999-0001" in run("incident", "show", "ML-1999-0001", "--store", store, code=2).output
