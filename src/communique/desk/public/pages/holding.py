"""Who is said to hold a place, since when and by whose word; by the written rules of ``communique.situation``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from communique.desk.archive.models import Composition, Event
from communique.model import Event as EventRecord
from communique.situation.control import control
from communique.situation.effects import effects
from communique.situation.record import ControlClaim, PlaceState
from communique.situation.wording import state_in_words

CHANGING = frozenset(("holds", "leaves", "contests", "lifts"))
MOST = 200
"""Incidents about who holds a place that are looked at, the latest."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is said of a place on a day: the state in words, the rule behind it, and the claims for and against it."""

    words: str
    rule: str
    imprecise: bool
    claims: tuple[ControlClaim, ...]
    denials: tuple[ControlClaim, ...]


def held(geonameid: int, basis: str, day: date) -> tuple[Held, ...]:
    """What is said of a place; several where claims of it are about a point and about a wider area. Empty: nobody says."""
    types = sorted({rule.type for rule in effects().effects if rule.effect in CHANGING})
    rows = Composition.objects.filter(basis=basis, geonameid=geonameid, type__in=types)
    found = list(rows.only("incident_id", "packed").order_by("-day", "-id")[:MOST])
    events = _events([row.incident_id for row in found], basis)
    records = (msgspec.structs.replace(row.record, events=tuple(events.get(row.incident_id, ()))) for row in found)
    return tuple(_told(state) for state in control(records, day.isoformat()) if state.rule != "nobody-said")


def _events(numbers: Sequence[int], basis: str) -> dict[int, list[EventRecord]]:
    states = Event.COUNTING if basis == Composition.Basis.READ else (Event.State.ACCEPTED,)
    found: dict[int, list[EventRecord]] = {}
    for event in Event.objects.filter(incident__in=numbers, state__in=states).only("incident_id", "packed"):
        found.setdefault(int(event.incident_id or 0), []).append(event.record)
    return found


def _told(state: PlaceState) -> Held:
    return Held(state_in_words(state), effects().rulings[state.rule].why, state.imprecise, state.claims, state.denials)
