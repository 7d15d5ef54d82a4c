"""Countries with their towns, sides and papers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from benchmarks.linking.places import Town, towns_of
from benchmarks.linking.vocabulary import People, countries, people, publishers
from communique.codebook.actor_rows import Group
from communique.codebook.actors import load_actor_lists
from communique.gazetteer import Gazetteer

FIGHTING = frozenset(("rebel-group", "political-militia", "identity-militia", "armed-group"))
PAPERS = 10
"""Papers of a country."""
BURSTS, WAVES = 0.9, 0.6
"""Spread (of the logarithm) of how much happens in a town, and in a country, from month to month."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country as it is told of."""

    iso2: str
    name: str
    demonym: str
    weight: float
    towns: tuple[Town, ...]
    by_region: Mapping[str | None, tuple[Town, ...]]
    groups: tuple[Group, ...]
    people: People
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """Where it happens in a month: the towns with their country, and running sums of their weights."""

    where: Sequence[tuple[Country, Town]]
    sums: Sequence[float]


def world(gazetteer: Gazetteer) -> tuple[Country, ...]:
    """The countries of ``data/names.yaml``."""
    towns = towns_of(gazetteer, tuple(countries()))
    return tuple(_country(iso2, weight, tuple(towns[iso2])) for iso2, weight in countries().items())


def _country(iso2: str, weight: float, towns: tuple[Town, ...]) -> Country:
    regions: dict[str | None, list[Town]] = {}
    for town in towns:
        regions.setdefault(town.here.admin1, []).append(town)
    lists = load_actor_lists()
    states = lists.by_iso2.get(iso2, ())
    demonym = next((state.demonyms[0] for state in states if state.demonyms), towns[0].country.text)
    kinds, _ = publishers()
    names = [f"{town.here.name} {kind}" for town, kind in zip((towns * PAPERS)[:PAPERS], kinds, strict=False)]
    return Country(
        iso2=iso2,
        name=towns[0].country.text,
        demonym=demonym,
        weight=weight,
        towns=towns,
        by_region={name: tuple(found) for name, found in regions.items()},
        groups=tuple(group for group in lists.groups if group.kind in FIGHTING and iso2 in group.countries[:1]),
        people=people()[iso2],
        papers=tuple(names),
    )


def month(of: Sequence[Country], chance: Random) -> Month:
    """The weights of a month: wars come and go, and so do battles for a town."""
    where, weights, gauss, exp = [], [], chance.gauss, math.exp
    for country in of:
        share = country.weight * exp(gauss(0.0, WAVES)) / sum(town.weight for town in country.towns)
        for town in country.towns:
            where.append((country, town))
            weights.append(share * town.weight * exp(gauss(0.0, BURSTS)))
    return Month(where, tuple(accumulate(weights)))


def somewhere(of: Month, chance: Random) -> tuple[Country, Town]:
    """A town by its weight."""
    return chance.choices(of.where, cum_weights=of.sums)[0]
