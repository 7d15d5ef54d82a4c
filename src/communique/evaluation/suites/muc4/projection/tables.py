"""The word tables of the projection, YAML under ``evaluation/data/muc4``."""

import functools
from collections.abc import Mapping
from importlib import resources

import yaml

DATA = resources.files("communique.evaluation") / "data" / "muc4"


@functools.cache
def words(name: str) -> frozenset[str]:
    """One blank-separated list of ``words.yaml``, lower case. Raises ``KeyError`` where there is none of that name."""
    return _words()[name]


@functools.cache
def _words() -> Mapping[str, frozenset[str]]:
    raw: dict[str, str] = yaml.safe_load((DATA / "words.yaml").read_text("utf-8"))
    return {name: frozenset(text.lower().split()) for name, text in raw.items()}


@functools.cache
def ranked(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A table of ``kinds.yaml``: set fill and the words or phrases that mean it, the first that fits winning."""
    raw: dict[str, list[dict[str, str]]] = yaml.safe_load((DATA / "kinds.yaml").read_text("utf-8"))
    rows = [(kind, listed) for row in raw[name] for kind, listed in row.items()]
    return tuple((kind, tuple(word.strip().lower() for word in listed.split(","))) for kind, listed in rows)
