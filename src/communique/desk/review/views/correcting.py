"""Editors, and what they change: a field, a place that it was near, an event that was missed."""

from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from communique.desk.accounts.guards import needs
from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.archive import changing
from communique.desk.archive.codebook import codebook
from communique.desk.archive.models import Event
from communique.desk.review.editing import EDITORS, Editor, Subject, editor
from communique.desk.review.editing.actors import suggestions
from communique.desk.review.editing.base import words_of
from communique.desk.review.editing.places import NearEditor, offered
from communique.desk.review.listed import fields
from communique.desk.review.views.asking import change, filters, found, reviewer, show, version
from communique.model import Event as Record
from communique.model import Place
from communique.model import Report as ReportRecord

NOT_TAKEN = 422
"""Status of a form that came back with what is wrong in it."""
ASKS = {"near": "Near which place was it reported?"}


def subject(report: ReportRecord, record: Record, given: Any) -> Subject:
    """What is edited, with the words whose offsets came along."""
    return Subject(report, record, words_of(report, given.get("start", ""), given.get("end", "")))


def show_editor(
    request: HttpRequest, form: Editor, name: str, to: str, version: int, status: int = 200
) -> HttpResponse:
    """The form of a field, to be sent to an address. What is wrong with it takes the place of the form, not of the bench."""
    asks = ASKS | {each.field: each.asks for each in fields()}
    more = {"form": form, "name": name, "asks": asks[name], "to": to, "version": version}
    answer = render(request, "review/editor.html", more, status=status)
    if status != 200:
        answer["HX-Retarget"] = "#editor"
        answer["HX-Reswap"] = "innerHTML"
        answer["HX-Push-Url"] = "false"
    return answer


@needs(Role.ANALYST)
@require_GET
def edit(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The editor of a field, for the words selected (``start``, ``end``)."""
    event = found(pk)
    if name not in EDITORS:
        raise Http404
    form = editor(name, subject(event.report.record, event.record, request.GET))
    return show_editor(request, form, name, _to(request, event, name), event.version)


def _to(request: HttpRequest, event: Event, name: str) -> str:
    query = filters(request).to_query()
    return reverse("review:correct", args=[event.pk, name]) + (f"?{query}" if query else "")


@needs(Role.ANALYST)
@require_POST
def correct(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Keep what an editor gives."""
    event = found(pk)
    if name not in EDITORS:
        raise Http404
    form = editor(name, subject(event.report.record, event.record, request.POST), request.POST)
    if not form.is_valid():
        return show_editor(request, form, name, _to(request, event, name), version(request), NOT_TAKEN)
    return change(request, pk, lambda each, who: _keep(each, who, version(request), form), f"Corrected: {name}.")


def _keep(event: Event, who: User, version: int, form: Editor) -> None:
    why = form.cleaned_data["why"]
    value, spans = form.value(), form.spans()
    if isinstance(form, NearEditor):
        changing.reported_near(event, who, version, value, form.cleaned_data["km"], why)
        return
    more = {"unlocatable": False} if form.field == "place" and value is not None else {}
    changing.correct(event, who, version, form.field, value, spans, why, **more)


@needs(Role.ANALYST)
@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """Places of a name, for the editor of the place. ``country`` is that of the place as it stands."""
    now = Place(text="", country=request.GET.get("now") or None)
    return render(request, "review/editors/candidates.html", {"candidates": offered(request.GET.get("name", ""), now)})


@needs(Role.ANALYST)
@require_GET
def actors(request: HttpRequest) -> HttpResponse:
    """Names of actors that hold some words, as options of a list. The words come under the name of the row's input."""
    words = next((str(value) for name, value in request.GET.items() if name.endswith("-name")), "")
    return render(request, "review/editors/names.html", {"names": suggestions(words, request.GET.get("now") or None)})


@needs(Role.ANALYST)
@require_GET
def missed(request: HttpRequest, pk: int) -> HttpResponse:
    """The form that adds an event to the report of this one: its words are selected, its type is chosen."""
    event = found(pk)
    given = subject(event.report.record, event.record, request.GET)
    query = filters(request).to_query()
    to = reverse("review:add", args=[event.pk]) + (f"?{query}" if query else "")
    more = {"subject": given, "types": codebook().types, "to": to}
    return render(request, "review/editors/add.html", more)


@needs(Role.ANALYST)
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an event with its words and type; the rest is corrected on its own bench, which is shown next."""
    event, who = found(pk), reviewer(request)
    words = words_of(event.report.record, request.POST.get("start", ""), request.POST.get("end", ""))
    evidence = {"anchor": words, "type": words} if words else {}
    kind, why = request.POST.get("choice", ""), request.POST.get("why", "")
    record = Record(
        id="", report="", type=kind, anchor="", quote="", evidence=evidence, rules={"type": f"added by {who.username}"}
    )
    try:
        made = changing.add_event(event.report, who, msgspec.structs.replace(record, confidence=1.0), why)
    except changing.ChangeRefused as error:
        return show(request, event, wrong=str(error))
    return show(request, found(made.pk), "Added. Give its place, date and sides now.")
