"""Fills for instruments, perpetrators and physical targets."""

from collections.abc import Mapping, Sequence

from communique.evaluation.suites.muc4.projection.candidates import Candidate
from communique.evaluation.suites.muc4.projection.entities import Entity, band, grouped, without_number, worded
from communique.evaluation.suites.muc4.projection.fields import abroad, main_country
from communique.evaluation.suites.muc4.projection.kinds import kind_of
from communique.evaluation.suites.muc4.projection.numbers import number_of
from communique.evaluation.suites.muc4.projection.reading import Reading, Told
from communique.evaluation.suites.muc4.projection.weights import Choice
from communique.evaluation.suites.muc4.template import Fill

Scores = Sequence[Mapping[str, float]]
Slots = dict[str, tuple[Fill, ...]]
NONE = "none"


def instruments(reading: Reading, scores: Scores, limits: Mapping[str, float], dash: str) -> Slots:
    """Instruments by their words; the type alone where only a verb tells it."""
    entities = grouped(reading.candidates, _of(scores, "instr"), limits["instr"], lambda found: found.lemma)
    ids, types = [], []
    for entity in entities:
        text = without_number(reading.candidates[entity.best].text)
        kind = kind_of("instrument", text)
        ids.append(Fill((text,)))
        types += [Fill((kind,), (text,))] if kind else []
    if not ids and dash != NONE:
        types.append(Fill((dash,), ("-",)))
    return {"INCIDENT: INSTRUMENT ID": tuple(ids), "INCIDENT: INSTRUMENT TYPE": tuple(types)}


def perpetrators(
    reading: Reading, told: Told, scores: Scores, models: Mapping[str, Choice], limits: Mapping[str, float]
) -> Slots:
    """Persons or bands by their words, organisations by their fullest name, with how sure the report is of these."""
    found = reading.candidates
    people = grouped(found, _of(scores, "perp"), limits["perp"], band)
    listed = {_org_words(each): _actor(each) for each in found if _actor(each)}
    groups = grouped(
        found, _of(scores, "org"), limits["org"], lambda each: _organisation(each, reading.acronyms, listed)
    )
    names, sure = [], []
    for entity in groups:
        text = _org_text(entity, found)
        names.append(Fill((text,)))
        sure.append(Fill((models["confidence"].best(told.fills[entity.best]),), (text,)))
    persons = tuple(Fill((_person(found[entity.best]),)) for entity in people)
    return {
        "PERP: INDIVIDUAL ID": persons,
        "PERP: ORGANIZATION ID": tuple(names),
        "PERP: ORGANIZATION CONFIDENCE": tuple(fill for fill in sure if fill.values[0] != NONE),
    }


def _person(candidate: Candidate) -> str:
    return candidate.name or worded(candidate)


def _organisation(candidate: Candidate, acronyms: Mapping[str, str], listed: Mapping[str, str]) -> str:
    """One organisation under its long and its short name: by the actor that the coder saw, else by its words."""
    text = _org_words(candidate)
    long = acronyms.get(text, text)
    return _actor(candidate) or listed.get(text) or listed.get(long) or long


def _actor(candidate: Candidate) -> str:
    """The listed name of an organisation called by name; empty where the coder knows none."""
    named = candidate.actor and candidate.proper and not candidate.actor.endswith(")")
    return candidate.actor or "" if named else ""


def _org_words(candidate: Candidate) -> str:
    return candidate.full if candidate.of_proper and candidate.proper else candidate.text


def _org_text(entity: Entity, found: Sequence[Candidate]) -> str:
    """The best mention's words; a name of several words before an acronym."""
    texts = [_org_words(found[index]) for index, _ in entity.mentions]
    return next((text for text in texts if " " in text), texts[0])


def targets(
    reading: Reading, told: Told, scores: Scores, models: Mapping[str, Choice], limits: Mapping[str, float]
) -> Slots:
    """Physical targets with type, number and effect."""
    ids, types, numbers, effects, nations = [], [], [], [], list[Fill]()
    main = main_country(reading)
    for entity in grouped(reading.candidates, _of(scores, "phys"), limits["phys"], lambda found: found.lemma):
        candidate = reading.candidates[entity.best]
        text = without_number(worded(candidate))
        ids.append(Fill((text,)))
        types.append(Fill((kind_of("physical", candidate.text, candidate.full) or "OTHER",), (text,)))
        numbers.append(Fill((number_of(entity, reading.candidates),), (text,)))
        effects.append(Fill((models["thing effect"].best(told.fills[entity.best]),), (text,)))
        country = abroad(candidate, main)
        nations += [Fill((country,), (text,))] if country else []
    return {
        "PHYS TGT: FOREIGN NATION": tuple(nations),
        "PHYS TGT: ID": tuple(ids),
        "PHYS TGT: TYPE": tuple(types),
        "PHYS TGT: NUMBER": tuple(numbers),
        "PHYS TGT: EFFECT OF INCIDENT": tuple(fill for fill in effects if fill.values[0] != NONE),
    }


def _of(scores: Scores, role: str) -> list[float]:
    return [score[role] for score in scores]
