"""The words of ``places_grammar.yaml``, read once and made fast to ask."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, cast

import yaml

from communique.gazetteer import sources
from communique.gazetteer.normalise import normalise
from communique.model import Precision


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the component knows of English; words are lower case."""

    nouns: Mapping[str, Precision]
    after: Mapping[str, Precision]
    before: frozenset[str]
    agency: frozenset[str]
    compass: Mapping[str, str]
    bearings: Mapping[str, float]
    units: Mapping[str, float]
    edges: frozenset[str]
    near: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    verbs: frozenset[str]
    speech: frozenset[str]
    references: Mapping[str, Precision]
    determiners: frozenset[str]
    adjectives: frozenset[str]
    titles: frozenset[str]
    organisations: frozenset[str]
    keep_of: frozenset[str]
    breakers: frozenset[str]
    not_places: frozenset[str]
    people: frozenset[str]
    bodies: frozenset[str]
    city_first: frozenset[str]
    surnames: frozenset[str]
    first_names: frozenset[str]
    common: frozenset[str]
    states: Mapping[str, str]
    domains: Mapping[str, str]
    powers: Mapping[str, float]
    home_words: Mapping[str, str]
    weights: Mapping[str, float]
    evidence: Mapping[str, float]


WORD_SETS = (
    "before agency edges near verbs speech determiners titles organisations keep_of breakers people bodies surnames "
    "first_names city_first"
).split()
"""Lists of the file that are asked only whether they have a word."""


def _by_word(groups: Mapping[str, Iterable[str]]) -> dict[str, Precision]:
    """Word to its group, each with its plural; the first group that has a word keeps it."""
    found: dict[str, Precision] = {}
    for precision, members in groups.items():
        for word in members:
            for form in (word, word[:-1] + "ies" if word.endswith("y") else word + "s"):
                found.setdefault(form, cast(Precision, precision))
    return found


@functools.cache
def grammar() -> Grammar:
    """The grammar that ships with the package."""
    path = resources.files("communique.codebook") / "data" / "places_grammar.yaml"
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    sets = {name: frozenset(data[name]) for name in WORD_SETS}
    return Grammar(
        nouns=_by_word(data["nouns"]),
        after={word: cast(Precision, kind) for kind, words in data["after"].items() for word in words},
        compass=data["compass"],
        bearings=data["bearings"],
        units=data["units"],
        strong=frozenset(data["prepositions"]["strong"]),
        weak=frozenset(data["prepositions"]["weak"]),
        references={word: kind for kind, words in data["references"].items() for word in words},
        adjectives=frozenset(data["reference_adjectives"]),
        not_places=frozenset(normalise(name) for name in data["not_places"]),
        common=sources.words("common_words.txt"),
        states=data["states"] | data["postal"],
        domains=data["domains"],
        powers=data["powers"],
        home_words={word: code for code, words in data["home_words"].items() for word in words},
        weights=data["weights"],
        evidence=data["evidence"],
        **sets,
    )
