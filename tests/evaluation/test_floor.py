"""The accuracy gate: figures on the gold may not fall under these floors, which are lowered only on purpose."""

from pathlib import Path

import pytest

from communique.evaluation.results import Result
from communique.evaluation.suite import Run
from communique.evaluation.suites import load

GOLD = Path(__file__).parents[3] / "shared" / "gold"
FLOORS = {
    "event with type": 0.64,
    "event ignoring type": 0.71,
    "initiators": 0.69,
    "recipients": 0.65,
    "place": 0.68,
    "date": 0.73,
    "status": 0.86,
    "attribution": 0.82,
    "tolls": 0.60,
}


@pytest.fixture(scope="module")
def result() -> Result:
    if not (GOLD / "events").is_dir():
        pytest.skip("../shared/gold/events is not here")
    suite = load("events")
    return suite.run(Run(GOLD, suite.parts))


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_figure_has_not_fallen(result: Result, name: str) -> None:
    assert {figure.name: figure.value for figure in result.figures if not figure.group}[name] >= FLOORS[name]
