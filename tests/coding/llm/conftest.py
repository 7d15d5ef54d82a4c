"""The endpoint as a fixture."""

from collections.abc import Iterator

import pytest
from endpoint import Endpoint, serving


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with serving() as served:
        yield served
