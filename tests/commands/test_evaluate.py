"""``communique evaluate``: as a user types it."""

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from communique.cli import main
from communique.evaluation.suites import NAMES

TEXT = "Rebels attacked the town of Diabaly on Monday, killing four soldiers, police said."


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["evaluate", *words])


def gold_of(folder: Path, *lines: str) -> Path:
    (folder / "events").mkdir()
    (folder / "events" / "dev.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    return folder


def report(name: str) -> str:
    return json.dumps({"id": name, "text": TEXT, "title": None, "published": "2013-01-22", "source": "X", "events": []})


def test_every_suite_is_named_in_the_help() -> None:
    shown = run("--help").output
    assert all(name in shown for name in NAMES)


def test_a_word_that_is_no_suite_is_told_so() -> None:
    done = run("weather", "--gold", ".")
    assert done.exit_code == 2
    assert "No such command" in done.output


def test_a_missing_set_is_named_with_the_remedy(tmp_path: Path) -> None:
    done = run("events", "--gold", str(tmp_path))
    assert done.exit_code == 2
    assert str(tmp_path / "events" / "dev") in done.output
    assert "--gold" in done.output


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}'])
def test_a_broken_line_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    done = run("events", "--gold", str(gold_of(tmp_path, report("a"), line)))
    assert done.exit_code == 2
    assert "2" in done.output
    assert "Traceback" not in done.output


def test_figures_and_slips_are_written_where_asked(tmp_path: Path) -> None:
    gold = gold_of(tmp_path, report("one"), report("two"))
    data, errors = tmp_path / "out.json", tmp_path / "errors.txt"
    done = run("events", "--gold", str(gold), "--limit", "1", "--json", str(data), "--errors", str(errors))
    assert done.exit_code == 0, done.output
    kept = json.loads(data.read_bytes())
    assert kept["items"] == {"reports": 1, "events": 0}
    assert kept["command"] == "communique evaluate events --gold GOLD --limit 1"
    assert "attack" in errors.read_text("utf-8")


def test_a_folder_that_is_not_there_is_told_of_before_the_work(tmp_path: Path) -> None:
    done = run("events", "--gold", str(tmp_path), "--json", str(tmp_path / "no" / "out.json"))
    assert done.exit_code == 2
    assert "its folder is not here" in done.output
