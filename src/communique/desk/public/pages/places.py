"""Pages of places and countries, and the way to them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from communique.codebook.actors import normalise
from communique.desk.accounts.guards import looks, sees_unreviewed
from communique.desk.archive.countries import name_of
from communique.desk.archive.countries import names as country_names
from communique.desk.archive.models import Composition
from communique.desk.public.pages import names
from communique.desk.public.pages.basis import basis_of, query_of
from communique.desk.public.pages.holding import held
from communique.desk.public.pages.latest import LATEST, Row, by_month, latest, map_of, parties_of
from communique.desk.public.pages.links import Views
from communique.desk.public.pages.listing import page
from communique.desk.public.search.index import SCOPES, find
from communique.desk.public.search.query import parse
from communique.desk.public.selecting import Selection
from communique.gazetteer.distance import kilometres

NEAR_KM = 150.0
NEIGHBOURS = 8
SHOWN = 15
LOOKED_AT = 300
"""Incidents that tell of a name, in which the places of that name are looked for."""


@dataclass(frozen=True, slots=True)
class Near:
    """Another place, and how far it is."""

    geonameid: int
    name: str
    kilometres: float


@looks
def places(request: HttpRequest) -> HttpResponseBase:
    """Countries that have incidents, and the places of a name that is asked for."""
    basis, asked = basis_of(request), request.GET.get("q", "").strip()
    codes = names.countries(basis)
    counts = names.counted(Composition, "country", basis, codes)
    listed = sorted(((name_of(code), code, counts[code]) for code in codes), key=lambda each: normalise(each[0]))
    context = {
        "countries": listed,
        "asked": asked,
        "found": named(asked, basis) if asked else [],
        "basis": basis,
        "query": query_of(basis, request),
        "most": names.MOST_COUNTED,
        "may_choose": sees_unreviewed(request.user),
    }
    return render(request, "public/places.html", context)


def named(asked: str, basis: Composition.Basis) -> list[tuple[int, str]]:
    """Places of that name among the latest incidents that tell of it: number and name with division and country."""
    numbers = find(parse(asked), SCOPES[basis], limit=LOOKED_AT).numbers
    rows = Composition.objects.filter(basis=basis, incident__in=numbers, geonameid__isnull=False)
    wanted, found = normalise(asked), Counter[tuple[int, str]]()
    for number, place, admin1, country in rows.values_list("geonameid", "place", "admin1", "country"):
        if wanted in normalise(place):
            found[int(number or 0), ", ".join(dict.fromkeys(filter(None, (place, admin1, name_of(country)))))] += 1
    return [key for key, _ in found.most_common(40)]


@looks
def place(request: HttpRequest, geonameid: int) -> HttpResponseBase:
    """The page of a place: who is said to hold it, its incidents, and what is near."""
    basis = basis_of(request)
    rows = Composition.objects.filter(basis=basis, geonameid=geonameid)
    found, query = latest(rows), query_of(basis, request)
    if not found.rows:
        raise Http404
    here, views = found.rows[0], Views(Selection(basis=basis, place=geonameid))
    chart, legend = by_month(found, views.between)
    context = {
        "here": here,
        "country": name_of(here.country),
        "held": held(geonameid, basis, timezone.now().date()),
        "near": _near(here, basis),
        "map": map_of(found.rows[:1], f"Where {here.place} is", ""),
    }
    of_time = {"views": views, "chart": chart, "legend": legend, "more": found.more, "query": query}
    return render(request, "public/place.html", context | of_time | _common(request, basis, found.rows, rows))


def _common(request: HttpRequest, basis: str, rows: Sequence[Row], every: QuerySet[Composition]) -> dict[str, object]:
    return {
        "basis": basis,
        "actors": Counter(name for _, _, name in parties_of(rows)).most_common(SHOWN),
        "latest": LATEST,
        "incidents": page(every, request.GET.get("after")),
        "paged": "after" in request.GET,
        "may_choose": sees_unreviewed(request.user),
    }


def _near(here: Row, basis: str) -> list[Near]:
    """Other places of the country's latest incidents, the nearest first. Only of points: an area is near to nothing."""
    if here.latitude is None or here.longitude is None or here.precision not in ("site", "town"):
        return []
    found = {row.geonameid: row for row in latest(Composition.objects.filter(basis=basis, country=here.country)).rows}
    near = [
        Near(number, row.place, kilometres(here.latitude, here.longitude, row.latitude, row.longitude))
        for number, row in found.items()
        if number
        and number != here.geonameid
        and row.latitude is not None
        and row.longitude is not None
        and row.precision in ("site", "town")
    ]
    return sorted((each for each in near if each.kilometres <= NEAR_KM), key=lambda each: each.kilometres)[:NEIGHBOURS]


@looks
def country(request: HttpRequest, code: str) -> HttpResponseBase:
    """The page of a country."""
    basis = basis_of(request)
    rows = Composition.objects.filter(basis=basis, country=code)
    found, query = latest(rows), query_of(basis, request)
    if code not in country_names() or not found.rows:
        raise Http404
    views = Views(Selection(basis=basis, country=(code,)))
    chart, legend = by_month(found, views.between)
    context = {
        "code": code,
        "country": name_of(code),
        "map": map_of(found.rows, f"Places of the latest incidents in {name_of(code)}", query),
        "places": _most(found.rows),
    }
    of_time = {"views": views, "chart": chart, "legend": legend, "more": found.more, "query": query}
    return render(request, "public/country.html", context | of_time | _common(request, basis, found.rows, rows))


def _most(rows: Sequence[Row]) -> list[tuple[int, str, int]]:
    """The places with most of these incidents."""
    counts = Counter((row.geonameid, row.place) for row in rows if row.geonameid)
    return [(int(number or 0), name, count) for (number, name), count in counts.most_common(SHOWN)]
