"""Incidents near in place and time, with what the linking makes of the pair."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from communique.desk.archive.linked import store
from communique.desk.archive.models import Composition, Event
from communique.gazetteer.distance import kilometres
from communique.incidents import Explained
from communique.incidents.store import StoreError

DAYS = 3
"""Incidents whose first day is further off are not offered."""
LOOKED_AT, OFFERED = 300, 8
FAR_KM = 20_000.0
"""Sorts last: further than any place on Earth is from another."""


@dataclass(frozen=True, slots=True)
class Near:
    """Another incident: how far it is (kilometres, null where a place is not known) and how the two events compare."""

    composition: Composition
    km: float | None
    days: int | None
    explained: Explained | None

    @property
    def reasons(self) -> list[str]:
        """The comparisons that weigh most, in words."""
        found = self.explained.comparisons if self.explained else ()
        heavy = sorted(found, key=lambda each: -abs(each.weight))[:4]
        return [f"{each.name}: {each.why} ({each.weight:+.1f})" for each in heavy if each.weight]


def near(event: Event) -> list[Near]:
    """Incidents that may be the same as the event's own, the likeliest first."""
    own = Composition.objects.filter(incident=event.incident_id, basis=Composition.Basis.READ).first()
    if own is None:
        return []
    found = list(_around(own).select_related("incident").defer("packed")[:LOOKED_AT])
    ranked = sorted(found, key=lambda each: _rank(own, each))[:OFFERED]
    first = _first_events([each.incident_id for each in ranked])
    return [_near(event, own, each, first.get(each.incident_id)) for each in ranked]


def _around(own: Composition) -> QuerySet[Composition]:
    rows = Composition.objects.filter(basis=own.basis, country=own.country).exclude(pk=own.pk)
    if own.start is None:
        return rows.filter(day=0, type=own.type).order_by("-pk")
    return rows.filter(day__gte=own.day - DAYS, day__lte=own.day + DAYS).order_by("-day", "-pk")


def _rank(own: Composition, other: Composition) -> tuple[bool, float, int]:
    distance = _km(own, other)
    return own.family != other.family, FAR_KM if distance is None else distance, abs(own.day - other.day)


def _km(own: Composition, other: Composition) -> float | None:
    points = (own.latitude, own.longitude, other.latitude, other.longitude)
    if any(value is None for value in points):
        return None
    return kilometres(*(float(value) for value in points if value is not None))


def _first_events(incidents: Sequence[int]) -> dict[int, str]:
    """The name of one event of each incident."""
    rows = Event.objects.filter(incident__in=incidents, state__in=Event.COUNTING).order_by("-pk")
    return dict(rows.values_list("incident_id", "name")[:LOOKED_AT])


def _near(event: Event, own: Composition, other: Composition, name: str | None) -> Near:
    days = abs(own.day - other.day) if own.start and other.start else None
    return Near(other, _km(own, other), days, _explained(event.name, name))


def _explained(one: str, other: str | None) -> Explained | None:
    if other is None:
        return None
    try:
        return store().explain(one, other)
    except StoreError:
        return None  # not linked yet
