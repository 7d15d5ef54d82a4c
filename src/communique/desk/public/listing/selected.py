"""The selection that a request asks for, within what the one who asks may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from communique.desk.accounts.guards import sees_unreviewed
from communique.desk.archive.models import Composition
from communique.desk.public.selecting import Selection, SelectionError, from_query

Basis = Composition.Basis


def selection_of(request: HttpRequest) -> Selection:
    """The selection of the address. Raises ``SelectionError``."""
    bases = (Basis.READ, Basis.REVIEWED) if sees_unreviewed(request.user) else (Basis.REVIEWED,)
    return from_query(request.GET, tuple(str(each) for each in bases))


def refused(request: HttpRequest, error: SelectionError) -> HttpResponse:
    """A page that says which value is wrong and what to give (400)."""
    return render(request, "public/refused.html", {"error": error}, status=400)
