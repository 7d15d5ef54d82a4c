"""The history of an event and its incident in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.db.models import Exists, OuterRef, Q

from communique.desk.archive.changing.correcting import FIELDS
from communique.desk.archive.models import Change, Event
from communique.desk.review.wording import NOT_GIVEN, values
from communique.model import Event as Record

SHOWN = 200
BLANK: dict[str, Any] = {"id": "", "report": "", "type": "", "anchor": "", "quote": ""}


@dataclass(frozen=True, slots=True)
class Told:
    """A change in words, and whether it can be taken back here."""

    change: Change
    before: str
    after: str
    revertible: bool
    evidence: Sequence[str] = field(default=())


def told(event: Event) -> list[Told]:
    """Every change of an event and of its incident, the latest first."""
    wanted = Q(subject=Change.Subject.EVENT, subject_id=event.name)
    if event.incident is not None:
        wanted |= Q(subject=Change.Subject.INCIDENT, subject_id=event.incident.name)
    undone = Change.objects.filter(undoes=OuterRef("pk"))
    rows = Change.objects.filter(wanted).select_related("who").annotate(is_undone=Exists(undone)).order_by("-pk")
    return [_told(row, event.report.record.text) for row in rows[:SHOWN]]


def _told(change: Change, text: str) -> Told:
    is_undone = getattr(change, "is_undone", False)
    revertible = not is_undone and change.field in (*FIELDS, "state", "added", "merged", "split", "apart")
    quoted = tuple(dict.fromkeys(text[start:end] for start, end in _spans(change.after)))
    return Told(change, _words(change, change.before), _words(change, change.after), revertible, quoted)


def _spans(value: Any) -> list[tuple[int, int]]:
    evidence = value.get("evidence", {}) if isinstance(value, dict) else {}
    return [(span[0], span[1]) for span in evidence.values() if isinstance(span, list)]


def _words(change: Change, value: Any) -> str:
    if value is None:
        return "" if change.field in ("added", "merged", "split", "apart") else NOT_GIVEN
    if change.field in FIELDS and isinstance(value, dict) and "value" in value:
        return of_field(change.field, value["value"])
    if change.field == "state" and isinstance(value, dict):
        return str(value.get("state", ""))
    if isinstance(value, dict) and "of" in value:
        return ", ".join(str(each) for each in value["of"])
    if change.field == "added" and isinstance(value, dict):
        return f"{value.get('type')}: {value.get('anchor')}"
    return str(value)


def of_field(name: str, value: Any) -> str:
    """A field's value, as JSON, in the words of the record."""
    record = msgspec.convert({**BLANK, name: value}, type=Record)
    return "; ".join(each.text for each in values(record, name)) or NOT_GIVEN
