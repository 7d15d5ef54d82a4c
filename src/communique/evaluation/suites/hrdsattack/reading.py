"""What the projection reads off a coded article, as plain data: every choice with its candidates and their features."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc

from communique.evaluation.suites.hrdsattack import article, days, places, victims
from communique.evaluation.suites.hrdsattack.gold import Victim
from communique.evaluation.suites.hrdsattack.people import people

ROLES = frozenset(("journalist", "human rights defender", "trade unionist"))
WHERE: dict[str, places.Name] = {"country": places.country, "town": places.town, "region": places.region}


@dataclass(frozen=True, slots=True)
class Option:
    """One candidate answer of a choice, with what speaks for it."""

    value: Any
    features: list[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """One article. ``choices`` are the candidates by choice: ``country``, ``town``, ``region``, ``day``, ``victim``."""

    article: list[str]
    choices: dict[str, list[Option]]


def read(doc: Doc) -> Reading:
    """Read an article that the coder analysed."""
    told = days.dates(doc)
    published = doc._.report.published
    found = people(doc)
    choices = {name: _spots(doc, way) for name, way in WHERE.items()}
    choices["day"] = [Option(each.day, days.features(each, told, published)) for each in told]
    named = [_victim(doc, person) for person in found]
    choices["victim"] = [Option(*pair) for pair in zip(named, victims.ranked(doc, found), strict=True)]
    return Reading(article.features(doc), choices)


def _spots(doc: Doc, way: Callable[..., str | None]) -> list[Option]:
    found = places.spots(doc, way)
    return [Option(spot.name, places.features(spot, found)) for spot in found]


def _victim(doc: Doc, person: Any) -> Victim:
    types = frozenset(victims.told_roles(doc, person)) & ROLES
    return Victim(person.name, False, types, victims.sex(doc, person), victims.age(doc, person))
