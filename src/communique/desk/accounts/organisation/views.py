"""The page of the organisation."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from communique.desk.accounts.guards import needs
from communique.desk.accounts.models import Organisation, User
from communique.desk.accounts.organisation.changing import change_settings
from communique.desk.accounts.organisation.forms import OrganisationForm
from communique.desk.accounts.roles import Role
from communique.desk.archive.models import Change

SHOWN = 100
"""Changes that the page shows."""


@needs(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest) -> HttpResponse:
    """Show what holds for the whole desk, and change it."""
    asked = request.method == "POST"
    form = OrganisationForm(request.POST if asked else None, instance=Organisation.objects.filter(pk=1).first())
    if asked and form.is_valid():
        changed = change_settings(form.cleaned_data, cast(User, request.user))
        messages.success(request, "Kept." if changed else "Nothing was changed.")
        return redirect("accounts:organisation")
    history = Change.objects.filter(subject=Change.Subject.SETTING).select_related("who").order_by("-pk")[:SHOWN]
    return render(
        request, "accounts/organisation.html", {"form": form, "history": history}, status=400 if form.errors else 200
    )
