"""Who is said to hold places, as ``communique.situation`` works it out of incidents."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from communique.desk.api.answers.lists import Holding, Situation
from communique.desk.archive.models import Composition, Event
from communique.desk.public.pages.holding import CHANGING
from communique.model import Event as Record
from communique.situation import PlaceState, control
from communique.situation.effects import effects
from communique.situation.wording import state_in_words

MOST = 300
"""Incidents that are looked at, the latest: what somebody waits for takes no longer."""


def situation(where: Mapping[str, Any], basis: str, on: date) -> Situation:
    """What is said of places that hold ``where``, columns of ``Composition``, on a day."""
    types = sorted({rule.type for rule in effects().effects if rule.effect in CHANGING})
    rows = Composition.objects.filter(basis=basis, type__in=types, **where)
    found = list(rows.only("incident_id", "packed").order_by("-day", "-id")[: MOST + 1])
    events = _events([row.incident_id for row in found[:MOST]], basis)
    records = (
        msgspec.structs.replace(row.record, events=tuple(events.get(row.incident_id, ()))) for row in found[:MOST]
    )
    states = (state for state in control(records, on.isoformat()) if state.rule != "nobody-said")
    return Situation(
        basis=basis, on=on.isoformat(), items=tuple(_told(state) for state in states), left_out=len(found) > MOST
    )


def _events(numbers: Sequence[int], basis: str) -> dict[int, list[Record]]:
    states = Event.COUNTING if basis == Composition.Basis.READ else (Event.State.ACCEPTED,)
    found: dict[int, list[Record]] = {}
    for event in Event.objects.filter(incident__in=numbers, state__in=states).only("incident_id", "packed"):
        found.setdefault(int(event.incident_id or 0), []).append(event.record)
    return found


def _told(state: PlaceState) -> Holding:
    return Holding(words=state_in_words(state), why=effects().rulings[state.rule].why, state=state)
