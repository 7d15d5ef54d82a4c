"""The OpenAPI document: what ninja tells of operations, and what msgspec tells of answers."""

import functools
import json
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

import msgspec
from django.conf import settings

from communique.desk.api.answers import events, incidents, lists, newsletters
from communique.desk.api.problems import Problem, kinds
from communique.desk.api.problems.problem import MEDIA_TYPE
from communique.desk.api.service import service

PREFIX = "/api/v1"
TYPES: tuple[type[msgspec.Struct], ...] = (
    incidents.IncidentList,
    incidents.IncidentWhole,
    events.EventList,
    events.EventWhole,
    events.ReportList,
    events.ReportWhole,
    events.Submitted,
    lists.ActorList,
    lists.CountryList,
    lists.PlaceList,
    lists.Situation,
    lists.Codebook,
    lists.SourceList,
    newsletters.Lists,
    newsletters.SignedUp,
    Problem,
)
SCHEME = "token"


@functools.cache
def document() -> Mapping[str, Any]:
    """The document, as JSON values. Whoever changes it changes it for all."""
    made = json.loads(json.dumps(service().get_openapi_schema(path_prefix=PREFIX.strip("/") + "/")))
    made["servers"] = [{"url": settings.BASE_URL}]
    made["components"]["schemas"] |= _schemas()
    made["components"]["responses"] = {kind.slug: _problem(status) for status, kind in kinds().items()}
    made["components"]["securitySchemes"] = {SCHEME: made["components"]["securitySchemes"].pop("Needs")}
    for operation in operations(made):
        operation["security"] = [{} if not each else {SCHEME: []} for each in operation["security"]]
        _give_examples(operation)
    return made  # type: ignore[no-any-return]


def operations(made: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every operation of a document."""
    for methods in made["paths"].values():
        yield from methods.values()


def _schemas() -> dict[str, Any]:
    _, found = msgspec.json.schema_components(TYPES, ref_template="#/components/schemas/{name}")
    plain: dict[str, Any] = json.loads(json.dumps(found))  # its tuples as lists
    return plain


def _problem(status: int) -> dict[str, Any]:
    kind = kinds()[status]
    example = {"type": kind.address, "title": kind.title, "status": status, "detail": kind.help, "errors": []}
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}}
    told: dict[str, Any] = {"description": f"{kind.title}. {kind.help}", "content": content}
    if status in (429, 503):
        told["headers"] = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
    return told


@functools.cache
def examples() -> Mapping[str, Any]:
    """An answer of each operation: ``data/examples.json``."""
    found: dict[str, Any] = json.loads(
        resources.files("communique.desk.api").joinpath("data/examples.json").read_text("utf-8")
    )
    return found


def _give_examples(operation: dict[str, Any]) -> None:
    given = examples().get(operation["operationId"], {})
    for status, answer in operation["responses"].items():
        content = answer.get("content", {}).get("application/json")
        if content and status[0] == "2" and "answer" in given:
            content["example"] = given["answer"]
    if "requestBody" in operation and "body" in given:
        operation["requestBody"]["content"]["application/json"]["example"] = given["body"]
