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
from communique.desk.newsletters.briefings.gathering import selection_of
from communique.desk.newsletters.lists.forms import ListForm
from communique.desk.newsletters.models import MailingList
from communique.desk.public.selecting import SelectionError

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
    form = ListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = form.save(commit=False)
            made.created_by = cast(User, request.user)
            made.save()
            note(made.created_by, Subject.LIST, made.slug, "made", None, _shown(made))
        messages.success(request, f"Made {made.name}.")
        return redirect("newsletters:list", made.slug)
    return render(request, "newsletters/lists/form.html", {"form": form}, status=400 if form.errors else 200)


@needs(Role.EDITOR)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a list."""
    found = get_object_or_404(MailingList, slug=slug)
    before = _shown(found)
    form = ListForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            saved = form.save()
            for field in form.changed_data:
                note(cast(User, request.user), Subject.LIST, slug, field, before[field], _shown(saved)[field])
        messages.success(request, "Saved.")
        return redirect("newsletters:list", slug)
    values = {"form": form, "list": found}
    return render(request, "newsletters/lists/form.html", values, status=400 if form.errors else 200)


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
    values = {"list": found, "counts": counts, "incidents": incidents, "issues": found.issues.order_by("-number")[:20]}
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
    return model_to_dict(mailing_list, fields=ListForm.Meta.fields)
