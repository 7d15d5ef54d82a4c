"""The desk's list of issues."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from communique.desk.newsletters.issues.counting import Counts, counts_of_all
from communique.desk.newsletters.issues.handing import Elsewhere, elsewhere
from communique.desk.newsletters.models import Issue

State = Issue.State
AT_ONCE = 50
GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "all": ("All", tuple(State.values)),
    "waiting": ("To approve", (State.DRAFT,)),
    "due": ("Approved", (State.APPROVED,)),
    "sending": ("Being sent", (State.FREEZING, State.SENDING, State.PAUSED)),
    "sent": ("Sent", (State.SENT,)),
    "cancelled": ("Cancelled", (State.CANCELLED,)),
}
"""Words and states of each choice."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the page asks for."""

    group: str
    slug: str
    before: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """An issue and how its deliveries do."""

    issue: Issue
    counts: Counts | None
    """Of one that is on its way; of others the audience says enough, and counting millions for a list would take long."""
    elsewhere: Elsewhere | None
    """Said of one that is not with the platform of the settings."""


def asked(given: Mapping[str, str]) -> Asked:
    """Of the address; what it gives that there is not counts as not given."""
    group, before = given.get("state", "all"), given.get("before", "")
    known = group if group in GROUPS else "all"
    return Asked(
        known, given.get("list", "").replace("\0", ""), int(before) if before.isdecimal() and len(before) < 19 else None
    )


def rows(wanted: Asked) -> tuple[Sequence[Row], int | None]:
    """The rows of a page, the latest first, and where the next page begins; null: it is the last."""
    found = list(_selected(wanted).order_by("-pk")[: AT_ONCE + 1])
    shown = found[:AT_ONCE]
    counts = counts_of_all([each for each in shown if each.state in GROUPS["sending"][1]])
    told = [Row(each, counts.get(each.pk), elsewhere(each)) for each in shown]
    return told, shown[-1].pk if len(found) > AT_ONCE else None


def _selected(wanted: Asked) -> QuerySet[Issue]:
    found = Issue.objects.filter(state__in=GROUPS[wanted.group][1]).select_related("list")
    found = found.defer("content", "html", "text", "images")
    if wanted.slug:
        found = found.filter(list__slug=wanted.slug)
    return found if wanted.before is None else found.filter(pk__lt=wanted.before)
