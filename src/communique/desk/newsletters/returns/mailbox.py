"""A step of the worker: read what is new in the returns mailbox. Messages are left in it, as they came."""

import logging
import threading
from datetime import datetime, timedelta
from hashlib import sha256
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from communique.desk.ingest.polling.logins import Box, read_login
from communique.desk.ingest.polling.mailbox import OPEN
from communique.desk.ingest.polling.outcome import SourceFailedError
from communique.desk.newsletters.models import Pace, ReadReturn
from communique.desk.newsletters.returns.refusals import take_refusals
from communique.desk.newsletters.returns.taking import take

LOG = logging.getLogger(__name__)
PACE = "returns"
"""Row that says when the mailbox is asked next, to all workers."""
EACH = timedelta(minutes=2)
FAILED = tuple(timedelta(minutes=minutes) for minutes in (2, 5, 15, 60))
"""After each time in a row that the mailbox could not be read; from the last on, always the last."""
PATIENCE_S = 2.0


def read_due(at: datetime, name: str, stopping: threading.Event) -> int:
    """How many messages and refusals were taken. What is left over comes with the next call."""
    del name
    done = take_refusals(at)
    if not settings.RETURNS_MAILBOX or stopping.is_set() or not _ours(at):
        return done
    try:
        read, more = _read(stopping)
    except SourceFailedError as error:
        LOG.warning("the returns mailbox cannot be read: %s", error)
        _failed(at, str(error))
        return done
    free_at = at if more else at + EACH
    Pace.objects.filter(name=PACE).update(free_at=free_at, held_until=None, tries=0, why="")
    return done + read


def _ours(at: datetime) -> bool:
    """Whether it is due and no other worker reads it."""
    Pace.objects.get_or_create(name=PACE)
    due = Pace.objects.filter(Q(free_at=None) | Q(free_at__lte=at), name=PACE)
    return bool(due.update(free_at=at + EACH))


def _failed(at: datetime, words: str) -> None:
    row = Pace.objects.get(name=PACE)
    again = at + FAILED[min(row.tries, len(FAILED) - 1)]
    tries = min(row.tries + 1, 1000)
    Pace.objects.filter(pk=row.pk).update(free_at=again, held_until=again, tries=tries, why=words[:500])


def _read(stopping: threading.Event) -> tuple[int, bool]:
    """How many were read, and whether more wait. Raises ``SourceFailedError``."""
    login, until, read = read_login(settings.RETURNS_MAILBOX, "COMMUNIQUE_RETURNS_MAILBOX"), monotonic() + PATIENCE_S, 0
    with OPEN[login.scheme](login) as box:
        keys = {sha256(f"{login.address} {number}".encode()).hexdigest(): number for number in box.numbers()}
        known = set(ReadReturn.objects.values_list("key", flat=True))
        for key, number in keys.items():
            if key in known:
                continue
            if stopping.is_set() or (read and monotonic() > until):
                return read, True
            _one(box, number, key)
            read += 1
    return read, False


def _one(box: Box, number: str, key: str) -> None:
    """Take a message and remember it, both or neither."""
    body = box.message(number)
    with transaction.atomic():
        taken = take(body) if body is not None else None
        ReadReturn.objects.get_or_create(key=key)
    LOG.info("returned message %s: %s", number, f"{taken.what}, {taken.words}" if taken else "too large, or gone")
