"""Taking rows by a lease: what one worker holds, no other takes."""

import os
import secrets
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Model, Q

from communique.desk.archive.models import Report, Snapshot, Source
from communique.desk.ingest.coder import Coding

Held = TypeVar("Held", Report, Snapshot, Source)


@dataclass(frozen=True, slots=True)
class Limits:
    """How the worker goes about it."""

    lease: timedelta = timedelta(seconds=60)
    """After a kill, others take what it held when this has passed."""
    longest: timedelta = timedelta(minutes=15)
    """For one report, page or source; what takes longer hangs, and the worker ends itself so that another goes on."""
    attempts: int = 3
    """A report or snapshot that fails so often, or ends the worker so often, is failed until a person asks for it again."""
    batch: int = 32
    """Reports coded together, and snapshots read in a row."""
    events: int = 40
    """Linked in one transaction, for which people who change something wait."""
    idle: timedelta = timedelta(seconds=2)
    """Between two looks at what is due when nothing was."""


class Stopping(threading.Event):
    """Set when the worker is to finish its step and leave."""


@dataclass(frozen=True, slots=True)
class Work:
    """What every step is given: who does it, with what, and when to stop."""

    coding: Coding
    limits: Limits = field(default_factory=Limits)
    stopping: Stopping = field(default_factory=Stopping)
    name: str = field(default_factory=lambda: new_name())


def new_name() -> str:
    """A worker's name: host, process and chance, since process numbers come again."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(3)}"


def now() -> datetime:
    """The time by this machine's clock, UTC."""
    return datetime.now(UTC)


def free(at: datetime) -> Q:
    """Rows that nobody holds."""
    return Q(lease_until=None) | Q(lease_until__lt=at)


def hold(rows: Sequence[Held], old: Q, work: Work, at: datetime, **changes: Any) -> list[Held]:
    """Take rows that are still as ``old`` says, changing them as told; those that another took meanwhile are left to it.

    Call it in the transaction in which the rows were found.
    """
    kept = []
    for row in rows:
        mine = {"leased_by": work.name, "lease_until": at + work.limits.lease, **changes}
        if type(row)._default_manager.filter(old, free(at), pk=row.pk).update(**mine):
            row.refresh_from_db(fields=list(mine))
            kept.append(row)
    return kept


def let_go(row: Model, **changes: Any) -> None:
    """Give a row back, changed as told, unless another holds it by now."""
    own = type(row)._default_manager.filter(pk=row.pk, leased_by=getattr(row, "leased_by", ""))
    own.update(leased_by="", lease_until=None, **changes)


def renew(work: Work) -> None:
    """Hold all that the worker holds for another while."""
    until = now() + work.limits.lease
    Report.objects.filter(state=Report.State.WAITING, leased_by=work.name).update(lease_until=until)
    Snapshot.objects.filter(state=Snapshot.State.FETCHED, leased_by=work.name).update(lease_until=until)
    Source.objects.filter(leased_by=work.name).update(lease_until=until)
