"""Fit the weights of the linking of reports: ``python training/fit_incidents.py --gold GOLD``.

Reads ``incidents/gva-dev`` under the gold folder, codes it, and writes ``src/communique/incidents/data/weights.yaml``: figures
only, no text. Fitted on the half of the incidents that ``fitted_on`` of the suite names; the suite reports the other half apart.
Logistic regression over the levels of all comparisons of the pairs that share a block, with a small ridge, by Newton's method.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import yaml

from communique.evaluation.gold_files import part
from communique.evaluation.suites.incidents import answer_all
from communique.evaluation.suites.incidents.figures import Answer
from communique.evaluation.suites.incidents.gold import load
from communique.evaluation.suites.incidents.joining import fitted_on, incidents, tellings
from communique.incidents.levels import LEVELS, look
from communique.incidents.linking import Linker
from communique.incidents.weights import Weights

RIDGE = 1.0
STEPS = 25
COLUMNS = [(name, level) for name, levels in LEVELS.items() for level in levels]
OUT = Path(__file__).parent.parent / "src/communique/incidents/data/weights.yaml"
HEAD = """# Log odds (natural logarithm) that two tellings are of one incident: "prior" for two that share a block, and what each
# level of each comparison adds. Made by training/fit_incidents.py; levels are explained in communique/incidents/levels.py.
"""


def main() -> None:
    """Code, compare, fit, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--gold", type=Path, required=True)
    options.add_argument("--limit", type=int, help="use so many incidents, for a quick look")
    asked = options.parse_args()
    write(fit(answer_all(load(part(asked.gold, "incidents", "gva-dev"), asked.limit), "rules")))


def fit(answers: Sequence[Answer]) -> Weights:
    """Weights from the pairs of reports of which both are of the fitted half."""
    linker = Linker(tellings(answers), Weights(0.0, {name: dict.fromkeys(each, 0.0) for name, each in LEVELS.items()}))
    incident = incidents(answers)
    pairs = [pair for pair in linker.candidates() if all(fitted_on(incident[each]) for each in pair)]
    rows = np.zeros((len(pairs), len(COLUMNS) + 1))
    rows[:, -1] = 1.0
    at = {column: index for index, column in enumerate(COLUMNS)}
    for row, (one, other) in zip(rows, pairs, strict=True):
        for name, level, _ in look(linker.prepared[one], linker.prepared[other]):
            row[at[name, level]] = 1.0
    same = np.array([incident[one] == incident[other] for one, other in pairs], dtype=float)
    return _weights(newton(rows, same))


def newton(rows: np.ndarray, same: np.ndarray) -> np.ndarray:
    """Coefficients of the logistic regression; the last column, the prior, is hardly shrunk."""
    ridge = np.full(rows.shape[1], RIDGE)
    ridge[-1] = 1e-3
    found = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (same - chance) - ridge * found
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(ridge)
        found += np.linalg.solve(curve, slope)
    return found


def _weights(found: np.ndarray) -> Weights:
    """Each comparison's weights are moved so that what cannot be told adds nothing, and the prior takes up the rest."""
    levels: dict[str, dict[str, float]] = {}
    prior = float(found[-1])
    for (name, level), value in zip(COLUMNS, found[:-1], strict=True):
        levels.setdefault(name, {})[level] = float(value)
    for each in levels.values():
        base = each.get("unknown", 0.0)
        prior += base
        each.update({level: round(value - base, 2) for level, value in each.items()})
    return Weights(round(prior, 2), levels)


def write(weights: Weights) -> None:
    """Write the file that the program reads."""
    data = {"prior": weights.prior, "levels": {name: dict(each) for name, each in weights.levels.items()}}
    OUT.write_text(HEAD + yaml.safe_dump(data, sort_keys=False), "utf-8")


if __name__ == "__main__":
    main()
