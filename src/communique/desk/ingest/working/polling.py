"""Ask sources that are due."""

import logging

from django.db import transaction
from django.db.models import Q

from communique.desk.archive.models import Source
from communique.desk.ingest.polling import due_sources, poll
from communique.desk.ingest.polling.poll import backoff
from communique.desk.ingest.working.holding import Work, free, hold, let_go, now
from communique.desk.ingest.working.troubles import Caught, words

LOG = logging.getLogger("communique.worker")
AT_ONCE = 4
"""Sources asked before reports are coded again."""


def poll_due(work: Work) -> int:
    """Ask a few sources; how many."""
    done = 0
    while done < AT_ONCE and not work.stopping.is_set():
        source = _next(work)
        if source is None:
            break
        _ask(source)
        done += 1
    return done


def _next(work: Work) -> Source | None:
    at = now()
    due = due_sources(at).filter(free(at))
    if not due.exists():
        return None
    with transaction.atomic():
        found = list(due.select_for_update(skip_locked=True, of=("self",))[:1])
        return next(iter(hold(found, Q(active=True), work, at)), None)


def _ask(source: Source) -> None:
    told = {"source": source.pk, "address": source.address}
    with Caught() as caught:
        polled = poll(source, now())
        LOG.info("asked a source", extra={**told, "kept": polled.kept, "error": polled.error})
    if caught.error is None:
        let_go(source)
        return
    LOG.error("asking a source failed", exc_info=caught.error, extra=told)
    failures = source.failures + 1
    again = now() + backoff(failures, 0.5)
    let_go(source, failures=failures, error=words(caught.error), tried_at=now(), due_at=again, list_at=again)
