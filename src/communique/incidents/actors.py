"""The sides of an event for comparing: their names, and what each belongs to."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from communique.codebook.actors import load_actor_lists
from communique.model import Actor, Event

STATE = frozenset(("state-forces", "police", "government", "external-forces"))
ARMED = frozenset(("rebel-group", "political-militia", "identity-militia", "armed-group"))
GENERIC = ("Unidentified", "Civilians")
KEPT = 6
"""Names kept of an event; more sides are rare, and those first named count most."""


@dataclass(frozen=True, slots=True)
class Sides:
    """``names`` of sides that are named; ``wider``: their parents, and for every armed or state side its kind and country."""

    names: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()


NONE = Sides()


def sides(events: Sequence[Event]) -> Sides:
    """The sides of events, in the order of the text, each once."""
    actors = [actor for event in events for actor in (*event.initiators, *event.recipients)]
    names = dict.fromkeys(actor.name for actor in actors if actor.name and not actor.name.startswith(GENERIC))
    wider = dict.fromkeys(group for actor in actors for group in _wider(actor))
    return Sides(tuple(names)[:KEPT], tuple(wider)[:KEPT])


def _wider(actor: Actor) -> tuple[str, ...]:
    side = "state" if actor.kind in STATE else "armed" if actor.kind in ARMED else None
    own = (f"{side} {actor.country}",) if side and actor.country else ()
    return (*own, *(parents(actor.name) if actor.name else ()))


@functools.lru_cache(maxsize=10_000)
def parents(name: str) -> tuple[str, ...]:
    """The groups that a group of the codebook is part of, itself first (a part and its whole meet in the whole's name)."""
    found = [name]
    by_name = _parents()
    while (parent := by_name.get(found[-1])) and parent not in found:
        found.append(parent)
    return tuple(found) if len(found) > 1 or name in by_name.values() else ()


@functools.cache
def _parents() -> dict[str, str]:
    return {group.name: group.parent for group in load_actor_lists().groups if group.parent}
