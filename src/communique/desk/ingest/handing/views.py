"""The page for handing reports in, for analysts."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from communique.desk.accounts.guards import needs
from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.ingest.handing.forms import AboutForm, AddressForm, FilesForm, TextForm
from communique.desk.ingest.handing.hand_in import (
    Given,
    HandInError,
    Outcome,
    hand_in_address,
    hand_in_file,
    hand_in_text,
)
from communique.desk.ingest.limits import MOST_BYTES

FORMS: Mapping[str, type[AboutForm]] = MappingProxyType({"text": TextForm, "address": AddressForm, "files": FilesForm})


@needs(Role.ANALYST)
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    """Hand in a text, an address or files, and see what became of them."""
    way = request.POST.get("way", "")
    forms: dict[str, AboutForm] = {name: form(auto_id=f"{name}-%s") for name, form in FORMS.items()}
    outcomes: list[Outcome] = []
    if way in FORMS:
        form = FORMS[way](request.POST, request.FILES, auto_id=f"{way}-%s")
        outcomes = _taken(way, form, request) if form.is_valid() else []
        if form.errors:
            forms[way] = form
    shown = {"forms": forms, "outcomes": outcomes, "way": way}
    status = 400 if any(form.errors for form in forms.values()) else 200
    return render(request, "ingest/submit.html", shown, status=status)


def _taken(way: str, form: AboutForm, request: HttpRequest) -> list[Outcome]:
    """What became of it; what cannot be taken is an error of the form."""
    values = form.cleaned_data
    given = Given(cast(User, request.user), values["publisher"], values["published"], values.get("url", ""))
    try:
        return WAYS[way](form, given)
    except HandInError as error:
        form.add_error({"text": None, "address": "address", "files": "uploads"}[way], str(error))
        return []


def _text(form: AboutForm, given: Given) -> list[Outcome]:
    return [hand_in_text(form.cleaned_data["text"], given)]


def _address(form: AboutForm, given: Given) -> list[Outcome]:
    return [hand_in_address(form.cleaned_data["address"], given)]


def _files(form: AboutForm, given: Given) -> list[Outcome]:
    outcomes = []
    for file in form.cleaned_data["uploads"]:
        try:
            outcomes.append(hand_in_file(file.name or "file", file.read(MOST_BYTES + 1), given))
        except HandInError as error:
            outcomes.append(Outcome(file.name or "file", problems=[str(error)]))
    return outcomes


WAYS: Mapping[str, Callable[[AboutForm, Given], list[Outcome]]] = MappingProxyType(
    {"text": _text, "address": _address, "files": _files}
)
