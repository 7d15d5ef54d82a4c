"""The queue as a list with its filters."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from communique.desk.accounts.guards import needs
from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.archive.codebook import codebook
from communique.desk.archive.countries import names
from communique.desk.archive.models import Event, Source
from communique.desk.review.listed import keys
from communique.desk.review.queue.filters import ME, NOBODY, ORDERS, STATES, Filter, FilterError
from communique.desk.review.queue.walking import PAGE, Key, key, walk
from communique.desk.review.views.asking import reviewer

POSITION = "review_position"
"""Where in the session the last address on the bench stands."""


@needs(Role.ANALYST)
def queue(request: HttpRequest) -> HttpResponse:
    """A page of the queue. ``after`` or ``before`` is the place of an event in it, as ``CONFIDENCE:KEY``."""
    try:
        chosen = Filter.from_query(request.GET)
        after, back = _place(request)
    except FilterError as error:
        context = {"wrong": str(error), **_choices(Filter())}
        return render(request, "review/queue.html", context, status=400)
    found = walk(chosen, reviewer(request), after, back=back, limit=PAGE + 1)
    shown = found[:PAGE]
    if back:
        shown.reverse()
    context = {
        "events": [(event, event.record) for event in shown],
        "before": shown[0] if shown and ((len(found) > PAGE) if back else after) else None,
        "after": shown[-1] if shown and (back or len(found) > PAGE) else None,
        "position": request.session.get(POSITION),
        **_choices(chosen),
    }
    return render(request, "review/queue.html", context)


def place_of(event: Event) -> str:
    """An event's place in the queue, for an address."""
    confidence, pk = key(event)
    return f"{confidence!r}:{pk}"


def _place(request: HttpRequest) -> tuple[Key | None, bool]:
    back = "before" in request.GET
    text = request.GET.get("before" if back else "after")
    if text is None:
        return None, False
    confidence, _, pk = text.partition(":")
    try:
        return (float(confidence), int(pk)), back
    except ValueError as error:
        raise FilterError(f"{text}: no place in the queue; begin at its start") from error


def _choices(chosen: Filter) -> dict[str, Any]:
    query = chosen.to_query()
    return {
        "chosen": chosen,
        "query": query,
        "carried": f"?{query}" if query else "",
        "states": STATES,
        "orders": ORDERS,
        "types": sorted(codebook().types),
        "countries": sorted(names().items(), key=lambda item: item[1]),
        "sources": Source.objects.order_by("name").values_list("pk", "name")[:500],
        "people": [ME, NOBODY, *_reviewers()],
        "keys": keys(),
    }


def _reviewers() -> list[str]:
    roles = (Role.ANALYST, Role.EDITOR, Role.ADMINISTRATOR)
    people = User.objects.filter(role__in=roles, is_active=True).order_by("username")
    return list(people.values_list("username", flat=True)[:200])


@needs(Role.ANALYST)
def start(request: HttpRequest) -> HttpResponse:
    """The first event of the queue."""
    try:
        chosen = Filter.from_query(request.GET)
    except FilterError:
        return redirect(f"{reverse('review:queue')}?{request.GET.urlencode()}")
    first = walk(chosen, reviewer(request), limit=1)
    query = f"?{chosen.to_query()}" if chosen.to_query() else ""
    if not first:
        return redirect(reverse("review:queue") + query)
    return redirect(reverse("review:event", args=[first[0].pk]) + query)
