"""Changing a draft: its subject, a note of the editor's, and items left out of it. Each change is in the history."""

import hashlib

import msgspec
from django.db import transaction

from communique.desk.accounts.models import User
from communique.desk.archive.changing.history import Subject, note
from communique.desk.newsletters.briefings.content import Briefing, Item
from communique.desk.newsletters.briefings.setting_aside import without
from communique.desk.newsletters.issues.approving import IssueRefused, name_of
from communique.desk.newsletters.models import Issue

SUBJECT_MOST, NOTE_MOST = 200, 1000


def briefing_of(issue: Issue) -> Briefing:
    """What the issue tells."""
    return msgspec.convert(issue.content, Briefing)


def seal_of(issue: Issue) -> str:
    """Stands for subject and content as somebody looks at them; another once either changed."""
    told = msgspec.json.encode([issue.subject, issue.content], order="sorted")
    return hashlib.sha256(told).hexdigest()[:32]


def check_seal(issue: Issue, seal: str) -> None:
    """Raises ``IssueRefused`` where the issue is not as it was looked at."""
    if seal != seal_of(issue):
        raise IssueRefused("Somebody changed this issue meanwhile. Look at it as it is now.")


@transaction.atomic
def change_words(issue: Issue, subject: str, words: str, seal: str, by: User) -> bool:
    """Set the subject and the editor's note; whether either is new. Raises ``IssueRefused``."""
    found = _draft(issue, seal)
    content = {**found.content, "note": words or None}
    changed = [
        (field, before, after)
        for field, before, after in (
            ("subject", found.subject, subject),
            ("note", found.content.get("note"), content["note"]),
        )
        if before != after
    ]
    for field, before, after in changed:
        note(by, Subject.ISSUE, name_of(found), field, before, after)
    Issue.objects.filter(pk=found.pk).update(subject=subject, content=content)
    return bool(changed)


@transaction.atomic
def leave_out(issue: Issue, incident: str, seal: str, by: User, why: str = "") -> Item:
    """Take an item out of a draft. It is told once it changes again. Raises ``IssueRefused``."""
    found = _draft(issue, seal)
    briefing = briefing_of(found)
    item = next((each for section in briefing.sections for each in section.items if each.incident == incident), None)
    if item is None:
        raise IssueRefused(f"{incident} is not in this issue.")
    kept = without(briefing, [item])
    note(by, Subject.ISSUE, name_of(found), "item", incident, None, why)
    Issue.objects.filter(pk=found.pk).update(content=msgspec.to_builtins(kept))
    return item


def _draft(issue: Issue, seal: str) -> Issue:
    """As it is now, locked. Raises ``IssueRefused`` where it is no draft, or changed meanwhile."""
    found = Issue.objects.select_for_update(of=("self",)).select_related("list").get(pk=issue.pk)
    if found.state != Issue.State.DRAFT:
        raise IssueRefused("Only a draft can be changed. Take its approval back first.")
    check_seal(found, seal)
    return found
