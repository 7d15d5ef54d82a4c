"""The latest incidents of an actor, a place or a country: what the charts, the map and the counts of its page are made of.

A page tells of a bounded number of incidents, so that it is as quick for a capital as for a hamlet; where there are more it
says so.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from communique.desk.archive.models import Composition, Party
from communique.desk.public.charts.months import Address, Bar, bars, legend, months_chart
from communique.desk.public.charts.place_map import Spot, place_map
from communique.desk.public.charts.svg import Chart

LATEST = 500
"""Incidents that charts and counts are made of."""
SPOTS = 60
"""Places that a small map has room for, those with most incidents first."""
TO_A_MONTH = frozenset(("day", "days", "week", "month"))
COLUMNS = (
    "id",
    "incident_id",
    "start",
    "date_precision",
    "family",
    "type",
    "country",
    "admin1",
    "place",
    "geonameid",
    "precision",
    "latitude",
    "longitude",
    "accuracy_km",
)


@dataclass(frozen=True, slots=True)
class Row:
    """Of an incident what is counted and drawn; the columns of ``Composition``."""

    id: int
    incident_id: int
    start: date | None
    date_precision: str
    family: str
    type: str
    country: str
    admin1: str
    place: str
    geonameid: int | None
    precision: str
    latitude: float | None
    longitude: float | None
    accuracy_km: float | None


@dataclass(frozen=True, slots=True)
class Latest:
    """The rows, the latest first, and whether there are more."""

    rows: tuple[Row, ...]
    more: bool


def latest(rows: QuerySet[Composition]) -> Latest:
    """Of incidents that are told by their own columns."""
    return _latest(list(rows.order_by("-day", "-id").values_list(*COLUMNS)[: LATEST + 1]))


def latest_of_actor(name: str, basis: str) -> Latest:
    """Of the incidents that an actor is of, on either side."""
    parties = Party.objects.filter(basis=basis, name=name).order_by("-day", "-composition_id")
    return _latest(list(parties.values_list(*(f"composition__{each}" for each in COLUMNS))[: LATEST + 1]))


def _latest(found: list[tuple[Any, ...]]) -> Latest:
    rows = {values[0]: Row(*values) for values in found[:LATEST]}
    return Latest(tuple(rows.values()), len(found) > LATEST)


def by_month(of: Latest, address: Address) -> tuple[Chart | None, tuple[Any, ...]]:
    """The chart of incidents by month, and its legend."""
    found = _bars(of.rows)
    undated = len(of.rows) - sum(bar.total for bar in found)
    notes = [f"Not drawn: {undated:,} dated to no one month."] if undated else []
    notes += [f"Drawn of the latest {LATEST} incidents."] if of.more else []
    return months_chart(found, address, " ".join(notes)), legend(found)


def _bars(rows: Sequence[Row]) -> tuple[Bar, ...]:
    return bars((row.start, row.family) for row in rows if row.start and row.date_precision in TO_A_MONTH)


def spots(rows: Sequence[Row], query: str) -> list[Spot]:
    """The places of incidents, each once, with how many it has; those without a gazetteer number have no page."""
    counts: Counter[tuple[Any, ...]] = Counter()
    known: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        key = (row.geonameid, row.latitude, row.longitude, row.precision)
        if row.place:
            counts[key] += 1
            known.setdefault(key, row)
    return [_spot(known[key], count, query) for key, count in counts.most_common(SPOTS)]


def _spot(row: Row, count: int, query: str) -> Spot:
    address = reverse("public:place", args=[row.geonameid]) + query if row.geonameid else None
    return Spot(row.place, row.precision, row.country, row.latitude, row.longitude, row.accuracy_km, count, address)


def map_of(rows: Sequence[Row], title: str, query: str) -> Chart | None:
    """The map of their places; in the frame of their country where they have one in common."""
    countries = {row.country for row in rows if row.country}
    return place_map(spots(rows, query), title, countries.pop() if len(countries) == 1 else None)


def parties_of(rows: Sequence[Row]) -> list[tuple[int, str, str]]:
    """Composition, side and name of every actor of these incidents."""
    found = Party.objects.filter(composition__in=[row.id for row in rows])
    return list(found.values_list("composition_id", "side", "name"))
