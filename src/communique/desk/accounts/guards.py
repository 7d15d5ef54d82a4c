"""The guards that views stand behind: by role, or by what the organisation shows to whom."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from communique.desk.accounts.models import Organisation, Visibility
from communique.desk.accounts.roles import Role, has_role

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
LOOKING = {Visibility.LOGIN: Role.READER, Visibility.PRIVATE: Role.ANALYST}
"""The role that looking at the map and its pages takes; where anyone may, none."""


def needs(role: Role) -> Callable[[View[P]], View[P]]:
    """A view only for a role and those above it: a stranger is sent to log in, anyone else is refused (403)."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            return _refused(request, role) or view(request, *args, **kwargs)

        return guarded

    return guard


def looks(view: View[P]) -> View[P]:
    """A view for whoever the organisation lets look: anyone, those with an account, or analysts."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        role = LOOKING.get(Visibility(Organisation.current().visibility))
        refused = _refused(request, role) if role else None
        return refused or view(request, *args, **kwargs)

    return guarded


def _refused(request: HttpRequest, role: Role) -> HttpResponseBase | None:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not has_role(request.user, role):
        raise PermissionDenied
    return None


def sees_unreviewed(user: Any) -> bool:
    """Whether a user may see what nobody reviewed: analysts always, others where the organisation says so."""
    return has_role(user, Role.ANALYST) or Organisation.current().public_shows_unreviewed
