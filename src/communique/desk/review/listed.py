"""The value lists in ``data/``: keys, fields, reasons; checked when they are read."""

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from communique.desk.archive.changing.correcting import FIELDS


class ListedError(ValueError):
    """A value list that cannot be used; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key and the action that it stands for."""

    key: str
    action: str
    group: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the record: its heading in the record and in its editor."""

    field: str
    label: str
    asks: str


def _read(name: str) -> Any:
    return yaml.safe_load(resources.files("communique.desk.review").joinpath(f"data/{name}").read_text("utf-8"))


@functools.cache
def keys() -> tuple[Key, ...]:
    """Every key. Raises ``ListedError`` where a key or an action stands twice."""
    found = tuple(Key(**row) for row in _read("keys.yaml"))
    if len({each.key for each in found}) < len(found) or len({each.action for each in found}) < len(found):
        raise ListedError("keys.yaml: a key or an action stands twice")
    return found


@functools.cache
def key_of() -> dict[str, str]:
    """The key of every action."""
    return {each.action: each.key for each in keys()}


@functools.cache
def fields() -> tuple[Field, ...]:
    """Every field, in the order of the page. Raises ``ListedError`` where they are not those that can be corrected."""
    found = tuple(Field(**row) for row in _read("fields.yaml"))
    if {each.field for each in found} != set(FIELDS) or len(found) != len(FIELDS):
        raise ListedError(f"fields.yaml: give each of {', '.join(FIELDS)} once")
    return found


@functools.cache
def reasons() -> tuple[str, ...]:
    """Reasons for rejecting that are offered. Raises ``ListedError`` where one is no text."""
    found = tuple(_read("reasons.yaml"))
    if not all(isinstance(each, str) and each for each in found):
        raise ListedError("reasons.yaml: give texts")
    return found
