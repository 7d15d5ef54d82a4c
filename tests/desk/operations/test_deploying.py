"""What deploy/ holds can be read as what it is, and runs the commands that there are."""

import configparser
from pathlib import Path

import pytest
import yaml

from communique.cli import main

DEPLOY = Path(__file__).parents[3] / "deploy"


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_unit_runs_its_command(name: str) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / f"communique-{name}.service")
    assert unit["Service"]["ExecStart"].split()[-1] == name
    assert name in main.commands


def test_compose_names_web_worker_and_database() -> None:
    found = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    assert set(found["services"]) == {"database", "web", "worker"}
    assert (DEPLOY / "Dockerfile").exists()


def test_the_examples_of_the_package_are_those_of_the_repository() -> None:
    own = Path(__file__).parents[3] / "src" / "communique" / "desk" / "operations" / "examples"
    root = DEPLOY.parent / "examples"
    files = [*root.glob("*.*"), *root.glob("cross/*.jsonl")]
    assert {each.name for each in own.iterdir() if each.suffix in {".txt", ".html", ".xml", ".jsonl"}} == {
        each.name for each in files
    }
    for each in files:
        assert (own / each.name).read_bytes() == each.read_bytes(), each.name
