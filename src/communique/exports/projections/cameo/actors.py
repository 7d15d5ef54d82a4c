"""CAMEO actor codes: a country or body, a role, an attribute, three letters each (``MLIREB``, ``IGOUNOMIL``)."""

from collections.abc import Mapping
from typing import cast

import msgspec

from communique.exports.projections.crosswalks.countries import country_name
from communique.exports.projections.crosswalks.entities import Entity, sector_tables
from communique.exports.projections.crosswalks.told import codes_told, told
from communique.model import Actor, ActorKind, Chosen

FORM = "CAMEO"
NONE = "-"


class CameoActor(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a row; a part that CAMEO has no code for is empty."""

    entity: str = ""
    role: str = ""
    attribute: str = ""
    name: str = ""

    @property
    def full(self) -> str:
        """The parts in one word."""
        return self.entity + self.role + self.attribute

    @property
    def codes(self) -> str:
        """The parts in one line, as the rule of a side that was read keeps them."""
        return "/".join(part or NONE for part in (self.entity, self.role, self.attribute))


NOBODY = CameoActor()


def cameo_actor(found: Entity) -> CameoActor:
    """The codes of a PLOVER entity: its first sector is the role, a second the attribute."""
    tables = sector_tables()
    roles = [role for role in (tables.cameo_roles[sector] for sector in found.sectors) if role]
    return CameoActor(
        entity=tables.cameo_entities.get(found.code or "", found.code or ""),
        role=roles[0] if roles else "",
        attribute=roles[1] if len(roles) > 1 else "",
        name=found.name or found.text or "",
    )


def as_told(chosen: Chosen[tuple[Actor, ...]], found: tuple[CameoActor, ...]) -> tuple[CameoActor, ...]:
    """The codes that a side was read from, where it was read from a CAMEO file; else those found."""
    codes = codes_told(chosen, FORM)
    if codes is None:
        return found
    return tuple(_parts(each, code) for each, code in zip(found, codes.split("; "), strict=True))


def _parts(each: CameoActor, codes: str) -> CameoActor:
    entity, role, attribute = ("" if part == NONE else part for part in codes.split("/"))
    return msgspec.structs.replace(each, entity=entity, role=role, attribute=attribute)


def side_read(found: tuple[CameoActor, ...]) -> Chosen[tuple[Actor, ...]]:
    """The side that the actors of a file stand for."""
    known = tuple(each for each in found if each != NOBODY)
    if not known:
        return Chosen()
    return told(tuple(_actor(each) for each in known), FORM, "; ".join(each.codes for each in known))


def _actor(each: CameoActor) -> Actor:
    tables = sector_tables()
    codes = {code: ours for ours, code in tables.cameo_entities.items()}
    sector = _sector_of(tables.cameo_roles, each.role)
    kind = tables.nearest_kind[sector] if sector else "organisation" if each.entity in codes else None
    country = None if each.entity in codes else country_name(each.entity)
    return Actor(text=each.name, name=each.name or None, kind=cast("ActorKind | None", kind), country=country)


def _sector_of(roles: Mapping[str, str | None], role: str) -> str | None:
    """The sector of a role: the one of the same letters, else the first that has it (CAMEO's MED is the press, not medicine)."""
    having = [sector for sector, code in roles.items() if code == role]
    return role if role in having else next(iter(having), None)
