"""Working together: locks, assignment, comments, history."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from communique.desk.accounts.guards import needs
from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role, has_role
from communique.desk.archive import changing
from communique.desk.archive.models import Change, Event, Incident
from communique.desk.review import locks
from communique.desk.review.history import told
from communique.desk.review.models import Assignment, Comment
from communique.desk.review.views.asking import filters, found, reviewer, show

LONGEST = 5_000
"""Characters of a comment."""


@needs(Role.ANALYST)
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Another ten minutes for the lock of an open page; 204, or 409 where somebody broke it."""
    event = get_object_or_404(Event.objects.defer("packed", "machine"), pk=pk)
    lock = locks.take(event, reviewer(request))
    return HttpResponse(status=204 if lock.who_id == reviewer(request).pk else 409)


@needs(Role.ANALYST)
@require_POST
def break_lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the lock over, with a note."""
    try:
        locks.break_lock(found(pk), reviewer(request), request.POST.get("why", ""))
    except changing.ChangeRefused as error:
        return show(request, found(pk), wrong=str(error))
    return show(request, found(pk), "The lock is yours.")


@needs(Role.ANALYST)
@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Assign to somebody by username; to nobody where it is empty."""
    name, event = request.POST.get("to", "").strip(), found(pk)
    to = User.objects.filter(username=name, is_active=True).first() if name else None
    if name and (to is None or not has_role(to, Role.ANALYST)):
        return show(request, event, wrong=f"{name} is nobody who reviews here.")
    Assignment.objects.update_or_create(event=event, defaults={"to": to, "by": reviewer(request)})
    return show(request, event, f"Assigned to {name}." if to else "Assigned to nobody.")


@needs(Role.ANALYST)
@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Comment on the event, or on its incident (``of=incident``)."""
    event, text = found(pk), request.POST.get("text", "").strip()
    if not text or len(text) > LONGEST:
        return show(request, event, wrong=f"Write a comment of up to {LONGEST:,} characters.")
    of: dict[str, Event | Incident | None] = {"event": event}
    if request.POST.get("of") == "incident" and event.incident is not None:
        of = {"incident": event.incident}
    Comment.objects.create(who=reviewer(request), text=text, **of)
    return show(request, event, "Your comment is kept.")


@needs(Role.ANALYST)
@require_GET
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of every field of the event and of its incident."""
    event = found(pk)
    query = filters(request).to_query()
    more = {"event": event, "changes": told(event), "carried": f"?{query}" if query else ""}
    return render(request, "review/history.html", more)


@needs(Role.ANALYST)
@require_POST
def revert(request: HttpRequest, pk: int, change: int) -> HttpResponse:
    """Take a change of this event or its incident back."""
    event, chosen = found(pk), get_object_or_404(Change, pk=change)
    own = {(Change.Subject.EVENT, event.name)} | (
        {(Change.Subject.INCIDENT, event.incident.name)} if event.incident else set()
    )
    try:
        if (chosen.subject, chosen.subject_id) not in own:
            raise changing.ChangeRefused("This change is of another event.")
        if chosen.subject == Change.Subject.EVENT:
            locks.hold(event, reviewer(request))
        changing.revert(chosen, reviewer(request), request.POST.get("why", ""))
    except changing.ChangeRefused as error:
        return show(request, found(pk), wrong=str(error))
    return show(request, found(pk), f"Took back: {chosen.field}.")
