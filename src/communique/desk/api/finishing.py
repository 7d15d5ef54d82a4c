"""What every answer has: its limit, and problems where the framework answers otherwise."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

from communique.desk.api.access.needs import TAKEN
from communique.desk.api.limiting.bucket import WINDOW_S, Taken
from communique.desk.api.problems import Refused, answer
from communique.desk.api.problems.problem import MEDIA_TYPE

View = Callable[..., HttpResponseBase]


def finished(view: View) -> View:
    """A view whose answers tell how much may still be asked, and are kept by nobody in between."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 405 and response.headers.get("Content-Type") != MEDIA_TYPE:
            response = answer(Refused(405, headers={"Allow": response.headers["Allow"]}))
        taken = request.META.get(TAKEN)
        if isinstance(taken, Taken):
            for name, value in _limits(taken).items():
                response.headers[name] = value
        response.headers.setdefault("Cache-Control", "private, no-cache")
        patch_vary_headers(response, ("Authorization", "Cookie"))
        return response

    return answering


def _limits(taken: Taken) -> dict[str, str]:
    """As the IETF's draft on RateLimit header fields has them."""
    reset = int(taken.wait_s) + 1 if not taken.granted else 0
    return {
        "RateLimit-Policy": f'"default";q={taken.depth};w={WINDOW_S}',
        "RateLimit": f'"default";r={taken.left};t={reset}',
    }


def unknown(request: HttpRequest, *args: Any) -> HttpResponseBase:
    """An address of the API that there is not."""
    return answer(Refused(404))
