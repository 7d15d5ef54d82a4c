"""What programs gave and are told: pages that they submitted, webhooks."""

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from communique.desk.ingest.working.holding import Work, now
from communique.desk.ingest.working.troubles import guarded


def fetch_given(work: Work) -> int:
    """Fetch pages that programs submitted by their address; how many."""
    return guarded("fetching what was submitted", lambda: _of_the_api("fetch")(now()))


def tell_programs(work: Work) -> int:
    """Make webhooks of what changed, and send those that are due; how much of both."""
    made = guarded("making webhooks", lambda: _of_the_api("make")(now()))
    return made + guarded("sending webhooks", lambda: _of_the_api("send")(now(), stopping=work.stopping.is_set))


def _of_the_api(step: str) -> Callable[..., int]:
    """A step of the API, which stands to the right of the worker and is named in the settings (``WORKER_STEPS``)."""
    found: Callable[..., int] = import_string(settings.WORKER_STEPS[step])
    return found
