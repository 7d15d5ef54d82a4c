"""The words round names and roles that decide who a phrase denotes (``codebook/data/actors_grammar.yaml``)."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from communique.model import ActorKind


@dataclass(frozen=True, slots=True)
class Side:
    """How a stance is named: for armed people, for a whole force, and its kind."""

    people: str
    force: str
    kind: ActorKind


@dataclass(frozen=True, slots=True)
class Description:
    """What "the <head>" may point back to; null features do not matter, no kinds means any."""

    armed: bool | None
    plural: bool | None
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pronoun:
    """What a pronoun may stand for."""

    plural: bool = False
    person: bool = False
    thing: bool = False
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the evidence for the report's own country; ``lead_share`` is a share of the text's length."""

    located: float
    name: float
    adjective: float
    capital: float
    group: float
    lead: float
    lead_share: float
    abroad: float


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """Words of offices with their PLOVER sector; a name template and kind where the holder is not the government."""

    words: frozenset[str]
    sector: str
    name: str = "Government of {state}"
    kind: ActorKind = "government"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The word classes, each a set of lower-case words unless its name says otherwise."""

    stance_of: Mapping[str, str]
    stance_order: tuple[str, ...]
    sides: Mapping[str, Side]
    armed_people: frozenset[str]
    armed_forces: frozenset[str]
    membership: frozenset[str]
    belonging: frozenset[str]
    leads: frozenset[str]
    foreign_ties: frozenset[str]
    ties: frozenset[str]
    identities: Mapping[str, str]
    group_heads: frozenset[str]
    group_openers: frozenset[str]
    group_words: frozenset[str]
    group_never: frozenset[str]
    definite: Mapping[str, Description]
    general_heads: frozenset[str]
    fixed_stance: Mapping[str, str]
    pronouns: Mapping[str, Pronoun]
    speakers: frozenset[str]
    relatives: frozenset[str]
    empty_it: frozenset[str]
    anticipated: frozenset[str]
    saying: frozenset[str]
    military_acts: frozenset[str]
    abroad: frozenset[str]
    weights: Weights
    locating: frozenset[str]
    never_heads: frozenset[str]
    state_bodies: frozenset[str]
    loyal: frozenset[str]
    peoples: Mapping[str, str]
    coalitions: Mapping[str, Sequence[str]]
    branches: Mapping[str, Mapping[str, str]]
    collectives: Mapping[str, Sequence[str]]
    rank_abbreviations: Mapping[str, str]
    parts: frozenset[str]
    facing: frozenset[str]
    addressing: frozenset[str]
    bare_only: frozenset[str]
    armed_bodies: frozenset[str]
    counts: frozenset[str]
    followers: frozenset[str]
    sides_words: frozenset[str]
    bodies: frozenset[str]
    offices: frozenset[str]
    state_heads: frozenset[str]
    elsewhere: frozenset[str]
    former: frozenset[str]
    placed: frozenset[str]
    office_words: tuple[OfficeWords, ...]
    partly_recognised: frozenset[str]


def _words(text: str | None) -> frozenset[str]:
    return frozenset((text or "").split())


def _description(raw: Mapping[str, Any]) -> Description:
    return Description(raw.get("armed"), raw.get("plural"), _words(raw.get("kinds")))


def _weights(raw: Mapping[str, Any]) -> Weights:
    return Weights(**raw["weights"], abroad=float(raw["abroad"]["factor"]))


@functools.cache
def load_grammar() -> Grammar:
    """Read the packaged grammar, once."""
    source = resources.files("communique.codebook") / "data" / "actors_grammar.yaml"
    raw = yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    groups = raw["unknown_groups"]
    return Grammar(
        stance_of={word: stance for stance, words in raw["stances"].items() for word in words.split()},
        stance_order=tuple(raw["stance_order"].split()),
        sides={name: Side(**side) for name, side in raw["sides"].items()},
        definite={head: _description(what) for head, what in raw["definite"].items()},
        pronouns={word: Pronoun(**what) for word, what in raw["pronouns"].items()},
        rank_abbreviations=raw["rank_abbreviations"],
        coalitions=raw["coalitions"],
        branches=raw["branches"],
        collectives=raw["collectives"],
        peoples=raw["peoples"],
        identities=raw["identities"],
        fixed_stance=raw["stance_of_head"],
        group_heads=_words(groups["heads"]),
        group_openers=_words(groups["openers"]),
        group_words=_words(groups["must_have"]),
        group_never=_words(groups["never"]),
        leads=_words(raw["ties"]["leads"]),
        ties=frozenset(word for words in raw["ties"].values() for word in words.split()),
        foreign_ties=_words(raw["foreign_ties"]),
        office_words=tuple(OfficeWords(_words(raw.pop("words")), **raw) for raw in raw["office_words"]),
        abroad=frozenset(raw["abroad"]["states"].split("|")),
        partly_recognised=frozenset(raw["partly_recognised"].split("|")),
        weights=_weights(raw),
        **{name: _words(raw[name]) for name in _PLAIN},
    )


_PLAIN = (
    "armed_people",
    "armed_forces",
    "membership",
    "belonging",
    "general_heads",
    "speakers",
    "relatives",
    "empty_it",
    "anticipated",
    "saying",
    "military_acts",
    "locating",
    "never_heads",
    "state_bodies",
    "loyal",
    "parts",
    "facing",
    "addressing",
    "bare_only",
    "armed_bodies",
    "counts",
    "followers",
    "sides_words",
    "bodies",
    "offices",
    "state_heads",
    "elsewhere",
    "former",
    "placed",
)
