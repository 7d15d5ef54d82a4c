"""Requests of every kind, made by the schema: none ends in a fault, all answer as the schema tells."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from desk.conftest import person
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings, strategies
from schemathesis.checks import not_a_server_error
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from communique.desk.accounts.roles import Role
from communique.desk.api.tokens.keeping import make

HELD = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)


pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # schemathesis leaves downloads open
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
"""Requests as the schema has them, and such as it does not."""


@pytest.fixture(autouse=True)
def unlimited(desk: None, settings: Any) -> Iterator[None]:
    """No limits; and requests leave the test's connection open, as Django's own client does."""
    settings.API_RATE = settings.API_RATE_STRANGERS = 1_000_000
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(desk: None) -> str:
    return make(person(Role.ADMINISTRATOR), "fuzz", ["read", "read:unreviewed", "review", "submit", "admin"], None)[1]


def every() -> list[Any]:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    found = [each.ok() for each in schema.get_all_operations()]
    return [pytest.param(each, id=each.definition.raw["operationId"]) for each in found]


def ask(operation: Any, most: int, headers: dict[str, str]) -> None:
    """Requests of an operation, each of which is answered as the schema tells."""

    @settings(
        max_examples=most, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=strategies.one_of(*(operation.as_strategy(generation_mode=mode) for mode in MODES)))
    def answered(case: Any) -> None:
        case.validate_response(case.call(headers=headers), checks=HELD)

    answered()


@pytest.mark.parametrize("operation", every())
def test_whatever_a_token_asks_is_answered_as_told(operation: Any, token: str) -> None:
    ask(operation, 25, {"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize("operation", every())
def test_whatever_a_stranger_asks_is_answered_as_told(operation: Any) -> None:
    ask(operation, 10, {})
