"""What an operation needs: a scope, a role, a body that it can read. Asked before anything else is looked at."""

import re
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja.security.base import AuthBase

from communique.desk.accounts.guards import LOOKING
from communique.desk.accounts.models import Organisation, Visibility
from communique.desk.accounts.requiring import must_set_up
from communique.desk.accounts.roles import Role, has_role
from communique.desk.api.access.caller import Caller
from communique.desk.api.limiting.bucket import Taken
from communique.desk.api.limiting.keys import taken_by_address, taken_by_person, taken_by_token
from communique.desk.api.problems import Refused
from communique.desk.api.tokens.keeping import find, used

BEARER = re.compile(r"bearer +([\x21-\x7e]+) *", re.IGNORECASE)
SAFE = frozenset({"GET", "HEAD"})
TAKEN = "communique.api.taken"
"""Key of ``request.META`` under which the limit is kept for the answer's headers."""
MOST_BYTES = 8_000_000
"""Of a body; a report's text has at most 5 million characters, as ``reading.limits.MAX_TEXT`` has it."""
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="Communique"'}


class Needs(AuthBase):
    """What an operation asks of who calls it. Without a role it is for whoever the organisation lets look; where ``anyone`` may, it
    acts for nobody in particular, and is as open as the page that does the same."""

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = "A token, made on the page of tokens."

    def __init__(self, scope: str = "read", role: Role | None = None, *, anyone: bool = False) -> None:
        super().__init__()
        self.scope, self.role, self.anyone = scope, role, anyone

    def __call__(self, request: HttpRequest) -> Caller:
        """Who calls. Raises ``Refused``."""
        caller = _caller(request, self.anyone)
        if not self.anyone:
            self._check(caller)
        if request.method not in SAFE:
            _check_body(request)
        request.META["communique.api.caller"] = caller
        return caller

    def _check(self, caller: Caller) -> None:
        role = self.role or LOOKING.get(Visibility(Organisation.current().visibility))
        if role and not caller.user.is_authenticated:
            raise Refused(401, headers=CHALLENGE)
        if role and not has_role(caller.user, role):
            raise Refused(403, f"This is for people of the role {role} and above, and for their tokens.")
        if not caller.has_scope(self.scope):
            raise Refused(403, f"The token needs the scope {self.scope}.")
        if caller.user.is_authenticated and must_set_up(caller.user):
            raise Refused(403, "Your organisation asks for a second factor. Set one up; then your tokens work again.")


def caller_of(request: HttpRequest) -> Caller:
    """Who calls, once ``Needs`` asked."""
    return cast(Caller, request.META["communique.api.caller"])


def _caller(request: HttpRequest, anyone: bool) -> Caller:
    given = request.headers.get("Authorization")
    if given is None:
        return _without_token(request, anyone)
    match = BEARER.fullmatch(given)
    token = find(match[1]) if match else None
    if token is None:
        _grant(request, taken_by_address(request))
        raise Refused(
            401,
            "This token is unknown, has run out or was revoked.",
            headers={"WWW-Authenticate": f'{CHALLENGE["WWW-Authenticate"]}, error="invalid_token"'},
        )
    _grant(request, taken_by_token(token))
    used(token)
    return Caller(token.owner, token)


def _without_token(request: HttpRequest, anyone: bool) -> Caller:
    """A stranger, or who is logged in; the cookie of a page is good for reading alone, so that no other site can use it."""
    if request.method not in SAFE:
        _grant(request, taken_by_address(request))
        if anyone:
            return Caller(AnonymousUser())
        raise Refused(401, headers=CHALLENGE)
    known = request.user.is_authenticated
    _grant(request, taken_by_person(request.user) if known else taken_by_address(request))
    return Caller(request.user)


def _grant(request: HttpRequest, taken: Taken) -> None:
    request.META[TAKEN] = taken
    if not taken.granted:
        raise Refused(429, headers={"Retry-After": str(int(taken.wait_s) + 1)})


def _check_body(request: HttpRequest) -> None:
    length: Any = request.headers.get("Content-Length") or "0"
    if not str(length).isdecimal() or int(length) > min(MOST_BYTES, settings.DATA_UPLOAD_MAX_MEMORY_SIZE or MOST_BYTES):
        raise Refused(413)
    if int(length) and request.content_type != "application/json":
        raise Refused(415)
