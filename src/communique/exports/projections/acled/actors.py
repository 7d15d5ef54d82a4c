"""Actors as ACLED has them: their type (inter) and their name on a day."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from communique.codebook.actors import load_actor_lists
from communique.exports.projections.acled.countries import Country, country_of
from communique.exports.projections.acled.facts import STATE, facts
from communique.exports.projections.acled.files import DataError, read_yaml
from communique.exports.projections.acled.regimes import with_years
from communique.model import Actor, ActorKind

OF_STATES = ("state-forces", "police", "government", "external-forces")


class Where(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The ACLED type of a kind in its own country, in another, and where its country is not told."""

    home: str
    abroad: str
    unknown: str


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``data/actors.yaml``."""

    kinds: dict[ActorKind, Where | str | None]
    own_forces: tuple[ActorKind, ...]
    begins: tuple[tuple[str, ActorKind], ...]
    generic: dict[str, str]
    unidentified: str
    unidentified_type: str
    unidentified_state: str
    camps: tuple[tuple[str, ...], ...]
    unarmed: tuple[str, ...]
    back: dict[str, ActorKind]


@dataclass(frozen=True, slots=True)
class Member:
    """One actor of a side: its ACLED name and type, and the country that its generic name has."""

    name: str
    inter: str
    country: str


@functools.cache
def rules() -> Rules:
    """Read once. Raises ``DataError`` on a word that is no type of ACLED."""
    given = read_yaml("actors.yaml", Rules)
    listed = [word for kind in given.kinds.values() for word in _words(kind)]
    unknown = {*listed, *given.generic, *given.back, *given.unarmed, given.unidentified_type} - set(facts().inter)
    if unknown:
        raise DataError(f"actors.yaml: ACLED has no type {', '.join(sorted(unknown))}")
    return given


def _words(kind: Where | str | None) -> Sequence[str]:
    if isinstance(kind, Where):
        return kind.home, kind.abroad, kind.unknown
    return (kind,) if kind else ()


def members(actors: Sequence[Actor] | None, at: Country, day: date) -> tuple[Member, ...]:
    """The actors that ACLED has a type for, each name once."""
    found = (member(actor, at, day) for actor in actors or ())
    return tuple({each.name: each for each in found if each}.values())


def member(actor: Actor, at: Country, day: date) -> Member | None:
    """An actor in a country on a day; null where ACLED has no type for it."""
    inter = inter_of(actor, at)
    if inter is None:
        return None
    own = country_of(actor.country)
    country = own.acled if own else at.acled
    name = actor.name or _unnamed(inter, kind_of(actor), country)
    return Member(with_years(name, day) if kind_of(actor) in OF_STATES else name, inter, country)


def _unnamed(inter: str, kind: ActorKind | None, country: str) -> str:
    """The generic name of a side whose kind alone is told."""
    if kind in OF_STATES:
        return rules().unidentified_state
    return rules().generic.get(inter, rules().unidentified).format(country=country)


def inter_of(actor: Actor, at: Country) -> str | None:
    """The ACLED type of an actor in a country: by the list of groups, else by its kind."""
    kind = kind_of(actor)
    listed = _listed().get(actor.name or "")
    if listed and listed != STATE:
        return listed
    if kind is None:
        return None
    word = rules().kinds[kind]
    place = _whereabouts(actor, at)
    if kind in rules().own_forces and place == "home" and by_name(actor.name) in OF_STATES:
        return STATE
    return str(getattr(word, place)) if isinstance(word, Where) else word


def _whereabouts(actor: Actor, at: Country) -> str:
    own = country_of(actor.country)
    if own is None:
        return "unknown"
    return "home" if own.acled == at.acled else "abroad"


def kind_of(actor: Actor) -> ActorKind | None:
    """The actor's kind; where it is not told, by how its name begins."""
    return actor.kind or by_name(actor.name)


def by_name(name: str | None) -> ActorKind | None:
    """The kind by how a name begins; null where it begins otherwise."""
    return next((kind for words, kind in rules().begins if (name or "").startswith(f"{words} ")), None)


@functools.cache
def _listed() -> Mapping[str, str]:
    """ACLED's type of each group of the codebook that has one."""
    return {group.name: group.acled_kind for group in load_actor_lists().groups if group.acled_kind}
