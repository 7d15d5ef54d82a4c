"""Which incidents are asked for: of a country, a place, an actor."""

from collections.abc import Callable
from dataclasses import dataclass

from communique.gazetteer.normalise import normalise
from communique.model import Actor, Incident, Place


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked for; null asks for all.

    ``country`` is the name that ``country_of`` gives for any spelling of it (null for a name that is no country's). ``place`` is
    compared with names and words of places, ``place_ids`` are the gazetteer numbers that the name may mean. ``actor`` is a
    name or part of one; ``actor_names`` are full names that it stands for.
    """

    country: str | None = None
    country_of: Callable[[str], str | None] = lambda name: name
    place: str | None = None
    place_ids: frozenset[int] = frozenset()
    actor: str | None = None
    actor_names: frozenset[str] = frozenset()

    def in_area(self, incident: Incident) -> bool:
        """Whether it is in the country and at the place, by its preferred place."""
        place = incident.place.value
        return self._in_country(place) and self._at_place(place)

    def _in_country(self, place: Place | None) -> bool:
        if self.country is None:
            return True
        return place is not None and place.country is not None and self.country_of(place.country) == self.country

    def _at_place(self, place: Place | None) -> bool:
        if self.place is None:
            return True
        if place is None:
            return False
        wanted = normalise(self.place)
        names = {normalise(name) for name in (place.name, place.text) if name}
        return place.geonameid in self.place_ids or wanted in names

    def has_actor(self, incident: Incident) -> bool:
        """Whether the actor is on either side, by any claim."""
        if self.actor is None:
            return True
        sides = (claim.value for side in (incident.initiators, incident.recipients) for claim in side.claims)
        preferred = (incident.initiators.value or (), incident.recipients.value or ())
        return any(self.is_actor(actor) for actors in (*preferred, *sides) for actor in actors)

    def is_actor(self, actor: Actor) -> bool:
        """Whether this is the actor asked for: its name, or whole words of it."""
        return any(self.names_actor(name) for name in (actor.name, actor.text) if name)

    def names_actor(self, name: str) -> bool:
        """Whether a name is that of the actor asked for, or holds it as whole words."""
        return self.actor is None or name in self.actor_names or f" {normalise(self.actor)} " in f" {normalise(name)} "
