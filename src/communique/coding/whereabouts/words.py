"""The word lists of this package, from ``whereabouts.yaml`` and the places grammar."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import resources

import yaml
from spacy.tokens import Token

from communique.coding.places.grammar import Grammar, grammar


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of ``whereabouts.yaml``, explained there."""

    parts: frozenset[str]
    verbs: frozenset[str]
    taking: frozenset[str]
    suffers: frozenset[str]
    speech: frozenset[str]
    locative: frozenset[str]
    strict: frozenset[str]
    loose: frozenset[str]
    topics: frozenset[str]
    same_time: frozenset[str]
    lying: frozenset[str]
    parting: frozenset[str]
    within: frozenset[str]
    of_names: frozenset[str]
    bodies: frozenset[str]
    sites: frozenset[str]


@functools.cache
def words() -> Words:
    """The lists that ship with the package. Raises ``ValueError`` where the file has other lists than ``Words``."""
    path = resources.files("communique.codebook") / "data" / "whereabouts.yaml"
    data: Mapping[str, list[str]] = yaml.safe_load(path.read_text("utf-8"))
    wanted = {field.name for field in fields(Words)}
    if set(data) != wanted:
        raise ValueError(f"whereabouts.yaml: lists {sorted(set(data) ^ wanted)} are missing or unknown")
    return Words(**{name: frozenset(members) for name, members in data.items()})


def is_kind(token: Token, lists: Grammar | None = None) -> bool:
    """Whether a noun tells a kind of place ("village", "province")."""
    nouns = (lists or grammar()).nouns
    return token.lemma_.lower() in nouns or token.lower_ in nouns


def is_place_noun(token: Token) -> bool:
    """The same, or a part of a place, or what stands in one ("outskirts", "residence")."""
    return is_kind(token) or token.lower_ in grammar().edges or token.lemma_.lower() in words().parts
