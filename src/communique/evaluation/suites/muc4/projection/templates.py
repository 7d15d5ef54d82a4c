"""Build the templates of one report from its reading and the fitted models."""

from collections.abc import Mapping, Sequence

from communique.evaluation.suites.muc4.projection import humans, things
from communique.evaluation.suites.muc4.projection.fields import date_of, place_of
from communique.evaluation.suites.muc4.projection.reading import Reading, Told
from communique.evaluation.suites.muc4.projection.weights import Choice
from communique.evaluation.suites.muc4.template import Fill, Template

ROLES = ("perp", "org", "phys", "hum", "instr")
STEPS = (0.1, 0.2, 0.35, 0.5, 0.7)
NONE = "none"
TYPE = "INCIDENT: TYPE"
TARGETS = ("HUM TGT: NAME", "HUM TGT: DESCRIPTION", "PHYS TGT: ID")
Models = Mapping[str, Choice]
Limits = Mapping[str, float]
Scores = Sequence[Mapping[str, float]]


def templates(reading: Reading, models: Models, limits: Limits) -> list[Template]:
    """A template for every incident that the models hold to be wanted."""
    made: list[tuple[float, int, Template]] = []
    for order, told in enumerate(reading.incidents):
        scores = [models["role"].scores(features) for features in told.fills]
        features = [*told.features, *best_fills(scores, told.incident.type)]
        wanted = models["wanted"].scores(features)["wanted"]
        if wanted >= limits["wanted"]:
            made.append((wanted, order, _template(reading, told, features, scores, models, limits)))
    return _told_once(made)


def _told_once(made: Sequence[tuple[float, int, Template]]) -> list[Template]:
    """Without those that only tell a likelier one of their type again: all of their targets are among its."""
    kept: list[tuple[int, Template]] = []
    for _, order, template in sorted(made, key=lambda one: (-one[0], one[1])):
        same_type = [other for _, other in kept if other.first(TYPE) == template.first(TYPE)]
        if not any(_again(template, other) for other in same_type):
            kept.append((order, template))
    return [template for _, template in sorted(kept, key=lambda one: one[0])]


def _again(template: Template, other: Template) -> bool:
    targets, others = (
        {(slot, fill.values) for slot in TARGETS for fill in one.fills(slot)} for one in (template, other)
    )
    return targets <= others if targets else True


def best_fills(scores: Scores, kind: str) -> list[str]:
    """How good the best fill of each sort is, as features of the incident."""
    best = {role: max((score[role] for score in scores), default=0.0) for role in ROLES}
    made = [name for role in ROLES for step in STEPS if best[role] >= step for name in (f"best {role}>{step}",)]
    made += [f"any target>{step}" for step in STEPS if max(best["phys"], best["hum"]) >= step]
    return [*made, *(f"{kind}|{name}" for name in made)]


def _template(
    reading: Reading, told: Told, features: Sequence[str], scores: Scores, models: Models, limits: Limits
) -> Template:
    incident = told.incident
    slots: dict[str, tuple[Fill, ...]] = {
        "INCIDENT: DATE": _one(date_of(incident, reading)),
        "INCIDENT: LOCATION": _one(place_of(incident, reading)),
        "INCIDENT: TYPE": _one(incident.type),
        "INCIDENT: STAGE OF EXECUTION": _one(models["stage"].best(features)),
        "PERP: INCIDENT CATEGORY": _one(models["category"].best(features)),
    }
    if incident.type not in ("ARSON", "KIDNAPPING"):
        slots |= things.instruments(reading, scores, limits, models["dash"].best(features))
    slots |= things.perpetrators(reading, told, scores, models, limits)
    if incident.type != "KIDNAPPING":
        slots |= things.targets(reading, told, scores, models, limits)
    slots |= humans.targets(reading, told, scores, models, limits, models["dash human"].best(features))
    return Template({slot: tuple(dict.fromkeys(fills)) for slot, fills in slots.items() if fills})


def _one(value: str | None) -> tuple[Fill, ...]:
    return () if value in (None, NONE, "-") else (Fill((str(value),)),)
