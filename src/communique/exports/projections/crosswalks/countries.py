"""From a country of the record to the three letters of PLOVER, to its number in the Correlates of War, and back."""

import functools
from collections.abc import Mapping

from communique.codebook.actors import load_actor_lists, normalise
from communique.exports.projections.crosswalks.files import read_csv, read_yaml


@functools.cache
def country_code(country: str | None) -> str | None:
    """The code of a country by its name; null for none and for one that has no code."""
    if not country:
        return None
    ours: Mapping[str, str] = read_yaml("countries.yaml")["codes"]
    named = load_actor_lists().by_name.get(normalise(country), ())
    return ours.get(country) or next((state.iso3 for state in named if state.iso3), None)


@functools.cache
def partially_recognised(country: str | None) -> bool:
    """Whether PLOVER adds the sector PRE to those of this land."""
    return country in read_yaml("countries.yaml")["partial"]


@functools.cache
def country_name(code: str | None) -> str | None:
    """The name of the state of a code; null where there is none."""
    return _names().get(code) if code else None


@functools.cache
def _names() -> Mapping[str, str]:
    states = [state.name for state in load_actor_lists().states]
    own = read_yaml("countries.yaml")["codes"]
    return {
        code: name
        for name in reversed([n for n in states if n not in own or _alone(n)])
        if (code := country_code(name))
    }


def _alone(name: str) -> bool:
    """Whether a state of a code of ours is the only one that has it (Kosovo, Western Sahara)."""
    own: Mapping[str, str] = read_yaml("countries.yaml")["codes"]
    return not any(state.iso3 == own[name] and state.name != name for state in load_actor_lists().states)


@functools.cache
def cow_number(code: str | None) -> str | None:
    """The number of a state in the Correlates of War list (version 2016, today's states and those that are gone since 1945)."""
    return _numbers().get(code) if code else None


@functools.cache
def _numbers() -> Mapping[str, str]:
    return {row["plover"]: row["cow"] for row in read_csv("cow.csv")}
