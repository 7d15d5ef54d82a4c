"""Readable ids of incidents: ``ML-2013-0042`` is the 42nd of 2013 in Mali.

An id belongs to the event that founded it and stays with it: a merged incident has the oldest id of its events, the others lead
to it, and they come back when their events are taken apart again.
"""

import functools
from collections.abc import Sequence

from communique.codebook.actors import load_actor_lists, normalise
from communique.incidents.telling import RANKS
from communique.incidents.told import Told, in_order

NO_COUNTRY, NO_YEAR = "XX", "0000"
"""Where no event tells the country (XX is set aside in ISO 3166-1 for users), and where none has a date."""


def prefix(members: Sequence[Told]) -> str:
    """Country and year, by the most specific place and the first date told; else an actor's country, the year of publication."""
    ordered = in_order(members)
    return f"{_country(ordered)}-{_year(ordered)}"


def readable(of: str, number: int) -> str:
    """The id of a number; four digits, more where it takes more."""
    return f"{of}-{number:04d}"


def _country(members: Sequence[Told]) -> str:
    places = [told.event.place for told in members if told.event.place and told.event.place.country]
    best = min(places, key=lambda place: RANKS[place.precision], default=None)
    named = [best.country] if best else []
    named += [actor.country for told in members for actor in (*told.event.initiators, *told.event.recipients)]
    return next((code for name in named if name and (code := code_of(name))), NO_COUNTRY)


@functools.lru_cache(maxsize=1000)
def code_of(country: str) -> str | None:
    """ISO 3166-1 alpha-2 code of a country's name, null where the codebook has none."""
    return next((state.iso2 for state in load_actor_lists().by_name.get(normalise(country), ()) if state.iso2), None)


def _year(members: Sequence[Told]) -> str:
    dated = (told.event.date.start or told.event.date.end for told in members)
    published = (told.origin.published for told in members)
    return next((date[:4] for date in (*dated, *published) if date), NO_YEAR)
