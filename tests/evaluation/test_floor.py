"""The accuracy gate: figures on the gold may not fall under the floors of ``floors.yaml``."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from communique.evaluation.suite import Run
from communique.evaluation.suites import load

GOLD = Path(__file__).parents[3] / "shared" / "gold"
FLOORS: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "floors.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_no_figure_has_fallen_under_its_floor(name: str) -> None:
    suite = load(name)
    if not (GOLD / suite.folder).is_dir():
        pytest.skip(f"../shared/gold/{suite.folder} is not here")
    result = suite.run(Run(GOLD, suite.parts, limit=FLOORS[name].get("limit")))
    figures = {figure.name: round(figure.value, 3) for figure in result.figures if not figure.group}
    floors = FLOORS[name]["floors"]
    assert set(floors) <= set(figures)
    assert not {figure: figures[figure] for figure, floor in floors.items() if figures[figure] < floor}
