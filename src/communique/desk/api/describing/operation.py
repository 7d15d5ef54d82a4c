"""Declare an operation: where it is, what it needs, what it answers. The schema tells all of it."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec
from ninja import Router

from communique.desk.api.access import Needs
from communique.desk.api.problems import kinds

View = TypeVar("View", bound=Callable[..., Any])
ALWAYS = (401, 403, 422, 429, 500, 503)
WITH_BODY = (400, 409, 413, 415)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation answers when all went well. ``type`` null: ``media`` as it is."""

    type: type[msgspec.Struct] | None
    status: int = 200
    media: tuple[str, ...] = ("application/json",)
    headers: dict[str, Any] = field(default_factory=dict)


def operation(
    router: Router,
    method: str,
    path: str,
    name: str,
    answer: Answer,
    *,
    needs: Needs | None = None,
    problems: Sequence[int] = (),
    parameters: Sequence[dict[str, Any]] = (),
) -> Callable[[View], View]:
    """Declare a view as an operation ``name``. Its docstring is the description, the first sentence the summary."""

    def declare(view: View) -> View:
        told = inspect.getdoc(view) or ""
        extra = {
            "responses": _responses(answer, (*ALWAYS, *problems, *(WITH_BODY if method != "GET" else ()))),
            "parameters": list(parameters),
        }
        if needs is None or needs.anyone or (needs.role is None and method == "GET"):
            extra["security"] = [{}]
        declared: View = router.api_operation(
            [method],
            path,
            auth=needs or Needs(),
            operation_id=name,
            summary=" ".join(told.split("\n\n")[0].split()).rstrip("."),
            description=_described(told, needs or Needs()),
            response={answer.status: None},
            openapi_extra=extra,
            url_name=name,
        )(view)
        return declared

    return declare


def _described(told: str, needs: Needs) -> str:
    if needs.anyone:
        return f"{told}\n\nFor anyone; no token is needed."
    who = f"the role {needs.role} or above" if needs.role else "whoever the desk shows itself to"
    return f"{told}\n\nFor {who}; a token needs the scope `{needs.scope}`."


def _responses(answer: Answer, problems: Sequence[int]) -> dict[int, Any]:
    schema = {"$ref": f"#/components/schemas/{answer.type.__name__}"} if answer.type else {"type": "string"}
    good: dict[str, Any] = {
        "description": "As asked for.",
        "content": {media: {"schema": schema} for media in answer.media},
    }
    if answer.headers:
        good["headers"] = answer.headers
    if answer.status == 204:
        good.pop("content")
    told = {status: {"$ref": f"#/components/responses/{kinds()[status].slug}"} for status in sorted(set(problems))}
    return {answer.status: good, **told}
