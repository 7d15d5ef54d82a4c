"""The list: filters, incidents the latest first, and the ways to take them along."""

import functools
from typing import Any, get_args

import numpy as np
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from communique.desk.accounts.guards import looks, sees_unreviewed
from communique.desk.archive.codebook import codebook
from communique.desk.archive.countries import names
from communique.desk.archive.families import families
from communique.desk.archive.models import Composition
from communique.desk.public.columns import columns, matching
from communique.desk.public.listing.selected import refused, selection_of
from communique.desk.public.pages.listing import AFTER, AT_ONCE, page
from communique.desk.public.selecting import Selection, SelectionError
from communique.model.event import Certainty, Precision, Status

DOWNLOADS = ("atom", "csv", "geojson", "acled", "ucdp-ged", "kml", "parquet")
"""Offered beside a list; every format of the registry can be asked for."""
LABELS = {
    "atom": "Atom feed",
    "csv": "CSV",
    "geojson": "GeoJSON",
    "acled": "ACLED",
    "ucdp-ged": "UCDP GED",
    "kml": "KML",
    "parquet": "Parquet",
}


@looks
def incidents(request: HttpRequest) -> HttpResponseBase:
    """The list page. Raises ``BadRequest`` where the mark of the next page is none of ours."""
    try:
        selection = selection_of(request)
    except SelectionError as error:
        return refused(request, error)
    found = page(_rows(selection, request.GET.get("after")), request.GET.get("after"))
    return render(request, "public/incidents.html", filters(request, selection) | {"incidents": found})


def _rows(selection: Selection, after: str | None) -> QuerySet[Composition]:
    """A page of what the selection lets through and one more, found by the columns in memory: quick for every filter."""
    table = columns(selection.basis)
    day, last = (int(part) for part in after.split("-")) if AFTER.fullmatch(after or "") and after else (0, 0)
    wanted = matching(table, selection)
    if last:
        wanted &= (table.day < day) | ((table.day == day) & (table.pk < last))
    return Composition.objects.filter(pk__in=table.pk[np.flatnonzero(wanted)[: AT_ONCE + 1]].tolist())


def filters(request: HttpRequest, selection: Selection) -> dict[str, Any]:
    """What a page with a filter form needs."""
    return {
        "selection": selection,
        "query": selection.to_query(),
        "basis": selection.basis,
        "may_choose": sees_unreviewed(request.user),
        "countries": options(_countries(), selection.country),
        "families": options(tuple((each.family, each.label) for each in families()), selection.family),
        "types": options(tuple((each, each) for each in codebook().types), selection.type),
        "statuses": options(tuple((each, each) for each in get_args(Status)), selection.status),
        "certainties": options(tuple((each, each) for each in get_args(Certainty)), (selection.certainty,)),
        "precisions": options(tuple((each, each) for each in get_args(Precision)), selection.precision),
        "downloads": [(name, LABELS[name]) for name in DOWNLOADS],
    }


@functools.cache
def _countries() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(names().items(), key=lambda each: each[1]))


@functools.lru_cache(maxsize=512)
def options(pairs: tuple[tuple[str, str], ...], chosen: tuple[str, ...]) -> SafeString:
    """The options of a filter, value and label; made once, as 250 countries cost a template more than all the rest of a page."""
    made = ((value, mark_safe(" selected") if value in chosen else "", label) for value, label in pairs)
    return format_html_join("", '<option value="{}"{}>{}</option>', made)
