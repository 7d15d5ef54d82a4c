"""The rows that tell which workers are alive, for doctor, health and people."""

import os
import socket
from datetime import datetime, timedelta

from django.db.models import QuerySet

from communique.desk.ingest.models import Worker
from communique.desk.ingest.working.holding import Work, now

SILENT = timedelta(minutes=2)
"""A worker that was not seen for so long is gone or hangs."""
FORGOTTEN = timedelta(days=7)


def alive(at: datetime) -> QuerySet[Worker]:
    """The workers that are at work, the latest seen first."""
    return Worker.objects.filter(stopped_at=None, seen_at__gt=at - SILENT).order_by("-seen_at")


def begin(work: Work) -> None:
    """Say that a worker is here; those that are long gone are forgotten."""
    at = now()
    Worker.objects.filter(seen_at__lt=at - FORGOTTEN).delete()
    Worker.objects.create(
        name=work.name,
        host=socket.gethostname()[:64],
        pid=os.getpid(),
        coded_with=work.coding.coded_with,
        started_at=at,
        seen_at=at,
    )


def beat(work: Work, doing: str) -> None:
    """Say that it is still here, and what it does."""
    Worker.objects.filter(name=work.name).update(seen_at=now(), doing=doing)


def end(work: Work) -> None:
    """Say that it left in order."""
    at = now()
    Worker.objects.filter(name=work.name).update(seen_at=at, stopped_at=at, doing="")
