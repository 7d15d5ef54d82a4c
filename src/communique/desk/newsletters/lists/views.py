"""The pages of lists, for editors."""

from typing import cast

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communique.desk.accounts.guards import needs
from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.archive.changing.history import Subject, note
from communique.desk.archive.models import Composition
from communique.desk.newsletters.briefings.composing import begin_anew
from communique.desk.newsletters.briefings.gathering import selection_of
from communique.desk.newsletters.lists.filtering import FilterForm
from communique.desk.newsletters.lists.forms import ListForm
from communique.desk.newsletters.lists.growing import weeks
from communique.desk.newsletters.lists.wording import words
from communique.desk.newsletters.models import MailingList
from communique.desk.public.selecting import SelectionError

HOURS = ("frequency", "timezone", "hour", "weekday")
"""Fields that say when a list is due."""
ACTIVE = Count("subscriptions", filter=Q(subscriptions__active=True, subscriptions__subscriber__state="active"))


@needs(Role.EDITOR)
@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Every list."""
    found = MailingList.objects.annotate(readers=ACTIVE).order_by("closed_at", "name")
    return render(request, "newsletters/lists/index.html", {"lists": found})


@needs(Role.EDITOR)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a list."""
    return _form(request, MailingList())


@needs(Role.EDITOR)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a list."""
    return _form(request, get_object_or_404(MailingList, slug=slug))


def _form(request: HttpRequest, of: MailingList) -> HttpResponse:
    before = _shown(of)
    form, chosen = ListForm(request.POST or None, instance=of), FilterForm(request.POST or None, of.selection)
    if request.method == "POST" and form.is_valid() and chosen.is_valid():
        kept = _keep(form.save(commit=False), chosen.selection, before, cast(User, request.user))
        messages.success(request, f"Saved {kept.name}.")
        return redirect("newsletters:list", kept.slug)
    values = {"form": form, "chosen": chosen, "list": of if of.pk else None, "filter": words(of.selection)}
    return render(request, "newsletters/lists/form.html", values, status=400 if request.method == "POST" else 200)


@transaction.atomic
def _keep(changed: MailingList, selection: str, before: dict[str, object], by: User) -> MailingList:
    """Keep a list, and each change of it in the history."""
    made = changed.pk is None
    changed.selection = selection
    if made:
        changed.created_by = by
    changed.save()
    if not made and any(before[field] != getattr(changed, field) for field in HOURS):
        begin_anew(changed, timezone.now())
    for field, value in _shown(changed).items():
        if made or value != before[field]:
            note(by, Subject.LIST, changed.slug, field, None if made else before[field], value)
    return changed


@needs(Role.EDITOR)
@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """A list: who reads it, what feeds it, its issues."""
    found = get_object_or_404(MailingList, slug=slug)
    counts = found.subscriptions.values("active", "subscriber__state").annotate(Count("pk")).order_by("-active")
    try:
        incidents = selection_of(found).rows(Composition.objects.all()).count()
    except SelectionError as error:
        messages.error(request, f"The filter of this list cannot be read: {error}")
        incidents = None
    values = {
        "list": found,
        "counts": counts,
        "incidents": incidents,
        "filter": words(found.selection),
        "weeks": weeks(found, timezone.now()),
        "issues": found.issues.order_by("-number")[:20],
    }
    return render(request, "newsletters/lists/one.html", values)


@needs(Role.EDITOR)
@require_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close a list for good: no sign-up and no issue from now on. Its links work for ever."""
    found = get_object_or_404(MailingList, slug=slug)
    now = timezone.now()
    with transaction.atomic():
        if MailingList.objects.filter(pk=found.pk, closed_at=None).update(closed_at=now):
            note(cast(User, request.user), Subject.LIST, slug, "closed_at", None, now.isoformat())
    messages.success(request, f"Closed {found.name}.")
    return redirect("newsletters:list", slug)


def _shown(mailing_list: MailingList) -> dict[str, object]:
    """As the history keeps it."""
    return model_to_dict(mailing_list, fields=(*ListForm.Meta.fields, "selection"))
