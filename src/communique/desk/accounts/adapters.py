"""Where the desk does otherwise than allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from communique.desk.accounts.models import Organisation

SENT = "account/messages/email_confirmation_sent.txt"


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves; without a mail server nothing is mailed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people come by invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail it where there is a mail server."""
        if settings.EMAIL_HOST:
            super().send_mail(template_prefix, email, {**context, "organisation": Organisation.current()})

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **more: Any
    ) -> None:
        """Say it; but not that something was mailed where nothing can be."""
        if message_template == SENT and not settings.EMAIL_HOST:
            messages.warning(
                request, "This desk has no mail server: nothing was mailed, and no address can be confirmed."
            )
            return
        super().add_message(request, level, message_template, *args, **more)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom tries are counted for; a socket of this machine tells no address."""
        return "127.0.0.1" if not request.META.get("REMOTE_ADDR") else str(super().get_client_ip(request))


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors are told apart by the organisation's name."""

    def get_totp_issuer(self) -> str:
        """What an authenticator app shows."""
        return Organisation.current().name
