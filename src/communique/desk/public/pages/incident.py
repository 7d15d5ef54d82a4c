"""The page of an incident, and its downloads."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from communique.desk.accounts.guards import looks, sees_unreviewed
from communique.desk.accounts.roles import Role, has_role
from communique.desk.archive.countries import code_of, name_of
from communique.desk.archive.models import Composition, Event, Incident
from communique.desk.public.charts.place_map import Spot, place_map
from communique.desk.public.charts.svg import Chart
from communique.desk.public.charts.toll import toll_chart
from communique.desk.public.pages import wording
from communique.desk.public.pages.basis import Basis, basis_of, query_of
from communique.desk.public.pages.changes import changes_of
from communique.desk.public.pages.claims import fields, known
from communique.exports.registry import projection
from communique.model import Incident as Record

FORMATS = {
    "atom": ("Atom", "application/atom+xml"),
    "csv": ("CSV", "text/csv"),
    "geojson": ("GeoJSON", "application/geo+json"),
    "acled": ("ACLED", "text/csv"),
    "json": ("JSON", "application/json"),
}
"""Name, label and media type of each download."""
LONGEST_CHAIN = 20
"""Merges that are followed from a former id; a longer chain is a fault of ours."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An incident as a basis shows it. ``record`` has the events of that basis."""

    incident: Incident
    basis: Basis
    others: frozenset[str]
    record: Record
    events: tuple[Event, ...]


@looks
def incident(request: HttpRequest, name: str) -> HttpResponseBase:
    """The page; a former id leads to the incident that it is of now, and one that is withdrawn says so."""
    found, basis = _of_name(name), basis_of(request)
    leads = _leads(found)
    if leads is not None:
        return redirect(_address("public:incident", leads.name) + query_of(basis, request))
    shown = shown_as(found, basis)
    if shown is None:
        return _not_shown(request, found)
    only = request.GET.get("field")
    rows = fields(known(shown.record, shown.record.events, None if only else 25), only)
    if only and not rows:
        raise Http404
    return render(
        request, "public/claims.html" if only else "public/incident.html", _context(request, shown) | {"fields": rows}
    )


def _of_name(name: str) -> Incident:
    found = Incident.objects.filter(name=name).first()
    if found is None:
        raise Http404
    return found


def _leads(found: Incident) -> Incident | None:
    """The incident that it was merged into, through all mergers; null where it was not."""
    last = found
    for _ in range(LONGEST_CHAIN):
        if last.into_id is None:
            break
        last = Incident.objects.get(pk=last.into_id)
    return None if last == found else last


def shown_as(found: Incident, basis: Basis) -> Shown | None:
    """The incident with the events of a basis; null where there is nothing of it."""
    composed = {each.basis: each for each in Composition.objects.filter(incident=found).only("basis", "packed")}
    if basis not in composed:
        return None
    states = Event.COUNTING if basis == Basis.READ else (Event.State.ACCEPTED,)
    rows = Event.objects.filter(incident=found, state__in=states).only("name", "packed", "state", "report_id")
    record = composed[basis].record
    order = {event: index for index, source in enumerate(record.sources) for event in source.events}
    events = tuple(sorted(rows, key=lambda each: (order.get(each.name, len(order)), each.name)))
    whole = msgspec.structs.replace(record, events=tuple(event.record for event in events))
    return Shown(found, basis, frozenset(composed) - {basis}, whole, events)


def _not_shown(request: HttpRequest, found: Incident) -> HttpResponse:
    """Withdrawn: no event of it counts. What was never reviewed is not there for those who may not see it, nor is its going."""
    unreviewed = sees_unreviewed(request.user)
    if not (unreviewed or found.ever_reviewed):
        raise Http404
    if Composition.objects.filter(incident=found).exists():
        if not unreviewed:
            return render(request, "public/withdrawn.html", {"incident": found}, status=410)
        return render(request, "public/unreviewed.html", {"incident": found}, status=404)
    changes = changes_of(found.name, ()) if has_role(request.user, Role.ANALYST) else ()
    return render(request, "public/withdrawn.html", {"incident": found, "changes": changes}, status=410)


def _context(request: HttpRequest, shown: Shown) -> dict[str, object]:
    record, analyst = shown.record, has_role(request.user, Role.ANALYST)
    events = [event.name for event in shown.events]
    return {
        "shown": shown,
        "record": record,
        "headline": wording.headline(record),
        "name": wording.title(record),
        "accepted": sum(event.state == Event.State.ACCEPTED for event in shown.events),
        "may_choose": sees_unreviewed(request.user),
        "query": query_of(shown.basis, request),
        "map": incident_map(record),
        "tolls": [(toll, chart) for toll in record.tolls if (chart := toll_chart(toll))],
        "sources": record.sources,
        "country": code_of(record.place.value.country) if record.place.value else "",
        "country_name": name_of(record.place.value.country) if record.place.value else "",
        "actors": _actors(record),
        "changes": changes_of(shown.incident.name, events) if analyst else (),
        "formats": _formats(shown, request),
    }


def incident_map(record: Record) -> Chart | None:
    """A point for a site or town, an area for what is less exact, nothing where the place is not known."""
    place = record.place.value
    if place is None or place.precision == "unknown":
        return None
    name = place.name or place.text
    spot = Spot(name, place.precision, code_of(place.country), place.latitude, place.longitude, place.accuracy_km)
    return place_map([spot], f"Where: {name}", spot.country or None)


def _actors(record: Record) -> list[tuple[str, str]]:
    """The named actors of either side, and which."""
    sides = (("by", record.initiators), ("against", record.recipients))
    return [(side, actor.name) for side, chosen in sides for actor in chosen.value or () if actor.name]


def _formats(shown: Shown, request: HttpRequest) -> Sequence[tuple[str, str, str]]:
    """Label, address and media type of each download, on the same basis."""
    query = query_of(shown.basis, request)
    name = shown.incident.name
    return [
        (label, reverse("public:incident-download", args=[name, each]) + query, media)
        for each, (label, media) in FORMATS.items()
    ]


def _address(view: str, *values: object) -> str:
    return reverse(view, args=values)


@looks
def download(request: HttpRequest, name: str, form: str) -> HttpResponseBase:
    """The incident alone, in a format of ``FORMATS``."""
    if form not in FORMATS:
        raise Http404
    found, basis = _of_name(name), basis_of(request)
    leads = _leads(found)
    if leads is not None:
        return redirect(_address("public:incident-download", leads.name, form) + query_of(basis, request))
    shown = shown_as(found, basis)
    if shown is None:
        raise Http404
    response = HttpResponse(written(shown.record, form), content_type=f"{FORMATS[form][1]}; charset=utf-8")
    suffix = ".json" if form == "json" else projection(form).suffix
    response["Content-Disposition"] = f'attachment; filename="{found.name}{suffix}"'
    return response


def written(record: Record, form: str) -> bytes:
    """The incident in a format; JSON is the record itself."""
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(record), indent=2)
    out = io.BytesIO()
    projection(form).write([record], out)
    return out.getvalue()
