"""Whose bucket a request takes from."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from communique.desk.api.limiting.bucket import Taken, take
from communique.desk.api.models import Token

SALT = "communique.desk.api.limiting"


def taken_by_token(token: Token) -> Taken:
    """Take from a token's bucket."""
    return take(f"token:{token.pk}", settings.API_RATE)


def taken_by_person(user: Any) -> Taken:
    """Take from the bucket of somebody who is logged in."""
    return take(f"user:{user.pk}", settings.API_RATE)


def taken_by_address(request: HttpRequest) -> Taken:
    """Take from the bucket of the address that asks; the address itself is not kept."""
    address = str(get_adapter().get_client_ip(request))
    digest = salted_hmac(SALT, address, algorithm="sha256").hexdigest()
    return take(f"address:{digest}", settings.API_RATE_STRANGERS)
