"""Second factors, where the organisation asks for them."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from communique.desk.accounts.models import Organisation
from communique.desk.accounts.roles import Role, has_role

WITHOUT = frozenset({"account_logout", "account_reauthenticate", "account_login", "account_change_password"})
"""Pages, beside those of second factors, that stay open to one who has none yet; by name of the address."""
WHY = "Your organisation asks for a second factor. Set one up; then all else is open to you."


def second_factor(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Any:
    """Middleware: lead whoever must have a second factor and has none to where it is set up."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_view(request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        if not request.user.is_authenticated or _open(request) or not must_set_up(request.user):
            return None
        if request.method != "GET" or request.headers.get("HX-Request") or request.path.startswith("/api/"):
            raise PermissionDenied(WHY)
        messages.warning(request, WHY)
        return redirect("mfa_index")

    handle.process_view = process_view  # type: ignore[attr-defined]
    return handle


def must_set_up(user: Any) -> bool:
    """Whether this user must have a second factor and has none."""
    least = Organisation.current().require_mfa_from
    return bool(least) and has_role(user, Role(least)) and not is_mfa_enabled(user)


def _open(request: HttpRequest) -> bool:
    match = request.resolver_match
    name = (match.url_name or "") if match and not match.namespaces else ""
    return name in WITHOUT or name.startswith("mfa_")
