"""What is secret in an address is written down nowhere, whichever form the log has."""

import io
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponseNotAllowed
from django.test import RequestFactory
from django.utils.log import log_response

from communique.desk.config.logs import logs


@pytest.fixture(params=["plain", "json"])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What the desk's own handler writes."""
    told = logs("INFO", request.param)
    made: Any = logging.config.DictConfigurator(told)
    formatter = made.configure_formatter(told["formatters"][request.param])
    masked = made.configure_filter(told["filters"]["masked"])
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    handler.addFilter(masked)
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


@pytest.mark.parametrize("where", ["mailchimp", "leave", "mine", "confirm"])
def test_a_refused_request_is_logged_without_its_secret(log: io.StringIO, where: str) -> None:
    asked = RequestFactory().put(f"/newsletters/{where}/c0ffee:secret-1/?next=1")
    log_response("%s: %s", "Method Not Allowed", asked.path, response=HttpResponseNotAllowed(["POST"]), request=asked)
    assert "Method Not Allowed" in log.getvalue()
    assert f"/newsletters/{where}/" in log.getvalue()
    assert "c0ffee" not in log.getvalue()


def test_other_addresses_are_logged_whole(log: io.StringIO) -> None:
    asked = RequestFactory().put("/newsletters/desk/lists/sahel/")
    log_response("%s: %s", "Not Found", asked.path, response=HttpResponseNotAllowed(["POST"]), request=asked)
    assert "/newsletters/desk/lists/sahel/" in log.getvalue()


def test_the_handler_of_the_desk_has_the_filter() -> None:
    assert logs("INFO", "plain")["handlers"]["error"]["filters"] == ["masked"]
