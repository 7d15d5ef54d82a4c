"""What people changed of an incident and its events, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from communique.desk.archive.models import Change

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Told:
    """A change: when, who (null: the machine), of what, which field, from what to what, and why."""

    at: datetime
    who: str | None
    subject: str
    subject_id: str
    field: str
    before: str
    after: str
    why: str


def changes_of(incident: str, events: Sequence[str], reports: Sequence[str] = ()) -> tuple[Told, ...]:
    """The latest changes of an incident, of its events and of reports, by their names; the latest first."""
    wanted = Q(subject=Change.Subject.INCIDENT, subject_id=incident) if incident else Q(pk__in=())
    wanted |= Q(subject=Change.Subject.EVENT, subject_id__in=events)
    wanted |= Q(subject=Change.Subject.REPORT, subject_id__in=reports)
    rows = Change.objects.filter(wanted).select_related("who").order_by("-id")[:SHOWN]
    return tuple(_told(row) for row in rows)


def _told(row: Change) -> Told:
    who = row.who.username if row.who else None
    return Told(row.at, who, row.subject, row.subject_id, row.field, brief(row.before), brief(row.after), row.why)


def brief(value: Any) -> str:
    """A JSON value in a few words: what is null is said to be nothing."""
    if value is None or value in ("", [], {}):
        return "nothing"
    if isinstance(value, dict):
        told = (f"{key}: {brief(each)}" for key, each in value.items() if each not in (None, "", [], {}, False))
        return "; ".join(told) or "nothing"
    if isinstance(value, list):
        return ", ".join(brief(each) for each in value)
    return str(value)
