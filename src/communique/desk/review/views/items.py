"""The bench of the second reader. Nothing on it comes from the first: no record, no state, no history, no comment, no name."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from communique.desk.accounts.guards import needs
from communique.desk.accounts.roles import Role
from communique.desk.archive.changing import ChangeRefused
from communique.desk.review.bench import rows
from communique.desk.review.editing import EDITORS, Editor, editor
from communique.desk.review.editing.places import NearEditor
from communique.desk.review.listed import keys, reasons
from communique.desk.review.models import Item, Reading, Sample
from communique.desk.review.sampling.reading import begun, correct, finish, next_item
from communique.desk.review.views.asking import REFUSED, is_htmx, reviewer
from communique.desk.review.views.correcting import NOT_TAKEN, show_editor, subject
from communique.desk.review.words import pieces


@needs(Role.ANALYST)
@require_GET
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The next item of a sample that this person may read."""
    sample = get_object_or_404(Sample, pk=pk)
    item = next_item(sample, reviewer(request))
    if item is None:
        return redirect("review:sample", pk)
    return redirect("review:item", pk, item.pk)


def _item(sample: int, pk: int) -> Item:
    rows = Item.objects.select_related("sample", "event__report")
    return get_object_or_404(rows, pk=pk, sample=sample)


@needs(Role.ANALYST)
@require_GET
def item(request: HttpRequest, sample: int, pk: int) -> HttpResponse:
    """The report and one's own reading of the record."""
    return _show(request, _item(sample, pk))


def _show(request: HttpRequest, one: Item, said: str = "", wrong: str = "") -> HttpResponse:
    try:
        reading: Reading | None = begun(one, reviewer(request))
    except ChangeRefused as error:
        reading, wrong = None, str(error)
    status = REFUSED if wrong else 200
    template = "review/item_bench.html" if is_htmx(request) else "review/item.html"
    answer = render(request, template, _context(one, reading, said, wrong), status=status)
    answer["HX-Push-Url"] = reverse("review:item", args=[one.sample_id, one.pk])
    return answer


def _context(one: Item, reading: Reading | None, said: str, wrong: str) -> dict[str, Any]:
    more: dict[str, Any] = {"item": one, "said": said, "wrong": wrong, "keys": keys(), "reasons": reasons()}
    if reading is None:
        return more
    record, report = reading.record, one.event.report.record
    is_open = reading.judgement == Reading.Judgement.OPEN
    more |= {"reading": reading, "is_open": is_open, "report": report}
    return more | {"pieces": pieces(report, record), "rows": rows(record, None), "record": record}


@needs(Role.ANALYST)
@require_GET
def edit(request: HttpRequest, sample: int, pk: int, name: str) -> HttpResponse:
    """The editor of a field of one's own reading."""
    one = _item(sample, pk)
    form = _form(request, one, name)
    return show_editor(request, form, name, _to(one, name), 0)


def _form(request: HttpRequest, one: Item, name: str) -> Editor:
    if name not in EDITORS:
        raise Http404
    try:
        record = begun(one, reviewer(request)).record
    except ChangeRefused as error:
        raise Http404 from error
    given = request.POST if request.method == "POST" else None
    return editor(name, subject(one.event.report.record, record, given or request.GET), given)


def _to(one: Item, name: str) -> str:
    return reverse("review:item-correct", args=[one.sample_id, one.pk, name])


@needs(Role.ANALYST)
@require_POST
def correct_item(request: HttpRequest, sample: int, pk: int, name: str) -> HttpResponse:
    """Keep what an editor gives in one's own reading."""
    one = _item(sample, pk)
    form = _form(request, one, name)
    if not form.is_valid():
        return show_editor(request, form, name, _to(one, name), 0, NOT_TAKEN)
    value = form.value()
    if isinstance(form, NearEditor):
        value = {**value, "accuracy_km": form.cleaned_data["km"], "precision": "district"}
    try:
        correct(one, reviewer(request), form.field, value, form.spans())
    except ChangeRefused as error:
        return _show(request, one, wrong=str(error))
    return _answer(request, one, f"Kept: {name}.")


@needs(Role.ANALYST)
@require_POST
def no_place(request: HttpRequest, sample: int, pk: int) -> HttpResponse:
    """The report does not tell where, as this person reads it."""
    one = _item(sample, pk)
    try:
        correct(one, reviewer(request), "place", None, {})
    except ChangeRefused as error:
        return _show(request, one, wrong=str(error))
    return _answer(request, one, "Cannot be located.")


def _answer(request: HttpRequest, one: Item, said: str) -> HttpResponse:
    return _show(request, one, said) if is_htmx(request) else redirect("review:item", one.sample_id, one.pk)


@needs(Role.ANALYST)
@require_POST
def judge(request: HttpRequest, sample: int, pk: int, judgement: str) -> HttpResponse:
    """Finish the reading, and show the next item."""
    one, who = _item(sample, pk), reviewer(request)
    try:
        finish(one, who, judgement)
    except ChangeRefused as error:
        return _show(request, one, wrong=str(error))
    then = next_item(one.sample, who, one.pk) or next_item(one.sample, who)
    if is_htmx(request) and then is not None:
        return _show(request, _item(sample, then.pk), f"Read event {one.event_id}.")
    to = reverse("review:item", args=[sample, then.pk]) if then else reverse("review:sample", args=[sample])
    if is_htmx(request):
        answer = HttpResponse(status=200)
        answer["HX-Redirect"] = to
        return answer
    return redirect(to)
