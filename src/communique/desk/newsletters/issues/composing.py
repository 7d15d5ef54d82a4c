"""Composing an issue when an editor asks for one."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from communique.desk.accounts.guards import needs
from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.archive.changing.history import Subject, note
from communique.desk.newsletters.briefings.composing import compose, on_its_way
from communique.desk.newsletters.issues.approving import name_of
from communique.desk.newsletters.issues.forms import ComposeForm
from communique.desk.public.selecting import SelectionError


@needs(Role.EDITOR)
@require_POST
def compose_now(request: HttpRequest) -> HttpResponse:
    """Write an issue of what is new for a list; it waits for approval, unless there is nothing to tell."""
    form = ComposeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose a list that is open.")
        return redirect("newsletters:issues")
    chosen, frequency = form.cleaned_data["list"], form.cleaned_data["frequency"]
    if on_its_way(chosen, frequency):
        messages.info(
            request, f"An issue of {chosen.name} is approved and not out yet. Compose the next once it goes out."
        )
        return redirect("newsletters:issues")
    try:
        made = compose(chosen, frequency, timezone.now())
    except SelectionError as error:
        messages.error(request, f"The filter of {chosen.name} cannot be read any more: {error}. Choose it anew.")
        return redirect("newsletters:issues")
    if made is None:
        messages.info(request, f"Nothing changed that {chosen.name} tells of since its last issue.")
        return redirect("newsletters:issues")
    note(cast(User, request.user), Subject.ISSUE, name_of(made), "composed", None, made.frequency)
    return redirect("newsletters:issue-desk", made.pk)
