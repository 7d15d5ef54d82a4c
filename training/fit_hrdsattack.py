"""Fit the projection of suite ``hrdsattack``: ``python training/fit_hrdsattack.py --gold GOLD``.

Codes ``hrdsattack/train`` under the gold folder and writes ``weights.json.gz`` of the suite's data: figures and feature names,
no text. Logistic regressions with a ridge; each limit is the one that does best on articles left out, in five folds.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from communique.coding.pipeline import load as load_coder
from communique.evaluation.counts import Counts
from communique.evaluation.suites.hrdsattack import projection
from communique.evaluation.suites.hrdsattack.gold import Attack, load
from communique.evaluation.suites.hrdsattack.names import one_person
from communique.evaluation.suites.hrdsattack.reading import Option, Reading, read
from communique.evaluation.suites.hrdsattack.scoring import bare, countries, country, pairs
from communique.evaluation.suites.hrdsattack.weights import Model, packed
from communique.evaluation.suites.muc4.projection.weights import BIAS, Choice

OUT = Path(__file__).parent.parent / "src/communique/evaluation/data/hrdsattack/weights.json.gz"
SEEN = 3
"""A feature of fewer articles or candidates is left out."""
RIDGE = {"perpetrator": 8.0, "violation": 8.0, "country": 3.0, "town": 3.0, "region": 3.0, "day": 3.0, "victim": 4.0}
STEPS = 250
FOLDS = 5
LIMITS = [step / 40 for step in range(2, 30)]
Pair = tuple[Reading, Attack]


def main() -> None:
    """Code, fit, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--gold", type=Path, required=True)
    asked = options.parse_args()
    coder = load_coder()
    articles = load(asked.gold, "train")
    OUT.write_bytes(packed(fit([(read(coder.analyse(each.report)), each.attack) for each in articles])))


def fit(read_: Sequence[Pair]) -> dict[str, Model]:
    """Every model with its limit."""
    made = {"perpetrator": Model(_perpetrator(read_), 0.0)}
    made["violation"] = _limited(read_, _violation, _violation_counts, "violation")
    for name in ("country", "town", "region", "day", "victim"):
        made[name] = _limited(read_, lambda some, name=name: _candidates(some, name), _COUNTS[name], name)  # type: ignore[misc]
    return made


def _perpetrator(some: Sequence[Pair]) -> Choice:
    labels = [key.perpetrator or projection.NOBODY for _, key in some]
    rows = [reading.article for reading, _ in some]
    return Choice(
        {name: _fit(rows, [each == name for each in labels], RIDGE["perpetrator"]) for name in sorted(set(labels))}
    )


def _violation(some: Sequence[Pair]) -> Choice:
    names = sorted({name for _, key in some for name in key.violations})
    rows = [reading.article for reading, _ in some]
    return Choice({name: _fit(rows, [name in key.violations for _, key in some], RIDGE["violation"]) for name in names})


def _candidates(some: Sequence[Pair], name: str) -> Choice:
    rows, right = [], []
    for reading, key in some:
        for option in reading.choices[name]:
            rows.append(option.features)
            right.append(_RIGHT[name](option, key))
    return Choice({"right": _fit(rows, right, RIDGE[name])})


def _country_right(option: Option, key: Attack) -> bool:
    return key.country is not None and country(option.value) in countries(key.country)


def _day_right(option: Option, key: Attack) -> bool:
    return option.value == (key.year, key.month, key.day)


def _victim_right(option: Option, key: Attack) -> bool:
    return any(one_person(option.value.name, victim.name) for victim in key.victims if victim.name)


_RIGHT: dict[str, Callable[[Option, Attack], bool]] = {
    "country": _country_right,
    "town": lambda option, key: key.city is not None and bare(option.value) == bare(key.city),
    "region": lambda option, key: key.region is not None and bare(option.value) == bare(key.region),
    "day": _day_right,
    "victim": _victim_right,
}


def _violation_counts(reading: Reading, key: Attack, model: Model) -> Counts:
    found = projection.violations(reading, model)
    return Counts(len(found & key.violations), len(found), len(key.violations))


def _best_counts(name: str, wanted: Callable[[Attack], bool]) -> Callable[[Reading, Attack, Model], Counts]:
    def count(reading: Reading, key: Attack, model: Model) -> Counts:
        value = projection.best(reading, {name: model}, name)
        right = value is not None and _RIGHT[name](Option(value, []), key)
        return Counts(right, value is not None, wanted(key))

    return count


def _day_counts(reading: Reading, key: Attack, model: Model) -> Counts:
    value = projection.best(reading, {"day": model}, "day") or (None, None, None)
    wanted = (key.year, key.month, key.day)
    right = sum(a == b is not None for a, b in zip(value, wanted, strict=True))
    return Counts(right, 3 - value.count(None), 3 - wanted.count(None))


def _victim_counts(reading: Reading, key: Attack, model: Model) -> Counts:
    found = projection.likely(reading, model)
    wanted = [victim for victim in key.victims if victim.name]
    return Counts(len(pairs(found, wanted, whole=True)), len(found), len(wanted))


_COUNTS: dict[str, Callable[[Reading, Attack, Model], Counts]] = {
    "country": _best_counts("country", lambda key: key.country is not None),
    "town": _best_counts("town", lambda key: key.city is not None),
    "region": _best_counts("region", lambda key: key.region is not None),
    "day": _day_counts,
    "victim": _victim_counts,
}


def _limited(
    read_: Sequence[Pair],
    make: Callable[[Sequence[Pair]], Choice],
    count: Callable[[Reading, Attack, Model], Counts],
    name: str,
) -> Model:
    """The model of all articles with the limit of the best F1 on the folds that were left out."""
    folds = [
        (make([pair for i, pair in enumerate(read_) if i % FOLDS != fold]), read_[fold::FOLDS]) for fold in range(FOLDS)
    ]
    f1 = {}
    for limit in LIMITS:
        each = (count(*pair, Model(choice, limit)) for choice, some in folds for pair in some)
        f1[limit] = sum(each, Counts()).f1
    best = max(LIMITS, key=f1.__getitem__)
    print(f"{name}: limit {best}, F1 on articles left out {f1[best]:.3f}")  # noqa: T201
    return Model(make(read_), best)


def _fit(rows: Sequence[Sequence[str]], right: Sequence[bool], ridge: float) -> dict[str, float]:
    """Weights of a logistic regression by gradient steps with momentum (Nesterov)."""
    seen = Counter(name for row in rows for name in set(row))
    names = sorted(name for name, count in seen.items() if count >= SEEN and name != "bias")
    at = {name: index for index, name in enumerate(names)}
    table = np.zeros((len(rows), len(names) + 1))
    table[:, -1] = 1.0
    for number, row in enumerate(rows):
        table[number, [at[name] for name in set(row) if name in at]] = 1.0
    weights = _descend(table, np.array(right, dtype=float), ridge)
    kept = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=False) if abs(weight) > 0.004}
    return {BIAS: round(float(weights[-1]), 3), **kept}


def _descend(table: np.ndarray, right: np.ndarray, ridge: float) -> np.ndarray:
    shrink = np.full(table.shape[1], ridge)
    shrink[-1] = 0.01
    rate = 1.0 / (0.25 * _widest(table) + ridge)
    weights = before = np.zeros(table.shape[1])
    for step in range(1, STEPS + 1):
        ahead = weights + (step - 1) / (step + 2) * (weights - before)
        slope = table.T @ (1 / (1 + np.exp(-table @ ahead)) - right) + shrink * ahead
        before, weights = weights, ahead - rate * slope
    return weights


def _widest(table: np.ndarray) -> float:
    """The square of the largest singular value, from above, by repeated multiplication."""
    vector = np.ones(table.shape[1])
    for _ in range(30):
        vector = table.T @ (table @ (vector / np.linalg.norm(vector)))
    return 1.05 * float(np.linalg.norm(vector))


if __name__ == "__main__":
    main()
