"""Read the reports in snapshots, one snapshot after another in the order in which they came."""

import logging

from django.db import transaction
from django.db.models import F, Q

from communique.desk.archive.models import Snapshot
from communique.desk.ingest.intake import read_snapshot
from communique.desk.ingest.working.holding import Work, hold, let_go, now
from communique.desk.ingest.working.troubles import Caught, words

LOG = logging.getLogger("communique.worker")
ENDED = "The worker ended {} times while it read this."


def read_fetched(work: Work) -> int:
    """Read some snapshots; how many."""
    done = 0
    while done < work.limits.batch and not work.stopping.is_set():
        snapshot = _next(work)
        if snapshot is None:
            break
        _read(snapshot, work)
        done += 1
    return done


def _next(work: Work) -> Snapshot | None:
    """The first that is not read yet; none while another worker reads it, so that reports come in order."""
    at = now()
    fetched = Snapshot.objects.filter(state=Snapshot.State.FETCHED).order_by("pk")
    if not fetched.exists():
        return None
    with transaction.atomic():
        first = fetched.select_for_update(of=("self",)).first()
        found = (
            []
            if first is None
            else hold([first], Q(state=Snapshot.State.FETCHED), work, at, attempts=F("attempts") + 1)
        )
        return next(iter(found), None)


def _read(snapshot: Snapshot, work: Work) -> None:
    told = {"snapshot": snapshot.pk, "address": snapshot.address}
    if snapshot.attempts > work.limits.attempts:
        LOG.error("a snapshot ends the worker again and again", extra=told)
        let_go(snapshot, state=Snapshot.State.FAILED, error=ENDED.format(work.limits.attempts))
        return
    with Caught() as caught:
        made = read_snapshot(snapshot, now())
        LOG.info("read a snapshot", extra={**told, "reports": len(made), "error": snapshot.error})
    if caught.error is not None:
        LOG.error("reading a snapshot failed", exc_info=caught.error, extra=told)
        let_go(snapshot, state=Snapshot.State.FAILED, error=words(caught.error))
