"""``communique code`` as a user runs it: a process of its own, its output and its exit code."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPORT = "Rebels seized the town of Konna in Mali on Thursday, killing at least 12 soldiers, the army said.\n"


def communique(*arguments: str, cwd: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line."""
    command = [sys.executable, "-m", "communique", *arguments]
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_text(REPORT)
    return tmp_path


def test_a_report_becomes_events_whose_words_stand_in_it(folder: Path) -> None:
    done = communique("code", "report.txt", "--published", "2013-01-14", "--format", "jsonl", cwd=folder)
    assert done.returncode == 0, done.stderr
    event = json.loads(done.stdout.splitlines()[0])
    assert event["type"] == "territory-captured"
    assert event["date"]["start"] == "2013-01-10"
    start, end = event["evidence"]["anchor"]
    assert REPORT[start:end] == event["anchor"]
    assert event["anchor"].startswith("seized")


def test_standard_input_is_read_and_the_closing_line_is_not_in_the_data(folder: Path) -> None:
    done = communique("code", "-", "--format", "json", cwd=folder, stdin=REPORT)
    assert len(json.loads(done.stdout)["reports"]) == 1
    assert "1 report," in done.stderr


def test_what_cannot_be_read_is_one_line_and_the_rest_is_coded(folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    done = communique("code", "empty.txt", "missing.txt", "report.txt", "--format", "jsonl", cwd=folder)
    assert done.returncode == 2
    assert done.stdout.strip()
    complaints = [line for line in done.stderr.splitlines() if "empty.txt" in line or "missing.txt" in line]
    assert len(complaints) == 2
    assert "2 failures" in done.stderr


def test_strict_stops_at_the_first_failure(folder: Path) -> None:
    (folder / "a-empty.txt").write_text("")
    done = communique("code", "a-empty.txt", "report.txt", "--strict", "--format", "jsonl", cwd=folder)
    assert done.returncode == 2
    assert done.stdout == ""


def test_several_files_are_written_each_in_the_format_of_its_suffix(folder: Path) -> None:
    done = communique("code", "report.txt", "-o", "out/a.jsonl", "-o", "out/b.geojson", "-o", "out/c.html", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["a.jsonl", "b.geojson", "c.html"]
    assert json.loads((folder / "out/b.geojson").read_text())["type"] == "FeatureCollection"


def test_an_unknown_suffix_is_refused_with_the_known_ones(folder: Path) -> None:
    done = communique("code", "report.txt", "-o", "events.xyz", cwd=folder)
    assert done.returncode == 2
    assert ".jsonl" in done.stderr


def test_explain_names_the_rule_and_the_words(folder: Path) -> None:
    done = communique("explain", "report.txt", "--published", "2013-01-14", "--event", "1", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "codebook:territory-captured/" in re.sub(r"[\s│]", "", done.stdout)


def test_explain_says_when_there_is_no_such_event(folder: Path) -> None:
    done = communique("explain", "report.txt", "--event", "99", cwd=folder)
    assert done.returncode == 2
    assert "99" in done.stderr
