"""The selection: filters that all hold at once; an empty one lets everything through."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from communique.desk.archive.models import Composition, Party
from communique.desk.public.search.index import matching

LISTS = ("country", "type", "family", "actor", "status", "precision")
"""Filters of which any one value is enough."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Names are those of the address. ``country`` has ISO 3166-1 alpha-2 codes, ``place`` a GeoNames id, ``bbox`` west, south, east
    and north in degrees (west above east crosses 180°); days are the first and the last on which an incident may lie.
    An incident without a date, or without coordinates, is in no span of days and no box.
    """

    basis: str = Composition.Basis.REVIEWED
    country: tuple[str, ...] = ()
    admin1: str = ""
    place: int | None = None
    type: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    status: tuple[str, ...] = ()
    certainty: str = ""
    precision: tuple[str, ...] = ()
    killed: int | None = None
    """At least so many killed, by the preferred figure or, where that is open, by the lowest."""
    publishers: int | None = None
    """Told independently by at least so many."""
    bbox: tuple[float, float, float, float] | None = None
    q: str = ""
    """Words to look for, as the search page reads them; without any word it lets everything through."""

    def rows(self, compositions: QuerySet[Composition]) -> QuerySet[Composition]:
        """Those of the compositions that it lets through; words are looked up by the search."""
        found = compositions.filter(self._columns())
        if self.actor:
            party = Party.objects.filter(composition=OuterRef("pk"), basis=self.basis, name__in=self.actor)
            found = found.filter(Exists(party))
        words = matching(self.q, self.basis) if self.q else None
        return found if words is None else found.filter(incident__in=words)

    def _columns(self) -> Q:
        wanted = Q(basis=self.basis)
        for name in LISTS:
            if name != "actor" and getattr(self, name):
                wanted &= Q(**{f"{name}__in": getattr(self, name)})
        for name, column in (("admin1", "admin1"), ("place", "geonameid"), ("certainty", "certainty")):
            if getattr(self, name):
                wanted &= Q(**{column: getattr(self, name)})
        return wanted & self._days() & self._counts() & self._box()

    def _days(self) -> Q:
        """An incident that began before and lasts into the span lies in it."""
        wanted = Q()
        if self.until:
            wanted &= Q(day__gt=0, day__lte=self.until.toordinal())
        if self.since:
            wanted &= Q(day__gte=self.since.toordinal()) | Q(end__gte=self.since)
        return wanted

    def _counts(self) -> Q:
        wanted = Q() if self.publishers is None else Q(publishers__gte=self.publishers)
        if self.killed is not None:
            wanted &= Q(killed_best__gte=self.killed) | Q(killed_best=None, killed_low__gte=self.killed)
        return wanted

    def _box(self) -> Q:
        if self.bbox is None:
            return Q()
        west, south, east, north = self.bbox
        across = Q(longitude__gte=west) | Q(longitude__lte=east)
        inside = Q(longitude__gte=west, longitude__lte=east) if west <= east else across
        return Q(latitude__gte=south, latitude__lte=north) & inside

    def to_query(self, **others: str) -> str:
        """The part of an address after the question mark: what is set, in a fixed order."""
        pairs = [pair for each in fields(self) for pair in _pairs(each.name, getattr(self, each.name))]
        return urlencode([*pairs, *others.items()])


def _pairs(name: str, value: Any) -> list[tuple[str, str]]:
    if value in (None, "", ()):
        return []
    if name == "bbox":
        return [(name, ",".join(f"{number:g}" for number in value))]
    return [(name, str(each)) for each in (value if isinstance(value, tuple) else (value,))]


def newest_first(rows: QuerySet[Composition]) -> QuerySet[Composition]:
    """In the order of lists: the latest day first, undated ones last."""
    return rows.order_by(F("day").desc(), F("id").desc())
