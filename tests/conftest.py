"""What holds for every test."""

from collections.abc import Iterator
from typing import Any

import pytest
from chromium import chromium
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # how long an example takes says nothing of what is promised
settings.load_profile("untimed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser, for the tests of one file."""
    with chromium() as opened:
        yield opened
