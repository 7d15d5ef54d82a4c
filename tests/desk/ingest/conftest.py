"""A site on this machine that may be fetched from, without pauses."""

from collections.abc import Iterator

import pytest
from desk.ingest.served import Site, site
from pytest_django import Settings


@pytest.fixture
def web(settings: Settings) -> Iterator[Site]:
    """A site that may be fetched from at once and again."""
    settings.FETCH_DELAY_S = 0
    with site() as found:
        settings.ALLOW_PRIVATE_HOSTS = (found.host,)
        yield found
