"""Fit the projection of the MUC-4 suite: ``python training/fit_muc4.py --gold GOLD``. Needs scikit-learn.

Codes ``muc4/dev`` under the gold folder twice (first to learn which events are one incident, then to learn the rest) and writes
``src/communique/evaluation/data/muc4/weights.json.gz``: linear models over the features of ``projection/features.py``.
A phrase is right for a slot where the scorer gives it credit; of the mentions of a right fill those that a first model finds
half as likely as the best of them are left out. What an incident's best fills are is judged by models that have not seen it.
Data: 1,300 reports, 1,114 templates, free to train on. Limits: wires from Latin America, 1988-91; only for measuring.
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from communique.coding.pipeline import load as load_coder
from communique.evaluation.suites.muc4 import strings
from communique.evaluation.suites.muc4.gold import Item, load
from communique.evaluation.suites.muc4.projection.candidates import Candidate
from communique.evaluation.suites.muc4.projection.limits import limits
from communique.evaluation.suites.muc4.projection.reading import Reading, Told, read
from communique.evaluation.suites.muc4.projection.same import pair_features
from communique.evaluation.suites.muc4.projection.templates import ROLES, best_fills
from communique.evaluation.suites.muc4.projection.weights import BIAS, Choice
from communique.evaluation.suites.muc4.template import Template
from communique.model import Event

OUT = Path(__file__).parent.parent / "src/communique/evaluation/data/muc4/weights.json.gz"
STRENGTH = {"same": 0.2, "role": 0.12, "wanted": 0.05, "choice": 0.15}
"""The inverse of the ridge, by sort of model; chosen by three-fold cross-validation on dev."""
RAREST, SMALLEST, FEWEST, FOLDS, NONE = 3, 0.02, 5, 4, "none"
"""Least reports of a feature; least weight kept; least examples of a class; folds within the fit; the class of no fill."""
SLOT_ROLE = {
    "PERP: INDIVIDUAL ID": "perp", "PERP: ORGANIZATION ID": "org", "PHYS TGT: ID": "phys",
    "HUM TGT: NAME": "hum", "HUM TGT: DESCRIPTION": "hum", "INCIDENT: INSTRUMENT ID": "instr",
}  # fmt: skip
TOLD_BY = ("PERP: INDIVIDUAL ID", "PHYS TGT: ID", "HUM TGT: NAME", "HUM TGT: DESCRIPTION")
Label = tuple[str, int, str, int]
"""Role, template, slot, and which of its fills."""


@dataclass(frozen=True, slots=True)
class Example:
    """A phrase of a report as a fill of one incident, and the fills of its key that it is right for."""

    report: int
    features: tuple[str, ...]
    labels: tuple[Label, ...]


def main() -> None:
    """Code, learn, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--gold", type=Path, required=True)
    options.add_argument("--limit", type=int, help="use so many reports, for a quick look")
    asked = options.parse_args()
    items = load(asked.gold, "dev")[: asked.limit]
    coder = load_coder()
    every = Choice({"same": {BIAS: 30.0}})
    same = fit_same(items, [read(coder.analyse(item.report), every, 0.0) for item in items])
    readings = [read(coder.analyse(item.report), same, limits()["same"]) for item in items]
    models = {"same": same, **fit_all(items, readings)}
    raw = {name: {kind: dict(model) for kind, model in choice.classes.items()} for name, choice in models.items()}
    OUT.write_bytes(gzip.compress(json.dumps(raw, sort_keys=True, separators=(",", ":")).encode(), 9, mtime=0))


def matrix(lists: Sequence[Iterable[str]], column: dict[str, int]) -> csr_matrix:
    """One row a list, one column a feature known."""
    found, ends = [], [0]
    for features in lists:
        found += [column[name] for name in features if name in column]
        ends.append(len(found))
    return csr_matrix((np.ones(len(found), dtype=np.float32), found, ends), shape=(len(lists), len(column)))


def columns(lists: Sequence[Iterable[str]]) -> dict[str, int]:
    """The features that are met often enough."""
    counts = Counter(name for features in lists for name in features)
    return {name: at for at, name in enumerate(sorted(name for name, n in counts.items() if n >= RAREST))}


def fitted(rows: csr_matrix, right: np.ndarray, sort: str) -> LogisticRegression:
    """A ridge logistic regression."""
    return LogisticRegression(C=STRENGTH[sort], solver="liblinear", max_iter=300).fit(rows, right)


def weights(rows: csr_matrix, right: np.ndarray, column: dict[str, int], sort: str) -> dict[str, float]:
    """Its weights by feature name, small ones left out."""
    model = fitted(rows, right, sort)
    pairs = zip(column, model.coef_[0], strict=True)
    kept = {name: round(float(weight), 3) for name, weight in pairs if abs(weight) >= SMALLEST}
    return {**kept, BIAS: round(float(model.intercept_[0]), 3)}


def choice(lists: Sequence[Iterable[str]], kinds: Sequence[str], sort: str = "choice") -> Choice:
    """One model a class that has examples enough."""
    column = columns(lists)
    rows, told = matrix(lists, column), np.array(kinds)
    often = [kind for kind in sorted(set(kinds)) if FEWEST <= (told == kind).sum() < len(told)]
    return Choice({str(kind): weights(rows, told == kind, column, sort) for kind in often})


def plain(text: str) -> str:
    """Capitals and figures, one blank between words."""
    return " ".join(re.findall(r"[A-Z0-9']+", text.upper()))


def overlap(events: Sequence[Event], key: Template) -> float:
    """How much of a key template the sentences of events name: 2 a person, 1 another fill, 0.7 a place."""
    text = f" {plain(' '.join(words for event in events for words in (event.quote, *event.mentions)))} "
    total = 0.0
    for slot in TOLD_BY:
        named = slot == "HUM TGT: NAME"
        for fill in key.fills(slot):
            parts = [plain(value).split() for value in fill.values if plain(value)]
            told = any(f" {' '.join(part)} " in text or (named and f" {part[-1]} " in text) for part in parts)
            total += (2 if named else 1) * told
    places = [plain(re.sub(r"\(.*?\)", "", name)) for name in (key.first("INCIDENT: LOCATION") or "").split(":")[1:]]
    return total + sum(0.7 for name in places if name and f" {name} " in text)


def fits_type(key: Template, kind: str) -> bool:
    """Whether a template's incident type may be this one."""
    return kind in key.fills("INCIDENT: TYPE")[0].values


def fit_same(items: Sequence[Item], readings: Sequence[Reading]) -> Choice:
    """Which events of one type are one incident: pairs of events that clearly tell of a template each."""
    lists: list[list[str]] = []
    kinds: list[str] = []
    for item, reading in zip(items, readings, strict=True):
        for told in reading.incidents:
            keys = [key for key in item.templates or () if fits_type(key, told.incident.type)]
            owners = [(event, owner(event, keys)) for event in told.incident.events]
            known = [(event, own) for event, own in owners if own is not None]
            for at, (event, own) in enumerate(known):
                lists += [pair_features(event, other) for other, _ in known[:at]]
                kinds += ["same" if own == others else "other" for _, others in known[:at]]
    return Choice({"same": choice(lists, kinds, "same").classes["same"]})


def owner(event: Event, keys: Sequence[Template]) -> int | None:
    """The template that an event clearly tells of."""
    ranked = sorted(((overlap([event], key), at) for at, key in enumerate(keys)), reverse=True)
    clear = ranked and ranked[0][0] > 0 and (len(ranked) == 1 or ranked[0][0] > ranked[1][0])
    return ranked[0][1] if clear else None


def owned(item: Item, reading: Reading) -> list[list[int]]:
    """By incident, the templates of the key that it tells of: each template goes to the one that names most of it."""
    found: list[list[int]] = [[] for _ in reading.incidents]
    for at, key in enumerate(item.templates or ()):
        own = [order for order, told in enumerate(reading.incidents) if fits_type(key, told.incident.type)]
        if own:
            found[max(own, key=lambda order: (overlap(reading.incidents[order].incident.events, key), -order))].append(
                at
            )
    return found


def labels(candidate: Candidate, item: Item) -> tuple[Label, ...]:
    """The fills of the key that a phrase gets credit for."""
    keys = enumerate(item.templates or ())
    fills = [
        (role, at, slot, n, f)
        for at, k in keys
        for slot, role in SLOT_ROLE.items()
        for n, f in enumerate(k.fills(slot))
    ]
    return tuple((role, at, slot, n) for role, at, slot, n, fill in fills if _right(candidate, slot, fill.values))


def _right(candidate: Candidate, slot: str, values: Sequence[str]) -> bool:
    if slot == "HUM TGT: NAME":
        return candidate.name is not None and strings.credit(candidate.name, values, "name") > 0
    return any(strings.credit(text, values, "description") > 0 for text in (candidate.text, candidate.full))


def fit_all(items: Sequence[Item], readings: Sequence[Reading]) -> dict[str, Choice]:
    """The models of fills, of incidents, and of the choices within both."""
    owners = [owned(item, reading) for item, reading in zip(items, readings, strict=True)]
    examples = [
        Example(at, features, tuple(label for label in right if label[1] in own))
        for at, (item, reading) in enumerate(zip(items, readings, strict=True))
        for told, own in zip(reading.incidents, owners[at], strict=True)
        if own
        for features, right in zip(told.fills, (labels(each, item) for each in reading.candidates), strict=True)
    ]
    roles, unseen = fit_roles(examples)
    lists, at = [], []
    for number, reading in enumerate(readings):
        for told, own in zip(reading.incidents, owners[number], strict=True):
            lists.append([*told.features, *best_fills(unseen(number, told), told.incident.type)])
            at.append((items[number], own))
    return {"role": roles, **fit_incidents(lists, at), **fit_details(items, examples)}


def fit_roles(examples: Sequence[Example]) -> tuple[Choice, Callable[[int, Told], list[dict[str, float]]]]:
    """The models of the slots, and a function that scores an incident's phrases by models that have not seen its report."""
    column = columns([example.features for example in examples])
    rows = matrix([example.features for example in examples], column)
    fold = np.array([example.report % FOLDS for example in examples])
    final, held = {}, defaultdict(dict)
    for role in ROLES:
        right = np.array([any(label[0] == role for label in example.labels) for example in examples])
        first = np.zeros(len(right))
        for number in range(FOLDS):
            model = fitted(rows[fold != number], right[fold != number], "role")
            first[fold == number] = model.predict_proba(rows[fold == number])[:, 1]
        keep = clear(examples, role, first)
        final[role] = weights(rows[keep], right[keep], column, "role")
        for number in range(FOLDS):
            held[number][role] = fitted(rows[keep & (fold != number)], right[keep & (fold != number)], "role")

    def unseen(report: int, told: Told) -> list[dict[str, float]]:
        if not told.fills:
            return []
        found = matrix(told.fills, column)
        scores = {role: model.predict_proba(found)[:, 1] for role, model in held[report % FOLDS].items()}
        return [{role: float(values[at]) for role, values in scores.items()} for at in range(len(told.fills))]

    return Choice(final), unseen


def clear(examples: Sequence[Example], role: str, first: np.ndarray) -> np.ndarray:
    """All but the mentions of a right fill that are half as likely as its best, or less: they tell of something else."""
    best: dict[tuple[int, Label], float] = defaultdict(float)
    mine = [[label for label in example.labels if label[0] == role] for example in examples]
    for example, own, score in zip(examples, mine, first, strict=True):
        for label in own:
            best[example.report, label] = max(best[example.report, label], score)
    return np.array(
        [
            not own or score >= 0.5 * max(best[example.report, label] for label in own)
            for example, own, score in zip(examples, mine, first, strict=True)
        ]
    )


def fit_incidents(lists: Sequence[list[str]], at: Sequence[tuple[Item, list[int]]]) -> dict[str, Choice]:
    """Whether an incident is wanted (optional templates teach nothing), its stage, category, and what has no phrase."""
    keys = [[(item.templates or ())[number] for number in own] for item, own in at]
    taught = [
        (features, own)
        for features, own in zip(lists, keys, strict=True)
        if not own or not all(k.optional for k in own)
    ]
    wanted = choice([features for features, _ in taught], ["wanted" if own else "no" for _, own in taught], "wanted")
    pairs = [(features, own) for features, own in zip(lists, keys, strict=True) if own]
    known = [features for features, _ in pairs]
    return {
        "wanted": Choice({"wanted": wanted.classes["wanted"]}),
        "stage": choice(known, [own[0].first("INCIDENT: STAGE OF EXECUTION") or NONE for _, own in pairs]),
        "category": choice(known, [own[0].first("PERP: INCIDENT CATEGORY") or NONE for _, own in pairs]),
        "dash": choice(known, [dashed(own, "INCIDENT: INSTRUMENT TYPE") for _, own in pairs]),
        "dash human": choice(known, [dashed(own, "HUM TGT: EFFECT OF INCIDENT") for _, own in pairs]),
    }


def dashed(keys: Sequence[Template], slot: str) -> str:
    """The first fill of a slot that refers to no phrase."""
    return next((fill.values[0] for key in keys for fill in key.fills(slot) if "-" in fill.tags), NONE)


def fit_details(items: Sequence[Item], examples: Sequence[Example]) -> dict[str, Choice]:
    """Effects on targets and confidence in organisations, from the phrases that are right."""
    slots = {
        "human effect": ("hum", "HUM TGT: EFFECT OF INCIDENT"),
        "thing effect": ("phys", "PHYS TGT: EFFECT OF INCIDENT"),
        "confidence": ("org", "PERP: ORGANIZATION CONFIDENCE"),
    }
    return {name: _detail(items, examples, role, slot) for name, (role, slot) in slots.items()}


def _detail(items: Sequence[Item], examples: Sequence[Example], role: str, slot: str) -> Choice:
    lists, kinds = [], []
    for example in examples:
        label = next((label for label in example.labels if label[0] == role), None)
        if label is not None:
            key = (items[example.report].templates or ())[label[1]]
            names = set(key.fills(label[2])[label[3]].values)
            lists.append(example.features)
            kinds.append(next((fill.values[0] for fill in key.fills(slot) if names & set(fill.tags)), NONE))
    return choice(lists, kinds)


if __name__ == "__main__":
    main()
