"""Fills for human targets: names with what the report calls their bearers, and the unnamed by description."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.evaluation.suites.muc4.projection.candidates import Candidate
from communique.evaluation.suites.muc4.projection.entities import (
    Entity,
    fullest_name,
    grouped,
    without_number,
    worded,
)
from communique.evaluation.suites.muc4.projection.fields import abroad, main_country
from communique.evaluation.suites.muc4.projection.kinds import kind_of
from communique.evaluation.suites.muc4.projection.numbers import number_of
from communique.evaluation.suites.muc4.projection.reading import Reading, Told
from communique.evaluation.suites.muc4.projection.tables import words
from communique.evaluation.suites.muc4.projection.weights import Choice
from communique.evaluation.suites.muc4.template import Fill

NONE = "none"


@dataclass(frozen=True, slots=True)
class Human:
    """One person or group. ``tag`` is the name, or the description where there is none."""

    name: str | None
    descriptions: tuple[str, ...]
    tag: str
    entity: Entity


def targets(
    reading: Reading,
    told: Told,
    scores: Sequence[Mapping[str, float]],
    models: Mapping[str, Choice],
    limits: Mapping[str, float],
    dash: str,
) -> dict[str, tuple[Fill, ...]]:
    """The human target slots of one incident."""
    main = main_country(reading)
    people = _people(reading, [score["hum"] for score in scores], limits["hum"])
    effects = [Fill((models["human effect"].best(told.fills[each.entity.best]),), (each.tag,)) for each in people]
    if not people and dash != NONE:
        effects.append(Fill((dash,), ("-",)))
    return {
        "HUM TGT: NAME": tuple(Fill((each.name,)) for each in people if each.name),
        "HUM TGT: DESCRIPTION": tuple(
            Fill(each.descriptions[:1], (each.tag,) if each.name else ()) for each in people if each.descriptions
        ),
        "HUM TGT: TYPE": tuple(Fill((_kind(each, reading),), (each.tag,)) for each in people),
        "HUM TGT: NUMBER": tuple(
            Fill(("1" if each.name else number_of(each.entity, reading.candidates),), (each.tag,)) for each in people
        ),
        "HUM TGT: FOREIGN NATION": tuple(
            Fill((country,), (each.tag,))
            for each in people
            if (country := abroad(reading.candidates[each.entity.best], main)) is not None
        ),
        "HUM TGT: EFFECT OF INCIDENT": tuple(fill for fill in effects if fill.values[0] != NONE),
    }


def _people(reading: Reading, scores: Sequence[float], least: float) -> list[Human]:
    """The named, then the unnamed that do not speak of a named one."""
    found = reading.candidates
    entities = grouped(
        found, scores, least, lambda each: fullest_name(each.name, found) if each.name else _unnamed_key(each)
    )
    named = [_named(entity, found) for entity in entities if found[entity.best].name]
    roles = {word for person in named for text in person.descriptions for word in text.lower().split()}
    unnamed = _merged([entity for entity in entities if not found[entity.best].name], found)
    return [*named, *(_unnamed(entity, found) for entity in unnamed if not _speaks_of(found[entity.best], roles))]


def _merged(entities: Sequence[Entity], found: Sequence[Candidate]) -> list[Entity]:
    """Groups called by two words taken together: "JESUIT PRIESTS" and "JESUITS", "SIX PRIESTS" and "SIX MEN"."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda entity: -entity.score):
        other = next((index for index, one in enumerate(kept) if _one_group(one, entity, found)), None)
        if other is None:
            kept.append(entity)
        else:
            kept[other] = Entity((*kept[other].mentions, *entity.mentions))
    return kept


def _one_group(one: Entity, other: Entity, found: Sequence[Candidate]) -> bool:
    texts = [{found[index].text.lower() for index, _ in entity.mentions} for entity in (one, other)]
    lemmas = [found[entity.best].lemma for entity in (one, other)]
    inside = any(lemmas[1 - side] in text.split()[:-1] for side in (0, 1) for text in texts[side])
    counts = [{found[index].low for index, _ in entity.mentions} - {None, 1, 2} for entity in (one, other)]
    return inside or bool(counts[0] & counts[1])


def _unnamed_key(candidate: Candidate) -> str:
    return candidate.of if candidate.of and candidate.lemma in words("groups") else candidate.lemma


def _speaks_of(candidate: Candidate, roles: set[str]) -> bool:
    return not candidate.plural and candidate.text.lower().split()[-1] in roles


def _named(entity: Entity, found: Sequence[Candidate]) -> Human:
    name = fullest_name(found[entity.best].name or "", found)
    last = name.split()[-1]
    told: list[str] = []
    for candidate in found:
        if candidate.name and fullest_name(candidate.name, found) == name:
            roles = (_without(candidate.role or "", name), *candidate.beside)
            told += [text for text in roles if text and last not in text.split()]
    told.sort(key=lambda text: -min(2, len(text.split())))
    return Human(name, tuple(without_number(text) for text in told), name, entity)


def _without(role: str, name: str) -> str:
    """A role without words of the name at its end (a first name that was not seen as one)."""
    told = role.split()
    while told and (told[-1] in name.split() or told[-1] == "AND"):
        told = told[:-1]
    return " ".join(told)


def _unnamed(entity: Entity, found: Sequence[Candidate]) -> Human:
    text = without_number(worded(found[entity.best]))
    return Human(None, (text,), text, entity)


def _kind(human: Human, reading: Reading) -> str:
    texts = human.descriptions if human.name else (reading.candidates[human.entity.best].text, *human.descriptions)
    fallback = words("law enforcement kinds")
    kind = reading.candidates[human.entity.best].kind
    if not texts and kind in fallback:
        return "LAW ENFORCEMENT"
    return kind_of("human", *texts) or "CIVILIAN"
