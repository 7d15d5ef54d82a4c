"""Mailchimp's share of the worker's pass. Of several workers, one at a time does it."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.db.models import Q

from communique.desk.newsletters.mailchimp import tasks
from communique.desk.newsletters.mailchimp.batches import batch_due
from communique.desk.newsletters.mailchimp.campaigns import campaigns_due
from communique.desk.newsletters.mailchimp.client import Client, MailchimpError
from communique.desk.newsletters.mailchimp.connecting import chosen, connected
from communique.desk.newsletters.mailchimp.keeping import Thing, keep, kept, noted, stamp
from communique.desk.newsletters.mailchimp.members import bring
from communique.desk.newsletters.mailchimp.reconciling import reconcile_due
from communique.desk.newsletters.mailchimp.reports import reports_due
from communique.desk.newsletters.mailchimp.setting_up import Audience, NotSetUp, known, set_up
from communique.desk.newsletters.mailchimp.taking_on import take_on
from communique.desk.newsletters.models import Remote

LEASE = timedelta(minutes=10)
"""For which a worker that died keeps the others away."""
PASS_S = 2.0
AT_ONCE = 100
"""Tasks that are looked at in one pass."""
CHECKED_EVERY = timedelta(hours=24)
RESTS = tuple(timedelta(seconds=each) for each in (10, 30, 60, 300, 900))
"""After each pass that failed, from the first to the last and on."""
log = logging.getLogger(__name__)


def bring_due(at: datetime, name: str, stopping: threading.Event) -> int:
    """Tell Mailchimp what is due and hear what became of it; how much was done. An error is written down, and rested after."""
    if not settings.MAILCHIMP_KEY or not _awake(at) or not _mine(name, at):
        return 0
    try:
        with connected(stopping.wait) as client:
            done = _pass(client, at, stopping)
    except (MailchimpError, NotSetUp, ValueError) as error:
        _failed(error, at)
        return 0
    finally:
        _free(name)
    noted(Thing.SETUP, "account", failures=0, error="", rest_until=None)
    return done


def _pass(client: Client, at: datetime, stopping: threading.Event) -> int:
    """Members first: who left must be out before an issue goes."""
    until = monotonic() + PASS_S
    go_on: Callable[[], bool] = lambda: monotonic() < until and not stopping.is_set()  # noqa: E731
    audience = _audience(client, at)
    done = batch_due(client, audience, at)
    for task in tasks.due(at)[:AT_ONCE]:
        if not go_on():
            return done
        bring(client, audience, task, at)
        done += 1
    done += campaigns_due(client, audience, at, go_on)
    if chosen():
        done += reports_due(client, at, go_on) + reconcile_due(client, audience, at, go_on)
    return done


def _audience(client: Client, at: datetime) -> Audience:
    """Looked after once a day, and whenever the settings name another. The first time, whoever agreed is brought there."""
    row, found = kept(Thing.SETUP, "account"), known()
    checked = (row.state if row else {}).get("checked_at")
    if found is not None and checked and at - datetime.fromisoformat(checked) < CHECKED_EVERY:
        return found
    new = set_up(client)
    if chosen() and (found is None or found.id != new.id):
        take_on()
    noted(Thing.SETUP, "account", checked_at=stamp())
    return new


def _awake(at: datetime) -> bool:
    row = kept(Thing.SETUP, "account")
    rest = (row.state if row else {}).get("rest_until")
    return not rest or at >= datetime.fromisoformat(rest)


def _mine(name: str, at: datetime) -> bool:
    """Take the lease, unless another worker holds it."""
    Remote.objects.get_or_create(thing=Thing.SETUP, ours="lease")
    free = Q(theirs__in=("", name)) | Q(at__lte=at - LEASE)
    return bool(Remote.objects.filter(free, thing=Thing.SETUP, ours="lease").update(theirs=name, at=at))


def _free(name: str) -> None:
    Remote.objects.filter(thing=Thing.SETUP, ours="lease", theirs=name).update(theirs="")


def _failed(error: Exception, at: datetime) -> None:
    row = kept(Thing.SETUP, "account")
    failures = int((row.state if row else {}).get("failures") or 0)
    rest = RESTS[min(failures, len(RESTS) - 1)]
    log.warning("Mailchimp: %s", error)
    keep(Thing.SETUP, "account", "", failures=failures + 1, error=str(error), rest_until=(at + rest).isoformat())
