"""The incident of an event: its other events, others that may be the same; merge, split, keep apart."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from communique.desk.accounts.guards import needs
from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.archive import changing
from communique.desk.archive.models import Event, Incident
from communique.desk.review.grouping.near import near
from communique.desk.review.models import Comment
from communique.desk.review.views.asking import filters, found, reviewer, show

SHOWN = 60
"""Events of an incident that the panel lists."""


@needs(Role.ANALYST)
@require_GET
def incident(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel."""
    event = found(pk)
    own = Event.objects.filter(incident=event.incident_id, state__in=Event.COUNTING).select_related("report")
    members = list(own.defer("report__packed", "machine").order_by("pk")[:SHOWN]) if event.incident_id else []
    query = filters(request).to_query()
    more = {
        "event": event,
        "members": [(each, each.record) for each in members],
        "near": near(event),
        "comments": Comment.objects.select_related("who").filter(incident=event.incident_id).exclude(incident=None),
        "carried": f"?{query}" if query else "",
    }
    return render(request, "review/incident.html", more)


@needs(Role.ANALYST)
@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the event's incident and those ticked one."""
    return _group(
        request,
        pk,
        lambda own, who, why: changing.merge([own, *_ticked(request, own)], who, why),
        "Merged into one incident.",
    )


@needs(Role.ANALYST)
@require_POST
def apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Say of each incident ticked that it is not the same."""

    def keep(own: Incident, who: User, why: str) -> None:
        ticked = _ticked(request, own)
        if not ticked:
            raise changing.ChangeRefused("Tick the incidents that are not the same.")
        for other in ticked:
            changing.apart(own, other, who, why)

    return _group(request, pk, keep, "Kept apart.")


@needs(Role.ANALYST)
@require_POST
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the events ticked out of the incident."""

    def take_out(own: Incident, who: User, why: str) -> None:
        ticked = Event.objects.filter(incident=own, pk__in=_numbers(request.POST.getlist("events")))
        changing.split(own, list(ticked), who, why)

    return _group(request, pk, take_out, "Split.")


def _group(request: HttpRequest, pk: int, do: Callable[[Incident, User, str], object], said: str) -> HttpResponse:
    event = found(pk)
    try:
        if event.incident is None:
            raise changing.ChangeRefused("This event is of no incident yet; the worker links it soon.")
        do(event.incident, reviewer(request), request.POST.get("why", ""))
    except changing.ChangeRefused as error:
        return show(request, found(pk), wrong=str(error))
    return show(request, found(pk), said)


def _ticked(request: HttpRequest, own: Incident) -> list[Incident]:
    """Incidents by their ticked numbers, and the one whose id was typed."""
    numbers = _numbers(request.POST.getlist("incidents"))
    found = list(Incident.objects.filter(number__in=numbers).exclude(pk=own.pk).order_by("number"))
    name = request.POST.get("name", "").strip()
    if name:
        typed = Incident.objects.filter(name=name).first()
        if typed is None:
            raise changing.ChangeRefused(f"There is no incident {name}.")
        found.append(typed)
    return found


def _numbers(given: list[str]) -> list[int]:
    return [int(each) for each in given if each.isdecimal() and len(each) < 18]
