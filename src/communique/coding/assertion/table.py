"""The words that bear on how a happening is asserted, as data: ``codebook/data/assertion.yaml``."""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal, get_args

import yaml

Effect = Literal["negated", "hypothetical", "planned", "ongoing", "hedged", "transparent"]

EFFECT_TABLES = (
    "modals",
    "with_infinitive",
    "with_adjective",
    "with_clause",
    "with_object",
    "with_subject",
    "modifiers",
    "with_noun",
    "prepositions",
    "with_preposition",
)
WORD_LISTS = (
    "fulfilling",
    "creating",
    "disputing",
    "continuing",
    "starting",
    "lasting",
    "processes",
    "negators",
    "conditions",
    "hedges",
    "verifying",
    "relayed",
    "alleged_modifiers",
    "blaming_object",
    "blaming_preposition",
    "believing",
    "saying_acts",
)


class AssertionTableError(ValueError):
    """An assertion list that cannot be used; the message says where and what to do."""


Effects = Mapping[str, Effect]
Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class AssertionTable:
    """Effects by word, one mapping for each place a word can stand in, and plain word lists. All in lower case."""

    modals: Effects
    with_infinitive: Effects
    with_adjective: Effects
    with_clause: Effects
    with_object: Effects
    with_subject: Effects
    modifiers: Effects
    with_noun: Effects
    prepositions: Effects
    with_preposition: Effects
    fulfilling: Words
    creating: Words
    disputing: Words
    continuing: Words
    starting: Words
    lasting: Words
    processes: Words
    negators: Words
    conditions: Words
    hedges: Words
    verifying: Words
    relayed: Words
    alleged_modifiers: Words
    blaming_object: Words
    blaming_preposition: Words
    believing: Words
    saying_acts: Words


def check(data: Any) -> list[str]:
    """What is wrong with the data of an assertion list, one line each with the remedy; empty when all is well."""
    if not isinstance(data, dict):
        return ["the file must be a mapping of tables"]
    known = {*EFFECT_TABLES, *WORD_LISTS}
    faults = [f"unknown table {key!r}: remove it" for key in data if key not in known]
    for name in EFFECT_TABLES:
        faults.extend(f"{name}: {fault}" for fault in _effect_faults(data.get(name)))
    for name in WORD_LISTS:
        if not _is_words(data.get(name)) or not data[name]:
            faults.append(f"{name}: give a list of words in lower case")
    return faults


def _effect_faults(effects: Any) -> Iterator[str]:
    if not isinstance(effects, dict) or not effects:
        yield "give a mapping from an effect to a list of words"
        return
    seen: dict[str, str] = {}
    for effect, words in effects.items():
        if effect not in get_args(Effect):
            yield f"unknown effect {effect!r}: use one of {', '.join(get_args(Effect))}"
        elif not _is_words(words):
            yield f"{effect}: give a list of words in lower case"
        else:
            for word in words:
                if seen.setdefault(word, effect) != effect:
                    yield f"{word!r} is both {seen[word]} and {effect}: keep one"


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word == word.lower() for word in value)


def build(data: Any) -> AssertionTable:
    """Make the table from checked data. Raises ``AssertionTableError`` naming every fault."""
    faults = check(data)
    if faults:
        raise AssertionTableError("assertion.yaml: " + "; ".join(faults))
    effects = {name: {word: effect for effect, words in data[name].items() for word in words} for name in EFFECT_TABLES}
    lists = {name: frozenset(data[name]) for name in WORD_LISTS}
    values: dict[str, Any] = {**effects, **lists}
    return AssertionTable(**values)


@functools.cache
def table() -> AssertionTable:
    """The project's own list."""
    text = (resources.files("communique.codebook") / "data" / "assertion.yaml").read_text(encoding="utf-8")
    return build(yaml.load(text, Loader=yaml.CSafeLoader))
