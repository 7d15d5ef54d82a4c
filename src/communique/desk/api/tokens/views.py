"""The page of one's own tokens."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from communique.desk.accounts.guards import needs
from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.api.models import Token
from communique.desk.api.tokens import keeping
from communique.desk.api.tokens.forms import TokenForm


@never_cache
@needs(Role.READER)
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Make a token, see those that one has. A new one is shown this once."""
    owner, made = cast(User, request.user), None
    form = TokenForm(owner, data=request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = _made(owner, form)
        form = TokenForm(owner) if made else form
    return render(request, "api/tokens.html", {"form": form, "made": made, **_listed(owner)})


def _made(owner: User, form: TokenForm) -> str | None:
    values = form.cleaned_data
    try:
        return keeping.make(owner, values["name"], values["scopes"], cast(Any, form.expires_at))[1]
    except keeping.TokenRefused as refused:
        form.add_error(None, str(refused))
        return None


def _listed(owner: User) -> dict[str, Any]:
    rows = Token.objects.filter(owner=owner).order_by("-pk")
    return {
        "tokens": list(rows.filter(revoked_at=None)),
        "revoked": list(rows.exclude(revoked_at=None)[:20]),
        "now": timezone.now(),
    }


@needs(Role.READER)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one of one's own tokens useless."""
    found = get_object_or_404(Token, pk=pk, owner=cast(User, request.user))
    keeping.revoke(found, cast(User, request.user))
    messages.success(request, f"{found.name} is revoked: it opens nothing any longer.")
    return redirect("api:tokens")
