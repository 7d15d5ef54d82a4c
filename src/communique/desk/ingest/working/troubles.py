"""Whatever goes wrong with one report or source is that one's trouble: it is written down, and the others go on."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from types import TracebackType

from django.db import InterfaceError, OperationalError

LOG = logging.getLogger("communique.worker")
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
"""Before the second attempt, and before any; every attempt in between waits four times as long as the one before."""


class Caught(AbstractContextManager["Caught"]):
    """Keeps an error of any kind in ``error``, since nobody knows how a reader may fail on the next text.

    The database being out of reach is nobody's trouble but ours, and goes on; so does a wish to end the process.
    """

    def __init__(self) -> None:
        self.error: Exception | None = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception) or isinstance(error, OperationalError | InterfaceError):
            return False
        self.error = error
        return True


def words(error: Exception) -> str:
    """An error for the row it belongs to: kind and message, at most 500 characters."""
    return f"{type(error).__name__}: {error}".replace("\0", "")[:500]


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many attempts."""
    wait: timedelta = FIRST_WAIT * (1 << 2 * min(attempts - 1, 10))
    return min(wait, LONGEST_WAIT)


def guarded(what: str, step: Callable[[], int]) -> int:
    """What a step did; a fault in it is logged, and keeps nobody from coding reports."""
    done = 0
    with Caught() as caught:
        done = step()
    if caught.error is not None:
        LOG.error("%s failed", what, exc_info=caught.error)
    return done
