"""From a country of the record to UCDP's name, Gleditsch-Ward number and region (``data/countries.csv``, ``data/regions.yaml``)."""

import functools
from collections.abc import Mapping

import msgspec

from communique.exports.projections.ucdp_ged.files import DataError, facts, read_csv, read_yaml


class Country(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Our name, UCDP's name, and the Gleditsch-Ward number of the state; null where we are not sure of it."""

    country: str
    ucdp: str
    number: int | None

    @property
    def text(self) -> str:
        """The number as a cell."""
        return "" if self.number is None else str(self.number)


class Region(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A region and its numbers, both ends included."""

    region: str
    first: int
    last: int


def country_of(name: str) -> Country:
    """The row of a country by our name; its own name and no number where we have none."""
    return countries().get(name) or Country(country=name, ucdp=name, number=None)


def region_of(country: Country) -> str:
    """UCDP's region of a state; empty where its number is not known."""
    number = country.number
    return "" if number is None else next(each.region for each in regions() if each.first <= number <= each.last)


@functools.cache
def countries() -> Mapping[str, Country]:
    """The rows by our name. Raises ``DataError`` on a number of no region."""
    rows = read_csv("countries.csv", Country)
    wrong = [row.country for row in rows if row.number is None or not _in_one_region(row.number)]
    if wrong:
        raise DataError(f"countries.csv: {', '.join(wrong)} in no region of regions.yaml")
    return {row.country: row for row in rows}


@functools.cache
def regions() -> tuple[Region, ...]:
    """The regions. Raises ``DataError`` on one that UCDP does not have."""
    rows = read_yaml("regions.yaml", tuple[Region, ...])
    if {row.region for row in rows} != set(facts().region):
        raise DataError(f"regions.yaml: UCDP's regions are {', '.join(facts().region)}")
    return rows


def _in_one_region(number: int) -> bool:
    return sum(each.first <= number <= each.last for each in regions()) == 1
