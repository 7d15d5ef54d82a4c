"""What is answered: typed structs as JSON, and lists by pages."""

from collections.abc import Mapping

import msgspec
from django.http import HttpResponse

MOST, USUAL = 200, 50
"""Rows of a page."""


def answered(told: msgspec.Struct, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A struct as JSON."""
    return HttpResponse(msgspec.json.encode(told), "application/json", status, headers=dict(headers or {}))
