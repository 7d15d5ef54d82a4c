"""Actors as UCDP has them: a government, an organised group, civilians, or no side (``data/sides.yaml``)."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from communique.codebook.actors import load_actor_lists
from communique.exports.projections.ucdp_ged.countries import Country, country_of
from communique.exports.projections.ucdp_ged.files import DataError, read_yaml
from communique.model import Actor, ActorKind

GOVERNMENT, GROUP, CIVILIANS = "government", "group", "civilians"


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``data/sides.yaml``."""

    kinds: dict[ActorKind, str]
    unidentified: str
    state: str
    government: str
    civilians: str
    names: dict[str, str]
    back: dict[str, ActorKind]


@dataclass(frozen=True, slots=True)
class Party:
    """A side by UCDP's name, what it is to UCDP, its state where it is a government, and the words that reports have for it."""

    name: str
    sort: str
    country: Country | None = None
    words: tuple[str, ...] = ()


@functools.cache
def rules() -> Rules:
    """Read once. Raises ``DataError``."""
    given = read_yaml("sides.yaml", Rules)
    if set(given.kinds.values()) - {GOVERNMENT, GROUP, CIVILIANS, "none"} or CIVILIANS not in given.back:
        raise DataError("sides.yaml: a kind is government, group, civilians or none")
    return given


def parties(actors: Sequence[Actor] | None) -> tuple[Party, ...]:
    """The actors that are sides to UCDP, each name once, in the order told."""
    found = [each for each in map(party, actors or ()) if each]
    names = dict.fromkeys(each.name for each in found)
    return tuple(next(each for each in found if each.name == name) for name in names)


def party(actor: Actor) -> Party | None:
    """An actor as a side; null where it is none, or where it is not identified."""
    sort = sort_of(actor)
    if sort == CIVILIANS:
        return Party(rules().civilians, CIVILIANS)
    if sort == GOVERNMENT:
        return _government(actor)
    if sort != GROUP or not actor.name or _unidentified().search(actor.name):
        return None
    return Party(rules().names.get(actor.name, actor.name), GROUP, words=(actor.name.lower(),))


def sort_of(actor: Actor) -> str | None:
    """Government, group, civilians or none, by the actor's kind, else by a name that only a state's forces have."""
    if actor.kind:
        return rules().kinds[actor.kind]
    return GOVERNMENT if re.match(rules().state, actor.name or "") else None


def is_unidentified(actor: Actor) -> bool:
    """Whether an actor is armed and organised, but no report says who it is."""
    return sort_of(actor) in (GOVERNMENT, GROUP) and party(actor) is None


def _government(actor: Actor) -> Party | None:
    found = re.match(rules().state, actor.name or "")
    name = actor.country or (found["state"] if found else None)
    if name is None:
        return None
    country = country_of(name)
    own = next((state for state in load_actor_lists().states if state.name == name), None)
    words = (name, *(own.demonyms if own else ()))
    return Party(
        rules().government.format(country=country.ucdp), GOVERNMENT, country, tuple(word.lower() for word in words)
    )


@functools.cache
def _unidentified() -> re.Pattern[str]:
    return re.compile(rules().unidentified)
