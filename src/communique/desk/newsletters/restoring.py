"""After a restore nothing is mailed by itself: the desk does not know what it mailed after the backup was made.

``mark`` leaves a file in the data folder before the backup is put in place; the first thing that a worker does for newsletters is
to look for it (``hold_due``), and it is taken away once everything is held.
"""

import logging
import threading
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from communique.desk.archive.changing.history import Subject, note
from communique.desk.newsletters.issues.approving import pause, take_back
from communique.desk.newsletters.models import Issue, MailingList

LOG = logging.getLogger("communique.newsletters")
NAME = "restored"
"""Of the file; it says as of when the desk is."""
WORDS = (
    "This desk was put back as of {as_of}, and does not know what it mailed after that. Look at the log of your mail server, or at "
    "Mailchimp, whether this issue went out meanwhile; if it did, cancel it."
)
State = Issue.State


def mark(as_of: str) -> None:
    """Have everything held before anything is mailed. ``as_of``: when the backup was made."""
    _file().write_text(as_of, "utf-8")


def hold_due(at: datetime, name: str, stopping: threading.Event) -> int:
    """Hold what a restored desk would mail; how many issues and lists."""
    del at, name, stopping
    try:
        as_of = _file().read_text("utf-8")
    except FileNotFoundError:
        return 0
    held = _hold(WORDS.format(as_of=as_of))
    _file().unlink(missing_ok=True)
    LOG.warning("newsletters are held, as the desk was put back", extra={"as_of": as_of, "held": held})
    return held


@transaction.atomic
def _hold(words: str) -> int:
    """Approved issues are drafts again, those on their way are paused, and no list sends without a person's approval."""
    begun = Issue.objects.filter(state__in=(State.FREEZING, State.APPROVED))
    sending = Issue.objects.filter(state=State.SENDING).exclude(platform=Issue.Platform.MAILCHIMP)
    automatic = MailingList.objects.filter(automatic=True, closed_at=None)
    found = [*begun, *sending, *automatic]
    for issue in begun:
        _draft(issue, words)
    for issue in sending:
        pause(issue, None, words)
    for mailing_list in automatic:
        note(None, Subject.LIST, mailing_list.slug, "automatic", True, False, words)
    automatic.update(automatic=False)
    return len(found)


def _draft(issue: Issue, words: str) -> None:
    """Nothing of it had left when the backup was made."""
    issue.deliveries.all().delete()
    thawed = {"frozen_up_to": 0, "left_out": {}, "leased_by": "", "lease_until": None}
    Issue.objects.filter(pk=issue.pk).update(state=State.APPROVED, **thawed)
    take_back(issue, None, words)
    Issue.objects.filter(pk=issue.pk).update(trouble=words)


def _file() -> Path:
    return Path(settings.DATA) / NAME
