"""Events."""

from typing import Annotated

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from communique.desk.api import briefs, cursors
from communique.desk.api.access import Caller, Needs, caller_of
from communique.desk.api.answering import USUAL, answered
from communique.desk.api.answers.events import EventList, EventWhole
from communique.desk.api.describing.operation import Answer, operation
from communique.desk.api.problems import Refused
from communique.desk.api.routes.incidents import After, Limit
from communique.desk.archive.models import Event

router = Router(tags=["events"])
State = Event.State


@operation(router, "GET", "/events", "listEvents", Answer(EventList), needs=Needs())
def list_events(
    request: HttpRequest,
    report: Annotated[str | None, Query(description="Id of a report.", max_length=100)] = None,
    incident: Annotated[str | None, Query(description="Id of an incident.", max_length=20)] = None,
    state: Annotated[
        str | None,
        Query(
            description="How it was judged. Those that do not count are told to analysts.",
            pattern=f"^({'|'.join(State.values)})$",
        ),
    ] = None,
    after: After = None,
    limit: Limit = USUAL,
) -> HttpResponse:
    """List events, by report, incident and state.

    The first read comes first. Who may not see what nobody reviewed is told of accepted events alone.
    """
    rows = visible(caller_of(request), state)
    if report is not None:
        rows = rows.filter(report__name=report)
    if incident is not None:
        rows = rows.filter(incident__name=incident)
    if (at := cursors.read("event", after)) is not None:
        rows = rows.filter(pk__gt=at.second)
    found = list(rows.order_by("pk")[: limit + 1])
    more = cursors.written("event", 0, found[limit - 1].pk) if len(found) > limit else None
    return answered(EventList(items=tuple(briefs.event(row) for row in found[:limit]), next=more))


@operation(router, "GET", "/events/{number}", "getEvent", Answer(EventWhole), problems=(404,))
def get_event(request: HttpRequest, number: int) -> HttpResponse:
    """Read one event, with the words that each of its values came from."""
    return answered(briefs.event(of_number(visible(caller_of(request), None, every=True), number)))


def visible(caller: Caller, state: str | None, every: bool = False) -> QuerySet[Event]:
    """The events that a caller may see. ``every``: for analysts those too that do not count. Raises ``Refused``."""
    rows = Event.objects.select_related("report", "incident").defer("report__packed", "report__origin", "machine")
    if not caller.sees_unreviewed:
        if state not in (None, State.ACCEPTED):
            raise Refused(403, "What nobody reviewed is told to tokens of analysts with the scope read:unreviewed.")
        return rows.filter(state=State.ACCEPTED)
    if state is not None:
        if state not in Event.COUNTING and not caller.sees_texts:
            raise Refused(
                403, "Events that do not count are told to tokens of analysts with the scope read:unreviewed."
            )
        return rows.filter(state=state)
    return rows if every and caller.sees_texts else rows.filter(state__in=Event.COUNTING)


def of_number(rows: QuerySet[Event], number: int) -> Event:
    """The event of a number. Raises ``Http404``."""
    found = rows.filter(pk=number).first() if 0 < number < 2**63 else None
    if found is None:
        raise Http404
    return found
