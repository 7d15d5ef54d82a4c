"""The bench of an event, and the judgements made on it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from communique.desk.accounts.guards import needs
from communique.desk.accounts.roles import Role
from communique.desk.archive import changing
from communique.desk.archive.models import Event
from communique.desk.review.undoing import undo_last
from communique.desk.review.views.asking import change, found, move, reviewer, show, version


@needs(Role.ANALYST)
@require_GET
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """The report on one side, the record on the other."""
    return show(request, found(pk))


@needs(Role.ANALYST)
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, and show the next."""
    why = request.POST.get("why", "")
    return change(
        request, pk, lambda each, who: changing.accept(each, who, version(request), why), _accepted(pk), moves=True
    )


def _accepted(pk: int) -> str:
    return f"Accepted event {pk}."


@needs(Role.ANALYST)
@require_POST
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Reject with a reason, and show the next."""
    why = request.POST.get("why", "")
    said = f"Rejected event {pk}: {why}."
    return change(request, pk, lambda each, who: changing.reject(each, who, why, version(request)), said, moves=True)


@needs(Role.EDITOR)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw with a reason."""
    why = request.POST.get("why", "")
    said = f"Withdrew event {pk}: {why}."
    return change(request, pk, lambda each, who: changing.withdraw(each, who, why, version(request)), said)


@needs(Role.ANALYST)
@require_POST
def no_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the report does not tell where."""
    why = request.POST.get("why", "")
    said = "Cannot be located: the place is null now."
    return change(request, pk, lambda each, who: changing.cannot_be_located(each, who, version(request), why), said)


@needs(Role.ANALYST)
@require_POST
def step(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """Let go of an event and show the ``next`` or the ``previous``."""
    return move(request, found(pk), "", back=way == "previous")


@needs(Role.ANALYST)
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back one's own last change, and show the event that it was made to."""
    back = request.POST.get("event", "")
    try:
        undone = undo_last(reviewer(request))
    except changing.ChangeRefused as error:
        return show(request, found(int(back) if back.isdecimal() else 0), wrong=str(error))
    own = Event.objects.filter(name=undone.subject_id).values_list("pk", flat=True).first()
    pk = own or (int(back) if back.isdecimal() else 0)
    return show(request, found(pk), f"Took back: {undone.field} of {undone.subject} {undone.subject_id}.")
