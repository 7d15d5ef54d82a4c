"""Which platform an issue belongs to, so that none is mailed by both though the settings change while it is on its way.

An issue belongs to the platform that it was approved for. Whoever began to send it ends it. One that nobody began goes over to the
platform of the settings; from Mailchimp only once no campaign of it is there, by Mailchimp's own word (``mailchimp.releasing``).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from communique.desk.archive.changing.history import Subject, note
from communique.desk.newsletters.issues.approving import name_of
from communique.desk.newsletters.issues.bodies import bodies_of, handed
from communique.desk.newsletters.models import Issue, Remote

State, Platform = Issue.State, Issue.Platform
BEFORE = (State.DRAFT, State.APPROVED)
BEGUN = (State.FREEZING, State.SENDING, State.PAUSED)
WORDS: Mapping[str, str] = {
    "taken-back": "It was handed to Mailchimp before you changed to your own mail server. It is being taken back there, and "
    "goes out from here only when Mailchimp has said that it never sent it.",
    "no-key": "It was handed to Mailchimp, and without a key nobody here can tell whether it was sent, nor take it back. "
    "Set COMMUNIQUE_MAILCHIMP_KEY again until it is; or look at Mailchimp, delete its campaign there, and cancel it here.",
    "ends-there": "Mailchimp began to send it and ends it, though your own mail server sends now.",
    "still-scheduled": "Its campaign may still be scheduled at Mailchimp, and there is no key to take it back with: "
    "delete it there, or set COMMUNIQUE_MAILCHIMP_KEY again.",
    "ends-here": "Your own mail server began to send it and ends it; Mailchimp is not given it.",
    "no-server": "Your own mail server began to send it, and COMMUNIQUE_MAIL names none now: set it again, or cancel this issue.",
}
"""What the page of an issue says that is not with the platform of the settings."""

STUCK = {"no-key", "still-scheduled", "no-server"}


def take_over() -> int:
    """Give approved issues that the other platform never got to that of the settings, with links of its own; how many."""
    others = Issue.objects.filter(state=State.APPROVED).exclude(platform=settings.PLATFORM)
    if settings.PLATFORM == Platform.SMTP:
        others = others.filter(platform=Platform.MAILCHIMP)
    return sum(_take_over(pk) for pk in list(others.values_list("pk", flat=True)))


@transaction.atomic
def _take_over(pk: int) -> bool:
    found = Issue.objects.select_for_update(of=("self",)).select_related("list").get(pk=pk)
    before = found.platform
    if found.state != State.APPROVED or before == settings.PLATFORM or handed(found):
        return False
    found.platform = settings.PLATFORM
    note(None, Subject.ISSUE, name_of(found), "platform", before or None, found.platform)
    return bool(Issue.objects.filter(pk=pk).update(platform=found.platform, **bodies_of(found)))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is to be said of an issue that is not where the settings say. ``stuck``: until somebody sees to it."""

    words: str
    stuck: bool


def elsewhere(issue: Issue) -> Elsewhere | None:
    """Null: it is where the settings say."""
    found = _case(issue)
    return Elsewhere(WORDS[found], found in STUCK) if found else None


def _case(issue: Issue) -> str:
    if issue.platform == Platform.MAILCHIMP:
        return _at_mailchimp(issue)
    if settings.PLATFORM == Platform.MAILCHIMP and issue.state in BEGUN:
        return "ends-here" if settings.EMAIL_HOST else "no-server"
    return ""


def _at_mailchimp(issue: Issue) -> str:
    if issue.state == State.CANCELLED and not settings.MAILCHIMP_KEY:
        scheduled = Remote.objects.filter(thing=Remote.Thing.ISSUE, ours=str(issue.pk), state__status="schedule")
        return "still-scheduled" if scheduled.exists() else ""
    if settings.PLATFORM == Platform.MAILCHIMP or issue.state not in (*BEFORE, *BEGUN) or not handed(issue):
        return ""
    if not settings.MAILCHIMP_KEY:
        return "no-key"
    return "taken-back" if issue.state in BEFORE else "ends-there"
