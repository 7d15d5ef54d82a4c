"""What is read once for each request and held until its end; outside of requests nothing is held."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponseBase

_HELD: ContextVar[list[Any] | None] = ContextVar("held", default=None)


def holding(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: begin each request with nothing held, end it likewise."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        token = _HELD.set([])
        try:
            return get_response(request)
        finally:
            _HELD.reset(token)

    return handle


def held() -> Any:
    """What is held of this request; None: nothing yet, or there is no request."""
    box = _HELD.get()
    return box[0] if box else None


def hold(thing: Any) -> None:
    """Hold it until the end of the request, in place of what was held."""
    box = _HELD.get()
    if box is not None:
        box[:] = [thing]
