"""The page behind a link."""

from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from communique.desk.accounts.entering.accounts import open_account, set_password
from communique.desk.accounts.entering.forms import AccountForm, PasswordForm
from communique.desk.accounts.links import Kind, LinkRefused, find
from communique.desk.accounts.models import Link, User

GONE = 410


@sensitive_post_parameters("password1", "password2", "new_password1", "new_password2")
@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for what the link needs, do it, and log in. One who is logged in already, or whose link does not work, is told so."""
    try:
        link = find(token)
        if request.user.is_authenticated:
            return render(request, "accounts/entered.html", {"link": link})
        form = _form(link, request)
        if request.method == "POST" and form.is_valid():
            return _logged_in(request, _done(link, form))
    except LinkRefused as refused:
        return render(request, "accounts/link_refused.html", {"why": refused}, status=GONE)
    return render(request, "accounts/enter.html", {"link": link, "form": form})


def _form(link: Link, request: HttpRequest) -> AccountForm | PasswordForm:
    given: dict[str, Any] = {"data": request.POST} if request.method == "POST" else {}
    if link.kind == Kind.PASSWORD:
        return PasswordForm(cast(User, link.person), **given)
    return AccountForm(link, **given)


def _done(link: Link, form: AccountForm | PasswordForm) -> User:
    return open_account(link, form) if isinstance(form, AccountForm) else set_password(link, form)


def _logged_in(request: HttpRequest, person: User) -> HttpResponse:
    """Log in as after a password: who has a second factor is asked for it."""
    record_authentication(request, person, method="password", username=person.username)
    return cast(HttpResponse, perform_login(request, person, email_verification="none", redirect_url="/"))
