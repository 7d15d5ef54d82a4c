"""A thread that says that the worker is alive and renews its leases, while the step it is at takes no longer than it may."""

import logging
import os
import threading
import time
from types import TracebackType
from typing import Self

from django.db import DatabaseError, InterfaceError, connection

from communique.desk.ingest.working import seen
from communique.desk.ingest.working.holding import Work, renew

LOG = logging.getLogger("communique.worker")
BEATS = 4
"""In the time of a lease."""
HANGS = 70
"""Exit status of a worker that ended itself (EX_SOFTWARE of sysexits.h)."""


class Heart:
    """Beats between ``with`` and its end."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._doing, self._since = "", time.monotonic()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heart", daemon=True)

    def __enter__(self) -> Self:
        seen.begin(self._work)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()
        if kind is None:
            seen.end(self._work)

    def at(self, doing: str) -> None:
        """Tell what the worker does now; empty: nothing."""
        self._doing, self._since = doing, time.monotonic()

    def _run(self) -> None:
        while not self._ended.wait(self._work.limits.lease.total_seconds() / BEATS):
            self._end_if_it_hangs()
            try:
                seen.beat(self._work, self._doing)
                renew(self._work)
            except (DatabaseError, InterfaceError):
                LOG.warning("the database could not be reached", exc_info=True)
                connection.close()
        connection.close()

    def _end_if_it_hangs(self) -> None:
        """A step that never ends is like a crash: another worker goes on, and the report is tried so often and no more."""
        if self._doing and time.monotonic() - self._since > self._work.limits.longest.total_seconds():
            LOG.critical("the worker hangs and ends itself", extra={"doing": self._doing})
            os._exit(HANGS)
