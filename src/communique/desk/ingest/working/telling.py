"""What programs gave and are told: pages that they submitted, webhooks."""

import logging
from collections.abc import Callable

from communique.desk.api.submitting.fetching import fetch_submitted
from communique.desk.api.webhooks.making import make_due
from communique.desk.api.webhooks.sending import send_due
from communique.desk.ingest.working.holding import Work, now
from communique.desk.ingest.working.troubles import Caught

LOG = logging.getLogger("communique.worker")


def fetch_given(work: Work) -> int:
    """Fetch pages that programs submitted by their address; how many."""
    return _guarded("fetching what was submitted", lambda: fetch_submitted(now()))


def tell_programs(work: Work) -> int:
    """Make webhooks of what changed, and send those that are due; how much of both."""
    made = _guarded("making webhooks", lambda: make_due(now()))
    return made + _guarded("sending webhooks", lambda: send_due(now(), stopping=work.stopping.is_set))


def _guarded(what: str, step: Callable[[], int]) -> int:
    """What a step did; a fault in it is logged, and keeps nobody from coding reports."""
    done = 0
    with Caught() as caught:
        done = step()
    if caught.error is not None:
        LOG.error("%s failed", what, exc_info=caught.error)
    return done
