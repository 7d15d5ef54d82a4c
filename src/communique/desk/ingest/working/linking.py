"""Link the events that wait for it, report by report."""

import logging

from communique.desk.archive.linked import link_due
from communique.desk.ingest.working.holding import Work

LOG = logging.getLogger("communique.worker")


def link_coded(work: Work) -> int:
    """Link all that is due, in small transactions; how many events."""
    done = 0
    while not work.stopping.is_set() and (linked := link_due(work.limits.events)):
        done += linked
    if done:
        LOG.info("linked events", extra={"events": done})
    return done
