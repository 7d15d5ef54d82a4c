"""The addresses that count. They are the same for everybody who gets the issue."""

import hmac
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from communique.desk.newsletters.models import Issue

PURPOSE = "newsletters.follow"
WIDTH = 24
"""Hexadecimal characters of a seal: 96 bits."""


def seen_address(issue: Issue) -> str:
    """Of the picture of one pixel whose fetching counts as an opening."""
    return f"{settings.BASE_URL.rstrip('/')}{reverse('newsletters:seen', args=[issue.list.slug, issue.number])}"


def follow_address(issue: Issue, url: str) -> str:
    """Of the link that counts and leads to ``url``: to this one alone, so that it is no open door to others."""
    path = reverse("newsletters:follow", args=[issue.list.slug, issue.number, seal(issue.pk, url)])
    return f"{settings.BASE_URL.rstrip('/')}{path}?{urlencode({'url': url})}"


def seal(issue: int, url: str) -> str:
    """Says that the desk made this link."""
    made = salted_hmac(PURPOSE, f"{issue}\n{url}", secret=settings.SECRET_KEY, algorithm="sha256")
    return made.hexdigest()[:WIDTH]


def is_sealed(issue: int, url: str, given: str) -> bool:
    """Whether it did."""
    return hmac.compare_digest(given.encode(), seal(issue, url).encode())
