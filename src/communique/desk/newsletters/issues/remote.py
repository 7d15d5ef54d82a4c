"""What Mailchimp says of an issue that goes out by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from communique.desk.newsletters.models import Issue, Remote

WORDS: Mapping[str, str] = {
    "status": "Status",
    "recipients": "Recipients",
    "emails_sent": "Sent",
    "hard": "Bounced for good",
    "soft": "Bounced for now",
    "unsubscribed": "Left",
    "complaints": "Complained",
}
"""What is shown, in this order."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """Its id there, empty while it is not made; and figures with their words."""

    id: str
    figures: tuple[tuple[str, Any], ...]


def campaign_of(issue: Issue) -> Campaign | None:
    """Null: it does not go out by Mailchimp, or is not known there yet."""
    row = Remote.objects.filter(thing=Remote.Thing.ISSUE, ours=str(issue.pk)).first()
    if row is None:
        return None
    told = {**row.state, **(row.state.get("report") or {})}
    return Campaign(
        row.theirs, tuple((words, told[key]) for key, words in WORDS.items() if told.get(key) not in (None, ""))
    )
