"""Compare incident locations (scoring guidelines 3.2.3): a country, and names in order of increasing specificity."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

TYPE = re.compile(r"\([^)]*\)?")
REGIONS = frozenset(
    ("DEPARTMENT", "PROVINCE", "STATE", "REGION", "OFFICIAL REGION", "COUNTY", "COMMISSARIAT", "INTENDANCY")
)
"""Types of first-order areas; every other type is a lesser place. CITY and TOWN are one type, as the set list says."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The country and the names under it; a range between two places has an ``other`` end."""

    country: str
    names: tuple[tuple[str, bool], ...] = ()
    """Each name, and whether its type is a first-order area."""
    other: tuple[tuple[str, bool], ...] = ()


def chain(text: str) -> Chain:
    """Read ``COUNTRY: NAME (TYPE): NAME (TYPE)``, where the last may be ``NAME (TYPE) - NAME (TYPE)``."""
    parts = [part.strip() for part in text.upper().split(":")]
    ends = re.split(r"\)?\s+-\s+", parts[-1]) if len(parts) > 1 else parts[-1:]
    before = tuple(map(_name, parts[1:-1]))
    if len(parts) == 1:
        return Chain(" ".join(TYPE.sub(" ", parts[0]).split()))
    other = (*before, _name(ends[1])) if len(ends) > 1 else ()
    return Chain(parts[0], (*before, _name(ends[0])), other)


def _name(part: str) -> tuple[str, bool]:
    kind = TYPE.search(part)
    area = kind is not None and kind[0].strip("()? ") in REGIONS
    return " ".join(TYPE.sub(" ", part).replace('"', "").split()), area


def credit(found: str, wanted: Iterable[str]) -> float:
    """1 for the same chain; 0.5 for the country alone, another place in it, one end of a range, or only the country wrong."""
    return max((_one(chain(found), chain(key)) for key in wanted), default=0.0)


def _one(ours: Chain, key: Chain) -> float:
    if ours == key:
        return 1.0
    only_country_wrong = ours.names == key.names and ours.other == key.other and bool(key.names)
    return 0.5 if ours.country == key.country or only_country_wrong else 0.0
