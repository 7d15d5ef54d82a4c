"""Every exception as a problem; a fault of ours is logged, and its words are not told."""

import logging
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.core.signals import got_request_exception
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from communique.desk.api.problems.kinds import kinds
from communique.desk.api.problems.problem import FieldProblem, Refused, answer
from communique.desk.archive.changing import ChangeRefused

LOG = logging.getLogger("communique.api")
NINJAS = (Http404, HttpError, ValidationError)
"""For which ninja has handlers of its own, that ours take the place of."""


def handle_all(api: NinjaAPI) -> None:
    """Let an API answer with problems alone."""
    for kind in (Exception, *NINJAS):
        api.add_exception_handler(kind, _answered)


def _answered(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    refused = refusal(error if isinstance(error, Exception) else error())
    if refused.status == 500:
        got_request_exception.send(sender=None, request=request)
        LOG.error(
            "%s %s failed", request.method, request.path, exc_info=error if isinstance(error, Exception) else None
        )
    return answer(refused)


def refusal(error: Exception) -> Refused:
    """What an exception means to who asked; 500 where it is a fault of ours."""
    match error:
        case Refused():
            return error
        case Http404():
            return Refused(404)
        case PermissionDenied():
            return Refused(403, str(error))
        case BadRequest():
            return _bad(str(error))
        case ChangeRefused():
            return Refused(409, str(error))
        case ValidationError():
            return invalid(error.errors)
        case HttpError():
            return _http(error)
        case OperationalError() if "locked" in str(error):
            return Refused(503, headers={"Retry-After": "5"})
    return Refused(500)


def _bad(told: str) -> Refused:
    """A page's ``name: what is wrong``."""
    field, _, detail = told.partition(": ")
    return Refused(422, told, [FieldProblem(field=field, detail=detail or told)])


def _http(error: HttpError) -> Refused:
    if isinstance(error.__cause__, RequestDataTooBig):
        return Refused(413)
    return Refused(error.status_code if error.status_code in kinds() else 500)


def invalid(errors: list[dict[str, Any]]) -> Refused:
    """What ninja found wrong with parameters and bodies: a location begins with where the value is."""
    found = [FieldProblem(field=_path(each["loc"]), detail=str(each["msg"])) for each in errors]
    return Refused(422, "; ".join(f"{each.field}: {each.detail}" for each in found), found)


def _path(location: tuple[Any, ...]) -> str:
    """``("body", "given", "version")`` as ``version``: the second part is the name of our argument."""
    return ".".join(str(part) for part in (location[2:] if location[0] == "body" else location[1:])) or str(location[0])
