"""What the page asks for as it is moved: what to draw, the bars under the slider, the list beside it."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

import numpy as np
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render

from communique.desk.accounts.guards import looks
from communique.desk.archive.families import families
from communique.desk.archive.models import Composition
from communique.desk.public.columns import columns, matching
from communique.desk.public.columns.table import Array, Columns
from communique.desk.public.listing.selected import selection_of
from communique.desk.public.map.grid import drawn
from communique.desk.public.pages.listing import AT_ONCE, Page, line
from communique.desk.public.selecting import SelectionError
from communique.desk.public.selecting.reading import READ

WORLD = (-180.0, -90.0, 180.0, 90.0)
HIGHEST = 22.0
BARS = 120
"""Bars under the slider, at the most."""


def refused(error: SelectionError) -> JsonResponse:
    """Which value is wrong, and what to give (400)."""
    return JsonResponse({"error": str(error)}, status=400)


@looks
def tiles(request: HttpRequest) -> HttpResponseBase:
    """Clusters, single incidents, areas and counts of the selection in ``box`` at ``zoom``."""
    try:
        selection, box, zoom = selection_of(request), _box(request), _zoom(request)
    except SelectionError as error:
        return refused(error)
    table = columns(selection.basis)
    found = drawn(table, matching(table, selection), box, zoom)
    answer = {
        "clusters": [asdict(each) for each in found.clusters],
        "singles": _singles(table, found.singles),
        "areas": [asdict(each) for each in found.areas],
        "countries": found.countries,
        "shown": found.shown,
        "undated": found.undated,
        "unlocated": found.unlocated,
    }
    return JsonResponse(answer)


def _box(request: HttpRequest) -> tuple[float, float, float, float]:
    texts = request.GET.getlist("box")
    found: tuple[float, float, float, float] = READ["bbox"]("box", texts) if texts else WORLD
    return found


def _zoom(request: HttpRequest) -> float:
    text = request.GET.get("zoom", "2")
    try:
        zoom = float(text)
    except ValueError as error:
        raise SelectionError(f"zoom={text[:20]}: give a number from 0 to {HIGHEST:g}") from error
    if not 0 <= zoom <= HIGHEST:
        raise SelectionError(f"zoom={text[:20]}: give a number from 0 to {HIGHEST:g}")
    return zoom


def _singles(table: Columns, rows: Array) -> list[dict[str, Any]]:
    """Each with what its point and its label need."""
    names = ("pk", "incident__name", "place", "start", "type", "family", "killed_low", "killed_best", "killed_high")
    found = Composition.objects.filter(pk__in=table.pk[rows].tolist()).values_list(*names, "longitude", "latitude")
    keys = ("pk", "name", "place", "day", "type", "family", "low", "best", "high", "longitude", "latitude")
    return [dict(zip(keys, row, strict=True)) for row in found]


@looks
def timeline(request: HttpRequest) -> HttpResponseBase:
    """Incidents a span of days and family over the whole time of the selection, whatever days it asks for."""
    try:
        selection = replace(selection_of(request), since=None, until=None)
    except SelectionError as error:
        return refused(error)
    table = columns(selection.basis)
    wanted = matching(table, selection)
    days, family = table.day[wanted], table.family[wanted]
    dated = days > 0
    if not dated.any():
        return JsonResponse({"bars": [], "undated": int((~dated).sum())})
    first, last = int(days[dated].min()), int(days[dated].max())
    span = max(1, -(-(last - first + 1) // BARS))
    bars = _bars((days[dated] - first) // span, family[dated])
    found = [
        {"since": _day(first + at * span), "until": _day(min(last, first + at * span + span - 1)), **counts}
        for at, counts in bars
    ]
    return JsonResponse(
        {"bars": found, "undated": int((~dated).sum()), "first": _day(first), "last": _day(last), "span": span}
    )


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _bars(places: Array, family: Array) -> list[tuple[int, dict[str, Any]]]:
    length = int(places.max()) + 1
    counts = {each.family: np.bincount(places[family == each.family.encode()], minlength=length) for each in families()}
    totals = np.bincount(places, minlength=length)
    return [
        (at, {"count": int(totals[at]), "families": {name: int(many[at]) for name, many in counts.items() if many[at]}})
        for at in range(length)
    ]


@looks
def listed(request: HttpRequest) -> HttpResponseBase:
    """The list beside the map: the selection within ``box``, of what is drawn there; of the countries' where no box is given."""
    try:
        selection, box = selection_of(request), _box(request)
    except SelectionError as error:
        return refused(error)
    table = columns(selection.basis)
    wanted = matching(table, replace(selection, bbox=selection.bbox or (None if box == WORLD else box)))
    after = request.GET.get("after", "")
    page = page_of(table, wanted, int(after) if after.isdecimal() and len(after) < 10 else 0)
    return render(
        request, "public/map_list.html", {"incidents": page, "basis": selection.basis, "count": int(wanted.sum())}
    )


def page_of(table: Columns, wanted: Array, start: int) -> Page:
    """The next incidents of a mask over the table, the latest first."""
    rows = table.pk[np.flatnonzero(wanted)[start : start + AT_ONCE + 1]].tolist()
    found: QuerySet[Composition] = Composition.objects.filter(pk__in=rows[:AT_ONCE]).select_related("incident")
    lines = tuple(line(row) for row in found.order_by("-day", "-id"))
    return Page(lines, str(start + AT_ONCE) if len(rows) > AT_ONCE else None)
