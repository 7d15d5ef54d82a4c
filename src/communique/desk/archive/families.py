"""Families of event types, for colours and filters: ``data/families.yaml``."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

import yaml

from communique.codebook.types import load_codebook

OTHER = "other"
"""Family of a type that a user's own codebook adds."""


class FamiliesError(ValueError):
    """A list of families that cannot be used; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Family:
    """Types that are shown alike; ``colour`` as ``#RRGGBB``."""

    family: str
    label: str
    colour: str
    types: tuple[str, ...]


@functools.cache
def families() -> tuple[Family, ...]:
    """Every family, in the order in which they are shown. Raises ``FamiliesError`` where a type stands in none or in two."""
    text = resources.files("communique.desk.archive").joinpath("data/families.yaml").read_text("utf-8")
    found = tuple(Family(**{**row, "types": tuple(row["types"])}) for row in yaml.safe_load(text))
    named = sorted(each for family in found for each in family.types)
    if named != sorted(load_codebook().types):
        raise FamiliesError("families.yaml: every type of the codebook stands in one family, once")
    return found


@functools.cache
def family_of() -> Mapping[str, str]:
    """The family of every type of the codebook."""
    return MappingProxyType({each: family.family for family in families() for each in family.types})
