"""The OpenAPI document is valid, tells everything, and is told to people on a page."""

import re
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from django.test import Client
from openapi_spec_validator import OpenAPIV31SpecValidator

from communique.desk.api.describing.document import document, examples, operations
from communique.desk.api.selecting import parameters
from communique.desk.public.selecting.reading import READ

DOCS = Path(__file__).parents[3] / "docs" / "desk" / "api.md"


def every() -> list[Any]:
    return [pytest.param(each, id=each["operationId"]) for each in operations(document())]


def schema_of(ref: dict[str, Any]) -> dict[str, Any]:
    return {**ref, "components": document()["components"]}


def test_the_document_is_valid_openapi_3_1(client: Client) -> None:
    served = msgspec.json.decode(client.get("/api/v1/openapi.json").content)
    assert served["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(served).validate()
    assert served == document()


def test_every_operation_has_an_id_of_its_own() -> None:
    names = [each["operationId"] for each in operations(document())]
    assert len(names) == len(set(names)) >= 18


@pytest.mark.parametrize("operation", every())
def test_every_operation_is_described(operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert len(operation["description"]) > len(operation["summary"])
    assert operation["tags"]
    for parameter in operation["parameters"]:
        assert parameter.get("description") or parameter["in"] == "path", parameter["name"]


@pytest.mark.parametrize("operation", every())
def test_every_operation_has_examples_that_its_schema_takes(operation: dict[str, Any]) -> None:
    given = examples()[operation["operationId"]] if operation["operationId"] != "exportIncidents" else {}
    for status, answer in operation["responses"].items():
        content = answer.get("content", {}).get("application/json")
        if status[0] == "2" and content:
            jsonschema.validate(given["answer"], schema_of(content["schema"]))
    if "requestBody" in operation:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        jsonschema.validate(given["body"], schema_of(schema))


@pytest.mark.parametrize("operation", every())
def test_every_operation_tells_its_problems(operation: dict[str, Any]) -> None:
    assert {"401", "403", "422", "429", "500", "503"} <= set(operation["responses"])


def test_the_filters_are_those_of_the_map() -> None:
    assert [each["name"] for each in parameters()] == list(READ)


def test_the_page_tells_of_every_operation_without_what_the_policy_forbids(client: Client, db: None) -> None:
    page = client.get("/api/v1/docs").content.decode()
    for each in operations(document()):
        assert f'id="{each["operationId"]}"' in page
    assert all("src=" in each for each in re.findall(r"<script[^>]*>", page))
    assert "style=" not in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_a_kind_of_problem_is_told_at_the_address_of_its_type(client: Client, db: None) -> None:
    problem = msgspec.json.decode(client.get("/api/v1/nothing").content)
    address, _, slug = problem["type"].partition("#")
    assert address.endswith("/api/v1/docs")
    assert f'id="{slug}"' in client.get("/api/v1/docs").content.decode()


def test_the_docs_tell_of_every_operation() -> None:
    told = DOCS.read_text("utf-8")
    missing = [each["operationId"] for each in operations(document()) if f"`{each['operationId']}`" not in told]
    assert not missing
