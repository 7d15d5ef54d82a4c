"""An issue as the archive page lists it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from communique.desk.newsletters.issues.archive.summary import summary
from communique.desk.newsletters.models import Issue, MailingList
from communique.desk.newsletters.rendering.words import Words


@dataclass(frozen=True, slots=True)
class Row:
    """What its line says, in the language of the list."""

    name: str
    number: int
    subject: str
    summary: str
    out: datetime | None
    day: str
    """On which it went out, by the list's clocks."""


def row(issue: Issue, mailing_list: MailingList) -> Row:
    """The line of an issue."""
    out = issue.frozen_at or issue.due_at
    there = out.astimezone(ZoneInfo(mailing_list.timezone)).date() if out else None
    words = Words(mailing_list.language)
    return Row(
        words.say("archive.number", number=words.number(issue.number)),
        issue.number,
        issue.subject,
        summary(issue, mailing_list.language),
        out,
        words.date(there) if there else "",
    )
