"""Who is said to hold which place, for the map: dated claims by the rules of ``communique.situation``, never areas of control."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone

from communique.desk.accounts.guards import looks
from communique.desk.archive.models import Composition
from communique.desk.public.columns import columns, matching
from communique.desk.public.listing.records import whole
from communique.desk.public.listing.selected import selection_of
from communique.desk.public.map.answers import refused
from communique.desk.public.pages.holding import CHANGING
from communique.desk.public.selecting import Selection, SelectionError
from communique.model import Incident
from communique.situation.control import control
from communique.situation.effects import effects
from communique.situation.record import PlaceState
from communique.situation.wording import state_in_words

MOST = 400
"""Incidents about who holds a place that are looked at, the latest of the selection."""


@looks
def holding(request: HttpRequest) -> HttpResponseBase:
    """The places of the selection of which reports say who holds them, as of the selection's last day, or of today."""
    try:
        selection = selection_of(request)
    except SelectionError as error:
        return refused(error)
    day = selection.until or timezone.now().date()
    found, more = _incidents(selection, day)
    states = [state for state in control(found, day.isoformat()) if state.rule != "nobody-said"]
    return JsonResponse(
        {"places": [_shown(state) for state in states if _on_map(state)], "on": day.isoformat(), "more": more}
    )


def _incidents(selection: Selection, day: date) -> tuple[list[Incident], bool]:
    """Those that change who holds a place, from the beginning to the day, and whether there are more than are looked at."""
    types = tuple(sorted({rule.type for rule in effects().effects if rule.effect in CHANGING}))
    wanted = replace(selection, type=types, family=(), since=None, until=day)
    table = columns(selection.basis)
    pks = table.pk[np.flatnonzero(matching(table, wanted))[: MOST + 1]].tolist()
    rows = list(Composition.objects.filter(pk__in=pks[:MOST]))
    return list(whole(rows)), len(pks) > MOST


def _on_map(state: PlaceState) -> bool:
    place = state.place
    return place.precision in ("site", "town") and place.latitude is not None and place.longitude is not None


def _shown(state: PlaceState) -> dict[str, Any]:
    place = state.place
    return {
        "name": place.name or place.text,
        "geonameid": place.geonameid,
        "longitude": place.longitude,
        "latitude": place.latitude,
        "state": state.state,
        "words": state_in_words(state),
        "rule": effects().rulings[state.rule].why,
        "claims": [
            {"incident": claim.incident, "publisher": claim.publisher, "said_by": claim.said_by, "quote": claim.quote}
            for claim in state.claims[:3]
        ],
    }
