"""Take a change back: by another change, so that both stay in the history."""

from communique.desk.accounts.models import User
from communique.desk.archive.changing.correcting import FIELDS, put
from communique.desk.archive.changing.grouping import undo_decision
from communique.desk.archive.changing.history import ChangeRefused, Subject, changing, state_changed
from communique.desk.archive.models import Change, Event


def revert(change: Change, who: User, why: str = "") -> Change:
    """Give back what a change took away. Refused where it was taken back already, or is no change that can be."""
    if change.undone_by.exists():
        raise ChangeRefused("This change was taken back already.")
    if change.subject == Subject.INCIDENT and isinstance(change.after, dict) and "decision" in change.after:
        return undo_decision(change.after["decision"], who, why, change)
    if change.subject != Subject.EVENT or change.field not in (*FIELDS, "state", "added"):
        raise ChangeRefused("This change cannot be taken back here.")
    event = Event.objects.get(name=change.subject_id)
    with changing(event, event.version) as now:
        if change.field == "added":
            return state_changed(now, Event.State.WITHDRAWN, who, why or "the addition was taken back", change)
        if change.before is not None and change.field == "state":
            return state_changed(now, Event.State(change.before["state"]), who, why or change.before["reason"], change)
        before = change.before or {}
        now.unlocatable = False
        return put(now, who, change.field, before["value"], before["evidence"], before["rules"], why, change)
