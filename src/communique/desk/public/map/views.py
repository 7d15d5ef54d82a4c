"""The page of the map, and the one that others may put into theirs."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from communique.desk.accounts.guards import looks
from communique.desk.accounts.policy import framed_by_anyone
from communique.desk.archive.families import families
from communique.desk.archive.models import Composition
from communique.desk.public.columns import columns, matching
from communique.desk.public.listing.selected import refused, selection_of
from communique.desk.public.listing.views import filters
from communique.desk.public.map.answers import page_of
from communique.desk.public.map.land import version
from communique.desk.public.map.shapes import drawn_shape, shapes
from communique.desk.public.map.towns import version as towns_version
from communique.desk.public.selecting import Selection, SelectionError


@looks
def the_map(request: HttpRequest) -> HttpResponseBase:
    """Map, slider and list. Without JavaScript it is the list with its filters."""
    return _page(request, "public/map.html")


@framed_by_anyone
@looks
def embed(request: HttpRequest) -> HttpResponseBase:
    """The map alone, for a frame on another's page."""
    return _page(request, "public/embed.html")


def _page(request: HttpRequest, template: str) -> HttpResponseBase:
    try:
        selection = selection_of(request)
    except SelectionError as error:
        return refused(request, error)
    table = columns(selection.basis)
    wanted = matching(table, selection)
    page = {"incidents": page_of(table, wanted, 0), "count": int(wanted.sum()), "legend": _legend(selection)}
    return render(request, template, filters(request, selection) | page | _addresses(request, selection))


def _legend(selection: Selection) -> list[dict[str, Any]]:
    return [
        {
            "family": each.family,
            "label": each.label,
            "swatch": drawn_shape(each.family, each.colour),
            "on": not selection.family or each.family in selection.family,
        }
        for each in families()
    ]


def _addresses(request: HttpRequest, selection: Selection) -> dict[str, Any]:
    """What the script needs to know."""
    names = ("tiles", "timeline", "map-list", "holding", "embed", "map")
    found = {name: reverse(f"public:{name}") for name in names}
    known = {
        "addresses": found
        | {"land": reverse("public:land", args=[version()]), "towns": reverse("public:towns", args=[towns_version()])}
        | {"incident": "/incidents/", "place": "/places/"},
        "families": [
            {"family": each.family, "label": each.label, "colour": each.colour, "shape": shapes()[each.family]}
            for each in families()
        ],
        "query": selection.to_query(),
        "basis": selection.basis,
        "usual": str(Composition.Basis.READ if request.user.is_authenticated else Composition.Basis.REVIEWED),
    }
    shown = replace(selection, basis=str(Composition.Basis.REVIEWED))  # what strangers, who look at the frame, may see
    address = f"{settings.BASE_URL}{found['embed']}?{shown.to_query()}"
    return {
        "known": known,
        "frame": f'<iframe src="{address}" width="100%" height="480" title="Map of incidents"></iframe>',
    }
