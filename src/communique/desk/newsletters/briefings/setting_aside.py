"""What an editor decided of a draft holds when the draft is composed anew: what is left out, the note, and the subject."""

from collections.abc import Collection

import msgspec

from communique.desk.archive.changing.history import Subject
from communique.desk.archive.models import Change
from communique.desk.newsletters.briefings.content import Briefing, Item, Section
from communique.desk.newsletters.issues.approving import name_of
from communique.desk.newsletters.models import Issue


def without(briefing: Briefing, items: Collection[Item]) -> Briefing:
    """The briefing without some of its items, which it keeps as set aside."""
    gone = {each.incident for each in items}
    sections = [
        Section(section.country, [each for each in section.items if each.incident not in gone])
        for section in briefing.sections
    ]
    counts = {why: count - sum(each.why == why for each in items) for why, count in briefing.counts.items()}
    return msgspec.structs.replace(
        briefing,
        sections=[each for each in sections if each.items],
        counts=counts,
        set_aside=[*briefing.set_aside, *items],
    )


def decided(draft: Issue, briefing: Briefing) -> Briefing:
    """The new briefing of a draft, with the editor's note, and without what was left out and has not changed since."""
    before = msgspec.convert(draft.content, Briefing)
    told = [item for section in briefing.sections for item in section.items]
    same = [item for item in told if item in before.set_aside]
    return msgspec.structs.replace(without(briefing, same), note=before.note)


def subject_was_edited(draft: Issue) -> bool:
    """Whether the subject is a person's."""
    return Change.objects.filter(subject=Subject.ISSUE, subject_id=name_of(draft), field="subject").exists()
