"""What people reviewed goes out as gold that ``communique evaluate events`` reads."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from desk.filled import GAO, the

from communique.cli import main
from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.archive.changing import accept, correct, reject, withdraw_report
from communique.desk.archive.models import Event
from communique.desk.review.gold import gold
from communique.evaluation.suites.event_gold import load

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def ana(db: None) -> User:
    return User.objects.create_user("ana", role=Role.ANALYST)


def by_report() -> dict[str, list[dict[str, Any]]]:
    return {each["title"]: each["events"] for each in gold()}


def test_a_report_is_gold_once_every_event_of_it_was_judged(ana: User) -> None:
    accept(the("seized"), ana, 1)
    assert not by_report()
    reject(the("attacked"), ana, "denied", 1)
    assert [event["anchor"] for event in by_report()["Kidal falls"]] == ["seized"]


def test_what_a_person_corrected_is_what_stands_in_the_gold(ana: User) -> None:
    event = the("exploded", "State Wire")
    correct(event, ana, 1, "tolls", [{"outcome": "injured", "low": 3, "high": 3, "text": "three"}], {})
    accept(event, ana, 2)
    told = by_report()["Army: three hurt"][0]
    assert told["tolls"] == [{"outcome": "injured", "who": None, "low": 3, "high": 3, "text": "three", "source": None}]
    assert told["place"] == {
        "text": "Gao", "name": GAO.name, "admin1": "Gao", "country": "Mali", "precision": "town",
    }  # fmt: skip


def test_a_report_of_which_all_was_rejected_tells_of_nothing(ana: User) -> None:
    reject(the("threatened"), ana, "rhetoric", 1)
    assert by_report() == {"A threat": []}


def test_a_withdrawn_report_is_no_gold(ana: User) -> None:
    event = the("threatened")
    accept(event, ana, 1)
    withdraw_report(event.report, ana, "retracted")
    assert not by_report()


def test_the_file_is_read_and_measured_by_the_evaluation(ana: User, tmp_path: Path) -> None:
    for event in Event.objects.all():
        accept(event, ana, 1)
    path = tmp_path / "events" / "dev.jsonl"
    path.parent.mkdir()
    done = CliRunner().invoke(main, ["export", "--desk", "--format", "gold", "-o", str(path)])
    assert (done.exit_code, done.stderr) == (0, "7 reports\n"), done.output
    for item in load(path):
        for told in item.events:
            assert told["anchor"] in told["quote"]
            assert told["quote"] in item.report.text
    figures = tmp_path / "figures.json"
    done = CliRunner().invoke(main, ["evaluate", "events", "--gold", str(tmp_path), "--json", str(figures)])
    assert done.exit_code == 0, done.output
    assert json.loads(figures.read_text())["items"] == {"reports": 7, "events": 8}


@pytest.mark.parametrize(
    "arguments", [["--format", "gold"], ["--desk", "--format", "csv"], ["--desk", "--format", "gold", "x"]]
)
def test_gold_is_of_the_desk_alone(arguments: list[str]) -> None:
    done = CliRunner().invoke(main, ["export", *arguments])
    assert done.exit_code == 2
    assert "--desk and --format gold together" in done.output
