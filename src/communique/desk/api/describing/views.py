"""The document and the page that is made of it."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET

from communique.desk.api.describing.document import document
from communique.desk.api.problems import Kind, kinds
from communique.desk.api.tokens.scopes import scopes

CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter, or a member of a body."""

    name: str
    where: str
    type: str
    needed: bool
    words: SafeString


@dataclass(frozen=True, slots=True)
class Shown:
    """An operation as the page shows it."""

    name: str
    method: str
    path: str
    summary: str
    words: tuple[SafeString, ...]
    open: bool
    rows: tuple[Row, ...]
    answers: tuple[tuple[str, str], ...]
    example: str


@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return HttpResponse(msgspec.json.encode(document()), "application/json")


@require_GET
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation on a page, without scripts."""
    context = {
        "words": _paragraphs(str(document()["info"]["description"])),
        "version": document()["info"]["version"],
        "groups": groups(),
        "problems": problems(),
        "scopes": scopes(),
    }
    return render(request, "api/docs.html", context)


def problems() -> tuple[tuple[Kind, SafeString], ...]:
    """Each kind of problem, and what to do."""
    return tuple((kind, _marked(kind.help)) for kind in kinds().values())


@functools.cache
def groups() -> Mapping[str, tuple[Shown, ...]]:
    """The operations by what they are about."""
    found: dict[str, tuple[Shown, ...]] = {}
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            tag = operation["tags"][0]
            found[tag] = (*found.get(tag, ()), _shown(path, method.upper(), operation))
    return found


def _shown(path: str, method: str, operation: dict[str, Any]) -> Shown:
    good = {status: each for status, each in operation["responses"].items() if status[0] == "2"}
    content = next(iter(good.values())).get("content", {})
    example = content.get("application/json", {}).get("example")
    return Shown(
        name=operation["operationId"],
        method=method,
        path=path,
        summary=operation["summary"],
        words=_paragraphs(operation["description"].split("\n\n", 1)[1]),
        open={} in operation["security"],
        rows=(*_parameters(operation), *_members(operation)),
        answers=tuple((status, _named(each)) for status, each in operation["responses"].items()),
        example=msgspec.json.format(msgspec.json.encode(example), indent=2).decode() if example else "",
    )


def _parameters(operation: dict[str, Any]) -> Iterator[Row]:
    for each in operation["parameters"]:
        words = _marked(each.get("description", ""))
        yield Row(each["name"], each["in"], _type(each["schema"]), each["required"], words)


def _members(operation: dict[str, Any]) -> Iterator[Row]:
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    whole = document()["components"]["schemas"].get(schema.get("$ref", "").rsplit("/", 1)[-1], schema)
    for name, each in whole.get("properties", {}).items():
        yield Row(name, "body", _type(each), name in whole.get("required", ()), _marked(each.get("description", "")))


def _type(schema: Mapping[str, Any]) -> str:
    """A schema in a word or two."""
    parts = [_type(each) for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    if parts:
        return " or ".join(parts)
    if "enum" in schema:
        return ", ".join(str(each) for each in schema["enum"])
    if schema.get("type") == "array":
        return f"{_type(schema['items'])}, any number"
    return str(schema.get("format") or schema.get("type") or "any JSON")


def _named(answer: Mapping[str, Any]) -> str:
    """What an answer is called: a problem by its kind, else by its schema."""
    contents: list[dict[str, Any]] = list(answer.get("content", {}).values())
    schema: dict[str, Any] = contents[0]["schema"] if contents else {}
    return str(answer.get("$ref") or schema.get("$ref") or "a file").rsplit("/", 1)[-1]


def _paragraphs(text: str) -> tuple[SafeString, ...]:
    return tuple(_marked(each) for each in text.split("\n\n"))


def _marked(text: str) -> SafeString:
    """Plain words with code in backticks."""
    return mark_safe(CODE.sub(r"<code>\1</code>", escape(" ".join(text.split()))))
