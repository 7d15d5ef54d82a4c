"""What the generator tells of, as the files of ``data/`` give it."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from benchmarks.linking.templates import Template, parsed


@dataclass(frozen=True, slots=True)
class Kind:
    """A codebook type: its share, the middle of its dead and how often there are any, who does it to whom, its sentences."""

    type: str
    share: float
    killed: float
    deadly: float
    initiator: str
    recipient: str
    told_as: tuple[str, ...]
    weapons: tuple[str, ...]
    leads: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class People:
    """Names of people who live in some countries, and syllables to make more of."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    syllables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Sentences and words that are no type's own."""

    sentences: Mapping[str, tuple[Template, ...]]
    words: Mapping[str, tuple[str, ...]]
    sides: Mapping[str, tuple[str, ...]]


SENTENCES = ("titles", "details", "background", "links")
WORDS = ("sources", "cues", "spots", "streets", "hospitals", "offices")


def _read(name: str) -> Any:
    source = resources.files("benchmarks.linking").joinpath(f"data/{name}")
    return yaml.load(source.read_text("utf-8"), Loader=yaml.CSafeLoader)


@functools.cache
def kinds() -> Mapping[str, Kind]:
    """The types by name."""
    return {name: _kind(name, raw) for name, raw in _read("types.yaml").items()}


def _kind(name: str, raw: Mapping[str, Any]) -> Kind:
    return Kind(
        type=name,
        share=raw["share"],
        killed=raw["killed"],
        deadly=raw["deadly"],
        initiator=raw["sides"][0],
        recipient=raw["sides"][1],
        told_as=tuple(raw.get("told_as", ())),
        weapons=tuple(raw.get("weapons", ())),
        leads=parsed(raw["leads"]),
    )


@functools.cache
def countries() -> Mapping[str, float]:
    """ISO 3166-1 alpha-2 codes with their weights."""
    found: dict[str, float] = _read("names.yaml")["countries"]
    return found


@functools.cache
def people() -> Mapping[str, People]:
    """For each country the names of its people."""
    found = {}
    for raw in _read("names.yaml")["peoples"].values():
        names = People(tuple(raw["given"]), tuple(raw["family"]), tuple(raw["syllables"]))
        found.update(dict.fromkeys(raw["countries"], names))
    return found


@functools.cache
def publishers() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of papers of a town ("Courier"), and of those of the world."""
    raw = _read("names.yaml")["publishers"]
    return tuple(raw["names"]), tuple(raw["world"])


@functools.cache
def wording() -> Wording:
    """Sentences and words."""
    raw = _read("wording.yaml")
    return Wording(
        {name: parsed(raw[name]) for name in SENTENCES},
        {name: tuple(raw[name]) for name in WORDS},
        {name: tuple(words) for name, words in raw["sides"].items()},
    )
