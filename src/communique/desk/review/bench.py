"""The bench: what the page of one event shows, gathered with a number of queries that does not grow with the queue."""

from collections.abc import Sequence
from dataclasses import dataclass

from communique.desk.accounts.models import Organisation, User
from communique.desk.accounts.roles import Role, has_role
from communique.desk.archive.changing.correcting import of_field
from communique.desk.archive.models import Change, Event
from communique.desk.review.listed import Field, fields, key_of
from communique.desk.review.models import Assignment, Comment, Lock
from communique.desk.review.queue.filters import Filter
from communique.desk.review.wording import Value, values
from communique.desk.review.words import Piece, pieces
from communique.model import Event as Record
from communique.model import Report as ReportRecord

State = Event.State
JUDGED_AFTER = {
    "accept": (State.NEW, State.SECONDED, State.REJECTED),
    "reject": (State.NEW, State.SECONDED),
    "withdraw": (State.ACCEPTED,),
}
"""Which states each judgement may be made from."""


@dataclass(frozen=True, slots=True)
class Row:
    """A field in the record: its values, the machine's where a person changed it, and the rule that made it."""

    field: Field
    key: str
    values: tuple[Value, ...]
    machine: tuple[Value, ...] | None
    rule: str
    words: bool


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything on the page of an event."""

    event: Event
    report: ReportRecord
    pieces: tuple[Piece, ...]
    rows: tuple[Row, ...]
    others: Sequence[Event]
    lock: Lock | None
    assignment: Assignment | None
    comments: Sequence[Comment]
    seconded_by: str
    two_person_rule: bool
    may: frozenset[str]
    chosen: Filter


def rows(record: Record, machine: Record | None) -> tuple[Row, ...]:
    """Every field of a record beside what the machine read."""
    return tuple(_row(field, record, machine) for field in fields())


def _row(field: Field, record: Record, machine: Record | None) -> Row:
    same = machine is None or getattr(record, field.field) == getattr(machine, field.field)
    before = None if machine is None or same else values(machine, field.field)
    rule = next((rule for path, rule in record.rules.items() if of_field(path, field.field)), "")
    words = any(of_field(path, field.field) for path in record.evidence)
    key = key_of()[f"edit-{field.field}"]
    return Row(field, key, values(record, field.field), before, rule, words)


def bench(event: Event, who: User, chosen: Filter, lock: Lock | None) -> Bench:
    """The bench of an event, whose report is loaded."""
    record, report = event.record, event.report.record
    others = list(
        Event.objects.filter(report=event.report_id).exclude(pk=event.pk).defer("machine").order_by("pk")[:200]
    )
    anchors = [(other.pk, span) for other in others if (span := other.record.evidence.get("anchor"))]
    return Bench(
        event,
        report,
        pieces(report, record, anchors),
        rows(record, event.as_read),
        others,
        lock if lock and lock.who_id != who.pk else None,
        Assignment.objects.select_related("to").filter(event=event).exclude(to=None).first(),
        list(Comment.objects.select_related("who").filter(event=event).order_by("pk")),
        _seconded_by(event),
        Organisation.current().two_person_rule,
        _may(event, who),
        chosen,
    )


def _seconded_by(event: Event) -> str:
    if event.state != State.SECONDED:
        return ""
    changes = Change.objects.filter(subject=Change.Subject.EVENT, subject_id=event.name, field="state")
    last = changes.select_related("who").order_by("-pk").first()
    return last.who.username if last and last.who else ""


def _may(event: Event, who: User) -> frozenset[str]:
    may = {act for act, states in JUDGED_AFTER.items() if event.state in states}
    return frozenset(may if has_role(who, Role.EDITOR) else may - {"withdraw"})
