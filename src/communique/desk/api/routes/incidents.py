"""Incidents."""

from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from communique.desk.api.access import caller_of
from communique.desk.api.answering import MOST, USUAL, answered
from communique.desk.api.answers.incidents import IncidentList, IncidentWhole
from communique.desk.api.briefs import judged, page
from communique.desk.api.describing.operation import Answer, operation
from communique.desk.api.listing import by_day, changed
from communique.desk.api.problems import Refused
from communique.desk.api.selecting import parameters, selected
from communique.desk.archive.models import Composition, Incident
from communique.desk.public.pages.incident import Shown, shown_as
from communique.desk.public.pages.wording import headline

router = Router(tags=["incidents"])
OWN = ("after", "limit", "changed_since")
After = Annotated[str | None, Query(description="`next` of the page before.", max_length=200)]
Limit = Annotated[int, Query(description="Rows of a page.", ge=1, le=MOST)]
Since = Annotated[
    int | None,
    Query(description="In the order of changes: what changed after this stamp; 0 from the first.", ge=0, lt=2**62),
]


@operation(router, "GET", "/incidents", "listIncidents", Answer(IncidentList), parameters=parameters())
def list_incidents(
    request: HttpRequest, after: After = None, limit: Limit = USUAL, changed_since: Since = None
) -> HttpResponse:
    """List incidents, by every filter of the map.

    The latest day comes first and undated incidents last. A page begins after the last row of the one before, so that rows
    that are added meanwhile neither repeat nor hide any. With `changed_since` they come in the order in which they changed:
    follow `next` to the end, keep `stamp`, and ask with it later; nothing that changed is ever missed.
    """
    caller = caller_of(request)
    selection = selected(request, caller, OWN)
    found = (
        by_day(selection, after, limit) if changed_since is None else changed(selection, changed_since, after, limit)
    )
    return answered(found)


@operation(router, "GET", "/incidents/{name}", "getIncident", Answer(IncidentWhole), problems=(404, 410))
def get_incident(
    request: HttpRequest,
    name: str,
    basis: Annotated[str | None, Query(description="As in lists.", pattern="^(read|reviewed)$")] = None,
) -> HttpResponse:
    """Read one incident.

    Every claim with who made it, every figure, contradiction, source and event, each with the words that it came from. A
    former id leads to what it was merged into: `id` in the answer is the one of now.
    """
    caller = caller_of(request)
    found = _now(get_object_or_404(Incident, name=name))
    shown = shown_as(found, caller.basis(basis))
    if shown is not None:
        return answered(_whole(shown))
    if Composition.objects.filter(incident=found).exists():
        raise Http404
    raise Refused(410)


def _now(found: Incident) -> Incident:
    for _ in range(20):
        if found.into_id is None:
            break
        found = Incident.objects.get(pk=found.into_id)
    return found


def _whole(shown: Shown) -> IncidentWhole:
    return IncidentWhole(
        id=shown.incident.name,
        basis=shown.basis,  # type: ignore[arg-type]
        reviewed=shown.incident.reviewed,  # type: ignore[arg-type]
        headline=headline(shown.record),
        stamp=shown.incident.stamp,
        changed_at=shown.incident.changed_at,
        page=page("public:incident", shown.incident.name),
        record=shown.record,
        judged=tuple(judged(event) for event in shown.events),
    )
