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
from communique.incidents.comparing.look import Pairs
from communique.incidents.comparing.looks import LEVELS, LOOKS
from communique.incidents.linking import Linker
from communique.incidents.weights import Weights

RIDGE = 1.0
STEPS = 25
COLUMNS = [(name, level) for name, levels in LEVELS.items() for level in levels]
OUT = Path(__file__).parent.parent / "src/communique/incidents/data/weights.yaml"
HEAD = """# Log odds (natural logarithm) that two tellings are of one incident: "prior" for two that share a block, and what each
# level of each comparison adds. Made by training/fit_incidents.py; levels are explained in communique/incidents/comparing/.
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
    wanted = np.array([incident[telling.id] for telling in linker.tellings])
    a, b = linker.candidates()
    fitted = np.array([fitted_on(each) for each in wanted])
    a, b = a[fitted[a] & fitted[b]], b[fitted[a] & fitted[b]]
    pairs = Pairs(linker.columns, a, b)
    levels = [look.measure(pairs) for look in LOOKS]
    return pooled(levels, (wanted[a] == wanted[b]).astype(float))


def pooled(levels: Sequence[np.ndarray], same: np.ndarray) -> Weights:
    """Weights that never rise from a level to one that speaks less: two neighbours that would are given one weight, and so on."""
    column = {level: level for level in COLUMNS}
    while True:
        names = sorted(set(column.values()), key=COLUMNS.index)
        found = newton(design(levels, column, names), same)
        weight = {level: float(found[names.index(column[level])]) for level in COLUMNS}
        wrong = [(one, other) for one, other in _neighbours() if weight[one] < weight[other] - 1e-9]
        if not wrong:
            return _weights(np.array([*(weight[level] for level in COLUMNS), found[-1]]))
        one, other = max(wrong, key=lambda pair: weight[pair[1]] - weight[pair[0]])
        gone, kept = column[other], column[one]
        column = {level: kept if of == gone else of for level, of in column.items()}


def _neighbours() -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """Levels beside each other in the order of what they speak for; what cannot be told stands outside the order."""
    pairs = zip(COLUMNS, COLUMNS[1:], strict=False)
    return [(one, other) for one, other in pairs if one[0] == other[0] and "unknown" not in (one[1], other[1])]


def design(
    levels: Sequence[np.ndarray], column: dict[tuple[str, str], tuple[str, str]], names: Sequence[tuple[str, str]]
) -> np.ndarray:
    """A row a pair, a column a weight, and a last column of ones for the prior."""
    rows = np.zeros((len(levels[0]), len(names) + 1))
    rows[:, -1] = 1.0
    for look, found in zip(LOOKS, levels, strict=True):
        place = np.array([names.index(column[look.name, level]) for level in look.levels])
        rows[np.arange(len(found)), place[found]] = 1.0
    return rows


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
    """Write the file that the program reads, with what is written in it by hand."""
    before = OUT.read_text("utf-8")
    data = {"prior": weights.prior, "levels": {name: dict(each) for name, each in weights.levels.items()}}
    OUT.write_text(HEAD + yaml.safe_dump(data, sort_keys=False) + before[before.index("# Laid over") :], "utf-8")


if __name__ == "__main__":
    main()
