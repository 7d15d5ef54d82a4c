"""``communique export`` and ``import`` as a user types them."""

import csv
import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from samples import ATAREB, day, event, sample_incidents, told

from communique.cli import main
from communique.exports.registry import MODULES, projection
from communique.incidents.store.events import encode
from communique.model import Incident

INCIDENTS = sample_incidents()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def incidents(tmp_path: Path) -> Path:
    path = tmp_path / "incidents.jsonl"
    path.write_bytes(b"".join(msgspec.json.encode(each) + b"\n" for each in INCIDENTS))
    return path


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """Two events of one air strike, as ``communique code`` writes them."""
    path = tmp_path / "events.jsonl"
    made = [
        told(
            event(name, "air-strike", "Warplanes bombed Atareb.", "bombed", place=ATAREB, date=day("2017-11-13")),
            name,
            "2017-11-14",
        )
        for name in ("a", "b")
    ]
    path.write_bytes(b"".join(encode(each) + b"\n" for each in made))
    return path


@pytest.mark.parametrize("name", sorted(MODULES))
def test_what_is_exported_and_imported_has_the_same_codes_when_exported_again(
    name: str, incidents: Path, tmp_path: Path
) -> None:
    suffix = projection(name).suffix
    first, back, second = tmp_path / f"1{suffix}", tmp_path / "back.jsonl", tmp_path / f"2{suffix}"
    assert run("export", incidents, "--format", name, "-o", first).exit_code == 0
    assert run("import", first, "--format", name, "-o", back).exit_code == 0
    found = [msgspec.json.decode(line, type=Incident) for line in back.read_bytes().splitlines()]
    assert found
    assert all(each.events == () for each in found)
    again = run("export", back, "--format", name, "-o", second)
    assert again.exit_code == 0, again.output
    with first.open("rb") as one, second.open("rb") as other:
        both = [[codes(each) for each in projection(name).read(file)] for file in (one, other)]
    assert both[0] == both[1]


def codes(incident: Incident) -> tuple[object, ...]:
    losses = tuple((each.outcome, each.low, each.best, each.high) for each in incident.tolls)
    return incident.type.value, incident.date.value, incident.place.value, incident.initiators.value, losses


def test_an_event_is_exported_as_an_incident_of_its_own(events: Path, tmp_path: Path) -> None:
    out = tmp_path / "events.csv"
    done = run("export", events, "--format", "csv", "-o", out)
    assert "2 incidents, 2 rows" in done.stderr
    assert [row["id"] for row in table(out)] == ["a:10-16", "b:10-16"]


def test_what_a_format_cannot_hold_is_counted_and_listed_with_the_reason(incidents: Path, tmp_path: Path) -> None:
    listed = tmp_path / "left-out.csv"
    done = run("export", incidents, "--format", "ucdp-ged", "-o", tmp_path / "ged.csv", "--left-out", listed)
    rows = table(listed)
    assert f"{len(rows)} left out" in done.stderr
    assert {"ML-2013-0005"} <= {row["incident"] for row in rows}
    assert all(row["reason"] for row in rows)


def test_a_line_that_is_neither_event_nor_incident_is_told_of_and_the_rest_is_written(
    events: Path, tmp_path: Path
) -> None:
    events.write_bytes(events.read_bytes() + b'{"id": 7}\n')
    out = tmp_path / "events.csv"
    done = run("export", events, "--format", "csv", "-o", out)
    assert done.exit_code == 2
    assert "line 3" in done.stderr
    assert len(table(out)) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "nowhere.jsonl", "--format", "csv"), "nowhere.jsonl"),
        (("export", "--format", "csv"), "give files"),
        (("export", "x", "--format", "excel"), "excel"),
        (("import", "nowhere.csv", "--format", "csv"), "nowhere.csv"),
        (("link", "nowhere.jsonl"), "nowhere.jsonl"),
        (("link",), "give files of events"),
        (("explain-link", "a", "b"), "give the files"),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_code_2(arguments: tuple[str, ...], words: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert "Traceback" not in done.output


def test_a_place_that_cannot_be_written_to_is_one_clear_line(incidents: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for arguments in (("export", incidents, "--format", "csv"), ("link", incidents)):
        done = run(*arguments, "-o", tmp_path / "file" / "out")
        assert "cannot be written" in done.stderr
        assert done.exit_code == 1


def test_a_file_of_another_format_is_refused_by_name(incidents: Path, tmp_path: Path) -> None:
    for name in sorted(set(MODULES) - {"plover"}):
        done = run("import", incidents, "--format", name, "-o", tmp_path / "back.jsonl")
        assert done.exit_code == 2, (name, done.output, done.exception)
        assert incidents.name in done.stderr
        assert not (tmp_path / "back.jsonl").exists()


def test_a_store_is_exported_whole(events: Path, tmp_path: Path) -> None:
    store = tmp_path / "war.db"
    assert run("link", events, "--store", store, "--quiet").exit_code == 0
    done = run("export", "--store", store, "--format", "geojson", "-o", tmp_path / "war.geojson")
    assert "1 incident, 1 row" in done.stderr
    assert len(json.loads((tmp_path / "war.geojson").read_text())["features"]) == 1


def test_events_that_cannot_be_read_cost_no_other_its_incident(events: Path, tmp_path: Path) -> None:
    events.write_bytes(b"not json\n" + events.read_bytes() + events.read_bytes())
    for store in ((), ("--store", tmp_path / "war.db")):
        done = run("link", events, "-o", tmp_path / "incidents.jsonl", *store)
        assert done.exit_code == 2
        assert "line 1" in done.stderr
        assert len((tmp_path / "incidents.jsonl").read_bytes().splitlines()) == 1
