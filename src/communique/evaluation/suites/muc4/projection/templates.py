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
Models = Mapping[str, Choice]
Limits = Mapping[str, float]
Scores = Sequence[Mapping[str, float]]


def templates(reading: Reading, models: Models, limits: Limits) -> list[Template]:
    """A template for every incident that the models hold to be wanted."""
    made = []
    for told in reading.incidents:
        scores = [models["role"].scores(features) for features in told.fills]
        features = [*told.features, *best_fills(scores, told.incident.type)]
        if models["wanted"].scores(features)["wanted"] >= limits["wanted"]:
            made.append(_template(reading, told, features, scores, models, limits))
    return made


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
        "INCIDENT: DATE": _one(date_of(incident.events, reading.report)),
        "INCIDENT: LOCATION": _one(place_of(incident.events, reading.report, reading.places)),
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
    return Template({slot: fills for slot, fills in slots.items() if fills})


def _one(value: str | None) -> tuple[Fill, ...]:
    return () if value in (None, NONE, "-") else (Fill((str(value),)),)
