"""One's own account: what one may do, and where password, second factors, sessions and tokens are."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from communique.desk.accounts.guards import needs
from communique.desk.accounts.requiring import must_set_up
from communique.desk.accounts.roles import Role


@needs(Role.READER)
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account on one page."""
    mine = {"user_id": request.user.pk}
    return render(
        request,
        "accounts/account.html",
        {
            "addresses": EmailAddress.objects.filter(**mine).order_by("-primary", "email"),
            "factors": Authenticator.objects.filter(**mine).order_by("pk"),
            "sessions": UserSession.objects.filter(**mine).count(),
            "must_set_up": must_set_up(request.user),
        },
    )
