"""The index: put reports and incidents in, find them again. Every write belongs into the transaction of what it is of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from types import ModuleType
from typing import TypeVar

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from communique.desk.archive.models import Composition, Event, Incident, Report
from communique.desk.public.search import keys, postgresql, sqlite, texts
from communique.desk.public.search.models import Found, Scope
from communique.desk.public.search.query import Query, parse
from communique.model import Event as Record

T = TypeVar("T")
AT_ONCE = 200
"""Rows that are read and written together."""
SCOPES = {Composition.Basis.READ: Scope.READ, Composition.Basis.REVIEWED: Scope.REVIEWED}


@dataclass(frozen=True, slots=True)
class Page:
    """Numbers that were found, the latest first, and after which key to go on; null where there are no more."""

    numbers: tuple[int, ...]
    after: int | None


def _vendor() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite


def find(query: Query, scope: Scope, after: int | None = None, limit: int = 20) -> Page:
    """What matches, the latest first: at most ``limit``, below the key ``after`` of the page before."""
    if not query:
        return Page((), None)
    low, high = keys.bounds(scope)
    found = _vendor().find(query, low, min(high, after or high), limit + 1)
    return Page(tuple(keys.number(each) for each in found[:limit]), found[limit - 1] if len(found) > limit else None)


def matching(text: str, basis: str) -> RawSQL | None:
    """The numbers of the incidents that match, for ``filter(incident__in=...)``; null where the text has no word to look for."""
    query = parse(text)
    if not query:
        return None
    vendor = _vendor()
    values = (keys.MASK, vendor.match(query), *keys.bounds(SCOPES[Composition.Basis(basis)]))
    return RawSQL(vendor.MATCHING, values, output_field=BigIntegerField())


def index_reports(names: Iterable[str]) -> None:
    """Put reports in, by their names, or anew."""
    for some in _some(names):
        reports = Report.objects.filter(name__in=some).only("pk", "packed", "published")
        rows = [_row(Scope.REPORT, each.pk, _day(each), texts.of_report(each.record)) for each in reports]
        _replace((Scope.REPORT,), [row.number for row in rows], rows)


def _day(report: Report) -> int:
    return report.published.toordinal() if report.published else 0


def index_incidents(numbers: Iterable[int]) -> None:
    """Put incidents in as they are composed now, or take out those that are no longer; each basis with its own events alone."""
    for some in _some(numbers):
        names = dict(Incident.objects.filter(number__in=some).values_list("number", "name"))
        events = _events(some)
        composed = Composition.objects.filter(incident__in=some).values_list("incident", "basis", "day")
        rows = [
            _row(SCOPES[Composition.Basis(basis)], n, day, texts.of_incident(names[n], _of(events.get(n, ()), basis)))
            for n, basis, day in composed
        ]
        _replace(tuple(SCOPES.values()), some, rows)


def _events(numbers: Sequence[int]) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = {}
    counting = Event.objects.filter(incident__in=numbers, state__in=Event.COUNTING)
    for event in counting.only("incident_id", "packed", "state").order_by("pk"):
        found.setdefault(int(event.incident_id or 0), []).append(event)
    return found


def _of(events: Sequence[Event], basis: str) -> list[Record]:
    read = basis == Composition.Basis.READ
    return [event.record for event in events if read or event.state == Event.State.ACCEPTED]


def _row(scope: Scope, number: int, day: int, told: str) -> Found:
    return Found(key=keys.key(scope, day, number), scope=scope, number=number, words=told)


def _replace(scopes: Sequence[Scope], numbers: Sequence[int], rows: Sequence[Found]) -> None:
    """Only what differs is written: an index of words is slow to change and quick to ask."""
    there = dict(Found.objects.filter(scope__in=scopes, number__in=numbers).values_list("key", "words"))
    new = {row.key: row for row in rows if there.get(row.key) != row.words}
    gone = there.keys() - {row.key for row in rows} | (there.keys() & new.keys())
    Found.objects.filter(key__in=gone).delete()
    Found.objects.bulk_create(new.values(), batch_size=AT_ONCE)


def _some(values: Iterable[T]) -> Iterator[list[T]]:
    """``AT_ONCE`` at a time."""
    left = iter(values)
    while some := list(islice(left, AT_ONCE)):
        yield some


__all__ = ["Page", "find", "index_incidents", "index_reports", "matching"]
