"""The accuracy page is what the kept figures say, and every suite says what it is measured against."""

from pathlib import Path

import pytest

from communique.evaluation.page import page, page_of
from communique.evaluation.published import Aim, load
from communique.evaluation.saving import Saved, read_json
from communique.evaluation.suites import NAMES
from communique.evaluation.suites import load as load_suite

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_is_the_one_that_the_kept_figures_make() -> None:
    assert (DOCS / "accuracy.md").read_text("utf-8") == page_of(DOCS / "figures")


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_suite_is_measured_and_names_its_peer(name: str) -> None:
    suite, published, run = load_suite(name), load(name), read_json(DOCS / "figures" / f"{name}.json")
    assert suite.name == published.suite == run.suite == name
    assert published.peer
    assert run.items


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_figure_with_a_target_is_measured(name: str) -> None:
    figures = read_json(DOCS / "figures" / f"{name}.json").figures
    measured = {(row["group"], row["name"]) for row in figures}
    assert {(aim.group, aim.name) for aim in load(name).figures} <= measured


def test_a_figure_that_is_not_measured_says_so() -> None:
    run = Saved("events", "all", "communique evaluate events", "2026-01-01", "end to end", {"reports": 1}, ())
    aim = load("events").figures[0]
    assert isinstance(aim, Aim)
    assert f"| {aim.name} | not measured |" in page({"events": run})
