"""Ask one source, whatever its kind, and write down how it went and when it is asked next."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from django.db.models import QuerySet

from communique.desk.archive.models import Source
from communique.desk.ingest.polling import feed, folder, mailbox, page
from communique.desk.ingest.polling.outcome import Found, SourceFailedError

Kind = Source.Kind
POLLERS: Mapping[str, Callable[[Source, datetime], Found]] = MappingProxyType(
    {Kind.FEED: feed.ask, Kind.PAGE: page.ask, Kind.FOLDER: folder.ask, Kind.MAILBOX: mailbox.ask}
)
WATCHED = tuple(POLLERS)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=24)
"""After the first failure and after many; each failure doubles the wait."""
LONGEST_ASKED_WAIT = timedelta(days=7)
"""A site may ask for longer; we look again after this."""
JITTER = 0.2
"""Share by which a wait is longer or shorter, so that what failed together is not tried together."""
WRITTEN = ("etag", "last_modified", "failures", "error", "tried_at", "succeeded_at", "due_at", "list_at")


@dataclass(frozen=True, slots=True)
class Polled:
    """How it went: snapshots kept, the error in words (empty: none), when it is due next (null: never)."""

    kept: int
    error: str
    due_at: datetime | None


def due_sources(now: datetime) -> QuerySet[Source]:
    """Active sources that are to be asked, the longest due first; those that a worker holds a lease of are among them."""
    return Source.objects.filter(active=True, kind__in=WATCHED, due_at__lte=now).order_by("due_at", "pk")


def poll(source: Source, now: datetime) -> Polled:
    """Ask a source for what is new and keep it as snapshots, to be read by ``intake.read_snapshot``.

    What the source does wrong is written into its row, never raised. A poll that was killed midway is done again without harm.
    """
    try:
        found = POLLERS[source.kind](source, now)
    except SourceFailedError as error:
        return _failed(source, str(error), error.wait, now)
    return _went_well(source, found, now)


def _went_well(source: Source, found: Found, now: datetime) -> Polled:
    if found.asked:
        source.tried_at = source.succeeded_at = now
        source.failures, source.error = 0, " ".join(found.problems)
        source.list_at = now + timedelta(minutes=source.every_minutes)
    due = [moment for moment in (source.list_at, found.again) if moment is not None and moment > now]
    return _written(source, found.kept, min(due, default=now))


def _failed(source: Source, words: str, wait: timedelta | None, now: datetime) -> Polled:
    source.tried_at, source.failures, source.error = now, source.failures + 1, words
    source.list_at = now + max(backoff(source.failures, random.random()), min(wait or timedelta(), LONGEST_ASKED_WAIT))
    return _written(source, 0, source.list_at)


def _written(source: Source, kept: int, due: datetime) -> Polled:
    source.due_at = due
    source.save(update_fields=WRITTEN)
    return Polled(kept, source.error, due)


def backoff(failures: int, chance: float) -> timedelta:
    """How long to wait after so many failures in a row; ``chance`` is 0 to 1."""
    wait = min(FIRST_WAIT * (1 << min(failures - 1, 20)), LONGEST_WAIT)
    return wait * (1 - JITTER + 2 * JITTER * chance)
