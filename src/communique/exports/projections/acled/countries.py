"""From a country of the record to ACLED's name, ISO 3166-1 number and region (``data/countries.csv``)."""

import functools
from collections.abc import Mapping

import msgspec

from communique.exports.projections.acled.facts import facts
from communique.exports.projections.acled.files import DataError, read_csv


class Country(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Our name, ACLED's name, the ISO number (0: none, as ACLED has Kosovo) and the number of the region."""

    country: str
    acled: str
    iso: int
    region: int


def country_of(name: str | None) -> Country | None:
    """The row of a country by our name; null where there is none."""
    return _countries().get(name) if name else None


@functools.cache
def _countries() -> Mapping[str, Country]:
    rows = read_csv("countries.csv", Country)
    wrong = [row.country for row in rows if row.region not in facts().regions]
    if wrong:
        raise DataError(f"countries.csv: {', '.join(wrong)} in no region of regions.csv")
    return {row.country: row for row in rows}
