"""From an actor to PLOVER's code (a country or a kind of body) and sectors, and from those to an actor that has the same."""

import functools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import cast, get_args

import msgspec

from communique.codebook.actors import load_actor_lists
from communique.exports.projections.crosswalks.countries import country_code, country_name, partially_recognised
from communique.exports.projections.crosswalks.files import CrosswalkError, read_yaml, require
from communique.exports.projections.crosswalks.ontology import plover_sectors
from communique.exports.projections.crosswalks.told import codes_told, told
from communique.model import Actor, ActorKind, Chosen

FILE = "sectors.yaml"
NONE = "-"
"""Stands for no code in the rule of what was read."""
FORMS = ("PLOVER", "POLECAT")


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """An actor as PLOVER has it. ``code`` is a country (ISO 3166 alpha-3) or a body of no state; ``sectors`` are one or two."""

    code: str | None = None
    sectors: tuple[str, ...] = ()
    text: str | None = None
    name: str | None = None
    alleged: bool = False

    @property
    def codes(self) -> str:
        """Code and sectors in one word: ``MLI/MIL``, ``-/PTY+OPP``."""
        return f"{self.code or NONE}/{'+'.join(self.sectors) or NONE}"


class Sectors(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The tables of ``sectors.yaml``."""

    kinds: dict[str, str]
    abroad: frozenset[str]
    abroad_sector: dict[str, str]
    pairs: dict[str, tuple[str, str]]
    unknown: str
    cameo_roles: dict[str, str | None]
    cameo_entities: dict[str, str]
    nearest_kind: dict[str, str]


@functools.cache
def sector_tables() -> Sectors:
    """The packaged tables. Raises ``CrosswalkError`` where they name a sector or a kind that there is not, or leave one out."""
    try:
        tables = msgspec.convert(read_yaml(FILE), Sectors)
    except msgspec.ValidationError as error:
        raise CrosswalkError(f"{FILE}: {error}") from error
    for sector in (
        *tables.kinds.values(),
        *tables.abroad_sector.values(),
        *(s for p in tables.pairs.values() for s in p),
    ):
        require(sector, plover_sectors(), FILE, "kinds and pairs")
    kinds = frozenset(get_args(ActorKind))
    for kind in (*tables.kinds, *tables.abroad_sector, *tables.nearest_kind.values()):
        require(kind, kinds, FILE, "kinds")
    for given, wanted in (
        (tables.kinds, kinds),
        (tables.cameo_roles, plover_sectors()),
        (tables.nearest_kind, plover_sectors()),
    ):
        require(frozenset(given), (wanted,), FILE, "a whole table")
    return tables


@functools.cache
def _by_group() -> Mapping[str, str]:
    return {group.name: group.plover_sector for group in load_actor_lists().groups if group.plover_sector}


@functools.cache
def _by_role() -> Mapping[str, str]:
    """The sector of a generic name by what stands before its country: most roles of that name have it."""
    counted: dict[str, Counter[str]] = {}
    for role in load_actor_lists().roles:
        if role.plover_sector and "{" in role.name:
            counted.setdefault(role.name[: role.name.index("{")], Counter())[role.plover_sector] += 1
    return {prefix: sectors.most_common(1)[0][0] for prefix, sectors in counted.items()}


def entity(actor: Actor) -> Entity:
    """The codes of an actor: its sector by the lists of groups and roles, else by its kind; its country, where it has one."""
    code, sectors = _codes(actor.name, actor.kind, actor.country)
    return Entity(code=code, sectors=sectors, text=actor.text or None, name=actor.name, alleged=actor.alleged)


@functools.lru_cache(maxsize=65536)
def _codes(name: str | None, kind: str | None, country: str | None) -> tuple[str | None, tuple[str, ...]]:
    tables = sector_tables()
    sector = _sector(name, kind)
    if sector in tables.abroad:
        inner = tables.abroad_sector.get(kind or "")
        return sector, (inner,) if inner else ()
    sectors = tables.pairs.get(f"{kind} {sector}", (sector,))
    home = country or _country_in(name or "")
    partial = ("PRE",) if partially_recognised(home) and len(sectors) == 1 else ()
    return country_code(home), (*sectors, *partial)


def _country_in(name: str) -> str | None:
    """The country that a generic name ends in ("Police Forces of Mali", "Civilians (Mali)"); null where it names none."""
    prefix = next((p for p in _prefixes(name) if p in _by_role()), None)
    return name[len(prefix) :].rstrip(")").removeprefix("the ") if prefix else None


def _sector(name: str | None, kind: str | None) -> str:
    tables = sector_tables()
    if name and name in _by_group():
        return _by_group()[name]
    prefix = next((p for p in _prefixes(name or "") if p in _by_role()), None)
    return _by_role()[prefix] if prefix else tables.kinds[kind or "other"]


def _prefixes(name: str) -> Iterable[str]:
    for mark in (" (", " of "):
        before, found, _ = name.partition(mark)
        if found:
            yield before + mark


def entities(chosen: Chosen[tuple[Actor, ...]]) -> tuple[Entity, ...]:
    """The codes of all actors of a side: those they were read from, where they were read from a PLOVER or POLECAT file."""
    found = tuple(entity(actor) for actor in chosen.value or ())
    codes = codes_told(chosen, *FORMS)
    if codes is None:
        return found
    return tuple(_recoded(each, code) for each, code in zip(found, codes.split("; "), strict=True))


def _recoded(each: Entity, codes: str) -> Entity:
    code, _, sectors = codes.partition("/")
    return msgspec.structs.replace(
        each, code=None if code == NONE else code, sectors=() if sectors == NONE else tuple(sectors.split("+"))
    )


def unknown() -> Entity:
    """Who acted where no report tells: the manual's generic unidentified actor."""
    return Entity(sectors=(sector_tables().unknown,))


def side_read(found: Sequence[Entity], form: str) -> Chosen[tuple[Actor, ...]]:
    """The side that entities of a file stand for; the unidentified actor without a name is no one."""
    named = [each for each in found if each.name or each.text or each != unknown()]
    if not named:
        return Chosen()
    return told(tuple(_actor(each) for each in named), form, "; ".join(each.codes for each in named))


def _actor(each: Entity) -> Actor:
    tables = sector_tables()
    kind = (
        tables.nearest_kind.get(each.sectors[0])
        if each.sectors
        else ("organisation" if each.code in tables.abroad else None)
    )
    return Actor(
        text=each.text or each.name or "",
        name=each.name,
        kind=cast("ActorKind | None", kind),
        country=country_name(each.code),
        alleged=each.alleged,
    )
