"""Desk pages of issues, for editors."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import cast

from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from communique.desk.accounts.guards import needs
from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.newsletters.issues import approving, editing, listed, scheduling, unknown
from communique.desk.newsletters.issues.approving import IssueRefused
from communique.desk.newsletters.issues.bodies import specimen, with_pictures
from communique.desk.newsletters.issues.counting import domains_of
from communique.desk.newsletters.issues.deliveries import page_of as deliveries_of
from communique.desk.newsletters.issues.forms import ComposeForm, WhenForm, WordsForm
from communique.desk.newsletters.issues.page import page_of, status_of
from communique.desk.newsletters.issues.trying import send_test
from communique.desk.newsletters.models import Issue, MailingList

WHY_MOST = 500
PREVIEW_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    "frame-ancestors 'self'"
)
"""Of a preview: it runs nothing and fetches nothing; its links open a page of their own."""


@needs(Role.EDITOR)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every issue, those to approve first to be chosen; and a form that composes another."""
    wanted = listed.asked(request.GET)
    rows, more = listed.rows(wanted)
    shown = {
        "rows": rows,
        "more": more,
        "asked": wanted,
        "groups": listed.GROUPS,
        "lists": MailingList.objects.order_by("name"),
        "form": ComposeForm(),
    }
    return render(request, "newsletters/issues/index.html", shown)


@never_cache
@needs(Role.EDITOR)
@require_GET
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """One issue: how it looks, how far it is, and what can be done."""
    return render(request, "newsletters/issues/issue.html", page_of(_issue(pk)))


@never_cache
@needs(Role.EDITOR)
@require_GET
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, as a piece of the page."""
    return render(request, "newsletters/issues/status.html", status_of(_issue(pk)))


@never_cache
@needs(Role.EDITOR)
@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML body as a browser shows it, for a frame of the page."""
    found = specimen(_issue(pk))
    html = with_pictures(found.html, found.images).replace("<head>", '<head><base target="_blank">', 1)
    own = {"Content-Security-Policy": PREVIEW_POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return HttpResponse(html, headers=own)


@needs(Role.EDITOR)
@require_GET
def deliveries(request: HttpRequest, pk: int) -> HttpResponse:
    """Its deliveries one by one: to whom, how they do, and the server's words."""
    return render(request, "newsletters/issues/deliveries.html", deliveries_of(_issue(pk), request.GET))


@needs(Role.EDITOR)
@require_GET
def domains(request: HttpRequest, pk: int) -> HttpResponse:
    """Which domains took it, and what came back from them."""
    found = _issue(pk)
    return render(request, "newsletters/issues/domains.html", {"issue": found, "domains": domains_of(found)})


@needs(Role.EDITOR)
@require_POST
def act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Do one thing to an issue, and say what came of it."""
    found, done = _issue(pk), ACTIONS.get(action)
    if done is None:
        raise Http404
    try:
        messages.success(request, done(request, found))
    except IssueRefused as refused:
        messages.error(request, str(refused))
    return redirect("newsletters:issue-desk", pk)


def _issue(pk: int) -> Issue:
    return get_object_or_404(Issue.objects.select_related("list", "approved_by"), pk=pk)


def _approve(request: HttpRequest, found: Issue) -> str:
    editing.check_seal(found, request.POST.get("seal", ""))
    approving.approve(found, _who(request), timezone.now())
    return "Approved. It is sent within a minute."


def _schedule(request: HttpRequest, found: Issue) -> str:
    due_at = _due(request, found)
    if found.state == Issue.State.APPROVED:
        approving.reschedule(found, _who(request), due_at)
    else:
        editing.check_seal(found, request.POST.get("seal", ""))
        approving.approve(found, _who(request), timezone.now(), due_at)
    there = scheduling.wall(found.list, due_at)
    return f"It is sent on {there:%-d %B %Y at %H:%M}, {found.list.timezone}."


def _take_back(request: HttpRequest, found: Issue) -> str:
    approving.take_back(found, _who(request), _why(request))
    return "It is a draft again."


def _pause(request: HttpRequest, found: Issue) -> str:
    approving.pause(found, _who(request), _why(request))
    return "Paused. What the server was given is not called back."


def _resume(request: HttpRequest, found: Issue) -> str:
    approving.resume(found, _who(request), _why(request))
    return "It is sent on from where it stopped."


def _cancel(request: HttpRequest, found: Issue) -> str:
    approving.cancel(found, _who(request), _why(request))
    return "Cancelled. Nothing more of it is sent."


def _words(request: HttpRequest, found: Issue) -> str:
    form = WordsForm(request.POST)
    if not form.is_valid():
        raise IssueRefused(_first(form.errors))
    words = form.cleaned_data
    seal = request.POST.get("seal", "")
    changed = editing.change_words(found, words["subject"], words["note"], seal, _who(request))
    return "Changed." if changed else "Nothing was changed."


def _leave_out(request: HttpRequest, found: Issue) -> str:
    incident, seal = request.POST.get("incident", ""), request.POST.get("seal", "")
    editing.leave_out(found, incident, seal, _who(request), _why(request))
    return f"{incident} is left out of this issue. It is told when it changes again."


def _test(request: HttpRequest, found: Issue) -> str:
    return send_test(found, _who(request))


def _send_again(request: HttpRequest, found: Issue) -> str:
    chosen = [int(each) for each in request.POST.getlist("delivery") if each.isdecimal() and len(each) < 19]
    count = unknown.send_again(found, chosen, _who(request))
    return f"{count} sent again within a moment." if count else "None was chosen that is unknown still."


ACTIONS: Mapping[str, Callable[[HttpRequest, Issue], str]] = {
    "approve": _approve,
    "schedule": _schedule,
    "take-back": _take_back,
    "pause": _pause,
    "resume": _resume,
    "cancel": _cancel,
    "words": _words,
    "leave-out": _leave_out,
    "test": _test,
    "send-again": _send_again,
}
"""What the last part of the address does; each says in words what came of it, or raises ``IssueRefused``."""


def _due(request: HttpRequest, found: Issue) -> datetime:
    form = WhenForm(request.POST)
    if not form.is_valid():
        raise IssueRefused(_first(form.errors))
    return scheduling.due(found.list, form.cleaned_data["when"], timezone.now())


def _first(errors: ErrorDict) -> str:
    return str(next(iter(errors.get_json_data().values()))[0]["message"])


def _why(request: HttpRequest) -> str:
    return request.POST.get("why", "").replace("\0", "").strip()[:WHY_MOST]


def _who(request: HttpRequest) -> User:
    return cast(User, request.user)
