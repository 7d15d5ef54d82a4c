"""The pages of webhooks, for administrators."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communique.desk.accounts.guards import needs
from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.api.models import Endpoint
from communique.desk.api.webhooks import keeping
from communique.desk.api.webhooks.forms import EndpointForm
from communique.desk.archive.changing import ChangeRefused

DELIVERIES = 50


@never_cache
@needs(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Every address that is told, and a form for another."""
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = keeping.add(form.values(), cast(User, request.user))
        return _page(request, row, secret=row.secret)
    rows = Endpoint.objects.filter(removed_at=None).order_by("pk")
    return render(request, "api/webhooks.html", {"form": form, "endpoints": rows})


@needs(Role.ADMINISTRATOR)
@require_GET
def endpoint(request: HttpRequest, pk: int) -> HttpResponse:
    """One address: how it does, and its messages."""
    return _page(request, get_object_or_404(Endpoint, pk=pk, removed_at=None))


def _page(request: HttpRequest, row: Endpoint, secret: str = "") -> HttpResponse:
    before = request.GET.get("before", "")
    rows = row.deliveries.order_by("-pk")
    found = list(
        (rows.filter(pk__lt=int(before)) if before.isdecimal() and len(before) < 19 else rows)[: DELIVERIES + 1]
    )
    context: dict[str, Any] = {
        "endpoint": row,
        "secret": secret,
        "deliveries": found[:DELIVERIES],
        "more": found[DELIVERIES - 1].pk if len(found) > DELIVERIES else None,
    }
    return render(request, "api/webhook.html", context)


@never_cache
@needs(Role.ADMINISTRATOR)
@require_POST
def act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Test, pause, resume, remove, a new secret, or send a message again."""
    row, who = get_object_or_404(Endpoint, pk=pk, removed_at=None), cast(User, request.user)
    if action == "new-secret":
        return _page(request, row, keeping.renew_secret(row, who))
    told = _done(row, who, action, request.POST.get("delivery", ""))
    messages.success(request, told)
    return redirect("api:webhooks") if action == "remove" else redirect("api:webhook", pk)


def _done(row: Endpoint, who: User, action: str, delivery: str) -> str:
    """Do it, and say so. Raises ``Http404`` on an action that there is not."""
    if action == "test":
        keeping.test(row)
        return "A test is sent within a moment; look again."
    if action == "pause":
        keeping.pause(row, who)
        return "It is told nothing until you let it go on; then all that it missed."
    if action == "resume":
        keeping.resume(row, who)
        return "It is told again."
    if action == "remove":
        keeping.remove(row, who)
        return f"{row.url} is told no longer."
    if action == "send-again" and delivery.isdecimal() and len(delivery) < 19:
        return _sent_again(row, int(delivery))
    raise Http404


def _sent_again(row: Endpoint, pk: int) -> str:
    try:
        keeping.send_again(row, pk)
    except ChangeRefused as refused:
        return str(refused)
    return "It is sent again within a moment."
