"""What ACLED has: columns, event types and the words of its codes (``data/acled.json``, from its codebook and real exports)."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from communique.exports.projections.acled.files import read_csv, read_json

CIVILIANS, PROTESTERS, RIOTERS = "Civilians", "Protesters", "Rioters"
STATE, EXTERNAL = "State forces", "External/Other forces"
BATTLES, PROTESTS, RIOTS = "Battles", "Protests", "Riots"
REMOTE, VIOLENCE, DEVELOPMENTS = "Explosions/Remote violence", "Violence against civilians", "Strategic developments"
EXCESSIVE, PEACEFUL = "Excessive force against protesters", "Peaceful protest"
AGREEMENT, SUICIDE = "Agreement", "Suicide bomb"


@dataclass(frozen=True, slots=True)
class Kind:
    """An event type with its sub-event type and disorder type."""

    event: str
    sub: str
    disorder: str


class _File(msgspec.Struct, frozen=True):
    columns: tuple[str, ...]
    types: tuple[tuple[str, str, str], ...]
    inter: dict[str, str]
    interaction: dict[str, str]
    geo_precision: dict[str, str]
    time_precision: dict[str, str]
    civilian_targeting: dict[str, str]


class _Region(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    number: int
    region: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The value sets. ``kinds`` by sub-event type, in ACLED's hierarchical order."""

    columns: tuple[str, ...]
    kinds: Mapping[str, Kind]
    inter: Mapping[str, int]
    interactions: Mapping[str, str]
    geo: frozenset[str]
    time: frozenset[str]
    targeting: str
    regions: Mapping[int, str]

    def interaction(self, inter1: str, inter2: str) -> str:
        """The interaction of two ACLED types, the lower code first; of one alone with an empty second: "Protesters only"."""
        numbers = sorted(self.inter[name] for name in (inter1, inter2) if name)
        return self.interactions["".join(map(str, numbers)).ljust(2, "0")]


@functools.cache
def facts() -> Facts:
    """Read once. Raises ``DataError``."""
    given = read_json("acled.json", _File)
    return Facts(
        columns=given.columns,
        kinds={sub: Kind(event, sub, disorder) for event, sub, disorder in given.types},
        inter={name: int(number) for number, name in given.inter.items()},
        interactions=given.interaction,
        geo=frozenset(given.geo_precision),
        time=frozenset(given.time_precision),
        targeting=given.civilian_targeting["value_in_real_exports"],
        regions={row.number: row.region for row in read_csv("regions.csv", _Region)},
    )
