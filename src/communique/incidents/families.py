"""Which types one happening may be told as: ``data/families.yaml``."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml


class FamiliesError(ValueError):
    """A list of families that cannot be used; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Families:
    """For each type the names of its families; and the types that are acts of words."""

    of: Mapping[str, frozenset[str]]
    words: frozenset[str]


def parse(data: Any) -> Families:
    """Families of parsed YAML. Raises ``FamiliesError``."""
    families, words = (data.get("families"), data.get("words")) if isinstance(data, dict) else (None, None)
    if not isinstance(families, dict) or not all(isinstance(types, list) for types in families.values()):
        raise FamiliesError("give 'families', a mapping of names, each with a list of types")
    if not isinstance(words, list):
        raise FamiliesError("give 'words', a list of types")
    found: dict[str, set[str]] = {}
    for name, types in families.items():
        for each in types:
            found.setdefault(each, set()).add(name)
    return Families({each: frozenset(names) for each, names in found.items()}, frozenset(words))


@functools.cache
def load_families() -> Families:
    """The packaged list. Raises ``FamiliesError``."""
    source = resources.files("communique.incidents").joinpath("data/families.yaml")
    return parse(yaml.load(source.read_text("utf-8"), Loader=yaml.CSafeLoader))


def is_words(kind: str | None) -> bool:
    """Whether a type is an act of words."""
    return kind in load_families().words


@functools.cache
def _classes() -> Mapping[str, str]:
    """For each type the first type that common families lead to, step by step."""
    found: dict[str, str] = {}
    for first, own in sorted(load_families().of.items()):
        if first in found:
            continue
        reached, names = {first}, set(own)
        while more := {each for each, of in load_families().of.items() if of & names} - reached:
            reached |= more
            names |= {name for each in more for name in load_families().of[each]}
        found.update(dict.fromkeys(reached, first))
    return found


def class_of(kind: str | None) -> str:
    """What types that may be told of one happening have in common, in one word; empty where no event is told."""
    return _classes().get(kind, kind) if kind is not None else ""


def families_of(kind: str | None) -> frozenset[str]:
    """The families of a type; its own name where the list has none, nothing where no event is told."""
    if kind is None:
        return frozenset()
    return load_families().of.get(kind, frozenset((kind,)))
