"""The words of loss, as data: ``codebook/data/effects.yaml``."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, get_args

import yaml

from communique.model import Outcome

BY_OUTCOME = ("done_to", "suffered", "states", "counted", "happened_to")
LISTS = (
    "toll_words",
    "toll_joints",
    "lives",
    "bodies",
    "losing",
    "captives",
    "taking",
    "driving",
    "homes",
    "down",
    "to_death",
    "sustaining",
    "wounds",
    "leaving",
    "leaving_joints",
    "possible",
    "conditions",
    "factual",
    "persons",
    "person_endings",
    "not_persons",
    "groups",
    "hitting",
    "hits",
    "striking",
    "projectiles",
    "fatal",
    "bringing",
    "hospitals",
    "condition",
    "grave",
)


HARMING = ("hitting", "hits", "striking", "fatal", "bringing", "condition")


class EffectTableError(ValueError):
    """A list of losses that cannot be used; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class EffectTable:
    """Lemmas by outcome, and word lists; see the file."""

    done_to: Mapping[str, Outcome]
    suffered: Mapping[str, Outcome]
    states: Mapping[str, Outcome]
    counted: Mapping[str, Outcome]
    happened_to: Mapping[str, Outcome]
    toll_words: frozenset[str]
    toll_joints: frozenset[str]
    lives: frozenset[str]
    bodies: frozenset[str]
    losing: frozenset[str]
    captives: frozenset[str]
    taking: frozenset[str]
    driving: frozenset[str]
    homes: frozenset[str]
    down: frozenset[str]
    to_death: frozenset[str]
    sustaining: frozenset[str]
    wounds: frozenset[str]
    leaving: frozenset[str]
    leaving_joints: frozenset[str]
    possible: frozenset[str]
    conditions: frozenset[str]
    factual: frozenset[str]
    persons: frozenset[str]
    person_endings: tuple[str, ...]
    not_persons: frozenset[str]
    groups: frozenset[str]
    hitting: frozenset[str]
    hits: frozenset[str]
    striking: frozenset[str]
    projectiles: frozenset[str]
    fatal: frozenset[str]
    bringing: frozenset[str]
    hospitals: frozenset[str]
    condition: frozenset[str]
    grave: frozenset[str]
    harming: frozenset[str]
    """Every lemma or word at which the reading of harm without a word of loss begins."""
    triggers: frozenset[str]
    """Every lemma at which the reading begins."""


def check(data: Any) -> list[str]:
    """What is wrong with the data of a list of losses, one line each with the remedy; empty when all is well."""
    if not isinstance(data, dict):
        return [f"the file must be a mapping with the keys {', '.join((*BY_OUTCOME, *LISTS))}"]
    outcomes = frozenset(get_args(Outcome))
    faults = [f"unknown key {key!r}: remove it" for key in data if key not in (*BY_OUTCOME, *LISTS)]
    for name in BY_OUTCOME:
        table = data.get(name)
        if not isinstance(table, dict):
            faults.append(f"{name}: give a mapping of outcomes to lists of lemmas")
            continue
        faults += [
            f"{name}: unknown outcome {key!r}: use one of {', '.join(sorted(outcomes))}"
            for key in table
            if key not in outcomes
        ]
    for name in LISTS:
        words = data.get(name)
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            faults.append(f"{name}: give a list of words")
    return faults


def build(data: Any) -> EffectTable:
    """The lists of parsed YAML. Raises ``EffectTableError`` naming every fault."""
    faults = check(data)
    if faults:
        raise EffectTableError("; ".join(faults))
    tables: dict[str, Any] = {
        name: {w: outcome for outcome, words in data[name].items() for w in words} for name in BY_OUTCOME
    }
    lists: dict[str, Any] = {name: frozenset(data[name]) for name in LISTS if name != "person_endings"}
    triggers = frozenset(
        (
            *(lemma for table in tables.values() for lemma in table),
            *(
                word
                for name in ("toll_words", "lives", "bodies", "losing", "captives", "driving", "leaving", "sustaining")
                for word in data[name]
            ),
        )
    )
    harming = frozenset(word for name in HARMING for word in data[name])
    endings = tuple(data["person_endings"])
    return EffectTable(**tables, **lists, person_endings=endings, triggers=triggers, harming=harming)


@functools.cache
def table() -> EffectTable:
    """The project's own lists."""
    source = resources.files("communique.codebook").joinpath("data/effects.yaml")
    return build(yaml.load(source.read_text("utf-8"), Loader=yaml.CSafeLoader))


def effect_lemmas() -> frozenset[str]:
    """Lemmas of the verbs and nouns of loss: what they tell is the effect of another happening, where one is named."""
    lists = table()
    return frozenset(
        (*lists.done_to, *lists.suffered, *lists.counted, *lists.happened_to, *lists.states, *lists.losing)
    )
