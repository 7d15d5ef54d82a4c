"""Not waiting for others who write: SQLite has one writer at a time, PostgreSQL one for each row."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

from communique.desk.config.database import WAIT_S

SHORT_MS = 50
"""What a request waits for its turn to count."""


class Busy(Exception):  # noqa: N818
    """Somebody else writes."""


@contextmanager
def impatient() -> Iterator[None]:
    """Wait only shortly for a lock. Raises ``Busy``."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    _wait(SHORT_MS)
    try:
        yield
    except OperationalError as error:
        if "locked" not in str(error) and "busy" not in str(error):
            raise
        raise Busy from error
    finally:
        _wait(WAIT_S * 1000)


def _wait(milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds:d}")
