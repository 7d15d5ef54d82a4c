"""From what was read of an article to the attack that it tells of: the likeliest answer to each question."""

from collections.abc import Mapping
from typing import Any

from communique.evaluation.suites.hrdsattack.gold import Attack
from communique.evaluation.suites.hrdsattack.reading import Reading
from communique.evaluation.suites.hrdsattack.weights import Model

NOBODY = "none"
"""The perpetrator's class where the article mentions none."""


def project(reading: Reading, models: Mapping[str, Model]) -> Attack:
    """The attack of one article."""
    kind = models["perpetrator"].choice.best(reading.article)
    day = best(reading, models, "day")
    year, month, date = day or (None, None, None)
    return Attack(
        perpetrator=None if kind == NOBODY else kind,
        violations=violations(reading, models["violation"]),
        country=best(reading, models, "country"),
        region=best(reading, models, "region"),
        city=best(reading, models, "town"),
        year=year,
        month=month,
        day=date,
        victims=tuple(likely(reading, models["victim"])),
    )


def violations(reading: Reading, model: Model) -> frozenset[str]:
    """The violations that are likely enough, or the likeliest: every article of the set tells of one."""
    scores = model.likely(reading.article)
    found = frozenset(name for name, score in scores.items() if score >= model.least)
    return found or frozenset((max(scores, key=scores.__getitem__),))


def best(reading: Reading, models: Mapping[str, Model], name: str) -> Any | None:
    """The likeliest candidate of a choice; null where none is likely enough."""
    model = models[name]
    scored = [(model.likely(option.features)["right"], option.value) for option in reading.choices[name]]
    score, value = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return value if score >= model.least else None


def likely(reading: Reading, model: Model) -> list[Any]:
    """Every candidate that is likely enough, in the order of the text."""
    return [
        option.value for option in reading.choices["victim"] if model.likely(option.features)["right"] >= model.least
    ]
