"""Names and codes of countries: a record has the name, rows and addresses have the ISO 3166-1 alpha-2 code."""

import functools
from collections.abc import Mapping
from types import MappingProxyType

from communique.gazetteer import sources
from communique.gazetteer.normalise import normalise


@functools.cache
def names() -> Mapping[str, str]:
    """The English name of every country, by code."""
    return MappingProxyType({each.iso2: each.name for each in sources.countries()})


@functools.cache
def _codes() -> Mapping[str, str]:
    found = {normalise(alias): each.iso2 for each in sources.countries() for alias in (each.iso3, *each.aliases)}
    found |= {normalise(each.name): each.iso2 for each in sources.countries()}
    return MappingProxyType(found)


def code_of(country: str | None) -> str:
    """The code of a name, or of a code; empty where it is no country's."""
    if not country:
        return ""
    return country if country in names() else _codes().get(normalise(country), "")


def name_of(country: str | None) -> str:
    """The English name of a code, or of any other name; what is no country's stays as it is."""
    return names().get(code_of(country), country or "")
