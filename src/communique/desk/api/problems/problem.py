"""A problem: as it is raised, and as it is answered."""

from collections.abc import Mapping, Sequence

import msgspec
from django.http import HttpResponse

from communique.desk.api.problems.kinds import kinds

MEDIA_TYPE = "application/problem+json"


class FieldProblem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with one value. ``field`` is the parameter's name, or the path of the value in the body."""

    field: str
    detail: str


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong, as RFC 9457 has it. ``detail`` is what to do about it here; ``errors`` are of status 422."""

    type: str
    title: str
    status: int
    detail: str
    errors: tuple[FieldProblem, ...] = ()


class Refused(Exception):  # noqa: N818  the word that is answered
    """A request that is not granted: its status is one of ``data/problems.yaml``."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        errors: Sequence[FieldProblem] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, tuple(errors)
        self.headers = dict(headers or {})


def answer(refused: Refused) -> HttpResponse:
    """The problem as a response."""
    kind = kinds()[refused.status]
    body = Problem(
        type=kind.address,
        title=kind.title,
        status=refused.status,
        detail=refused.detail or kind.help,
        errors=refused.errors,
    )
    return HttpResponse(msgspec.json.encode(body), MEDIA_TYPE, refused.status, headers=refused.headers)


def wrong(field: str, detail: str) -> Refused:
    """One value is wrong."""
    return Refused(422, f"{field}: {detail}", [FieldProblem(field=field, detail=detail)])
