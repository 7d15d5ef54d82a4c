"""The client that the settings describe."""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from communique.desk.newsletters.mailchimp.client import Client


def chosen() -> bool:
    """Whether Mailchimp sends."""
    return bool(settings.PLATFORM == "mailchimp")


def connected(wait: Callable[[float], Any]) -> Client:
    """A client. Raises ``ValueError`` where the key is none."""
    return Client(settings.MAILCHIMP_KEY or "", base=settings.MAILCHIMP_URL, wait=wait)
