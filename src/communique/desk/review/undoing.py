"""Take back what one did last."""

from communique.desk.accounts.models import User
from communique.desk.archive.changing import ChangeRefused, revert
from communique.desk.archive.models import Change

LOOKED_AT = 20
"""Changes looked at, the latest first: one decision on incidents is a row for each of them, taken back together."""
SUBJECTS = (Change.Subject.EVENT, Change.Subject.INCIDENT)


def undo_last(who: User) -> Change:
    """Take back a person's last change that still holds; the change. Raises ``ChangeRefused`` where there is none."""
    own = Change.objects.filter(who=who, undoes=None, undone_by=None, subject__in=SUBJECTS).exclude(field="undone")
    for last in own.order_by("-pk")[:LOOKED_AT]:
        if _is_decided_back(last):
            continue
        revert(last, who, "taken back at once")
        return last
    raise ChangeRefused("There is nothing of yours to take back.")


def _is_decided_back(last: Change) -> bool:
    """Whether it is another row of a decision on incidents that was taken back already."""
    decision = last.after.get("decision") if isinstance(last.after, dict) else None
    if last.subject != Change.Subject.INCIDENT or decision is None:
        return False
    same = Change.objects.filter(pk__gt=last.pk, subject=Change.Subject.INCIDENT, field="undone").only("before")
    return any(isinstance(each.before, dict) and each.before.get("decision") == decision for each in same[:200])
