"""What another reading of a report would change, event by event and field by field. Nothing is written here."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from communique.desk.archive.models import Event
from communique.model import Event as Record

Kind = Literal["new", "gone", "changed", "back"]
FIELDS = tuple(name for name in Record.__struct_fields__ if name not in ("id", "report"))


class FieldChange(msgspec.Struct, frozen=True):
    """A field of an event as it was read and as it is read now, as JSON values."""

    field: str
    before: Any
    after: Any


class EventChange(msgspec.Struct, frozen=True):
    """What becomes of one event.

    ``kept``: a person decided on it, so that the new reading is only written beside it (``changed``, ``back``) or it stays
    though it is not read any more (``gone``). ``back`` is one that an earlier reading had given up.
    """

    event: str
    kind: Kind
    type: str
    anchor: str
    kept: bool = False
    fields: tuple[FieldChange, ...] = ()


class Plan(msgspec.Struct, frozen=True):
    """What the new reading of one report changes; ``changes`` empty: nothing."""

    report: str
    title: str
    coded_with: str
    """Version that read it last."""
    now_with: str
    changes: tuple[EventChange, ...] = ()


def changes(rows: Sequence[Event], read: Sequence[Record], hands: frozenset[str]) -> tuple[EventChange, ...]:
    """Compare the events of a report as they are kept with those read now; ``hands`` names those that a person decided on."""
    kept = {row.name: row for row in rows}
    now = {record.id: record for record in read}
    found = [_compared(kept[name], record, hands) if name in kept else _new(record) for name, record in now.items()]
    found += [_gone(row, hands) for name, row in kept.items() if name not in now]
    return tuple(each for each in found if each is not None)


def _new(record: Record) -> EventChange:
    return EventChange(record.id, "new", record.type, record.anchor)


def _compared(row: Event, record: Record, hands: frozenset[str]) -> EventChange | None:
    before = row.as_read
    if before is None:  # a person added it before the machine found it
        return None
    back = row.state == Event.State.SUPERSEDED
    fields = differences(before, record)
    if not fields and not back:
        return None
    return EventChange(row.name, "back" if back else "changed", record.type, record.anchor, row.name in hands, fields)


def _gone(row: Event, hands: frozenset[str]) -> EventChange | None:
    if row.maker == Event.Maker.PERSON or row.state == Event.State.SUPERSEDED:
        return None
    return EventChange(row.name, "gone", row.type, row.record.anchor, row.name in hands)


def differences(before: Record, after: Record) -> tuple[FieldChange, ...]:
    """Every field in which two readings of an event differ, in the order of the codebook."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in FIELDS)
    return tuple(
        FieldChange(name, msgspec.to_builtins(one), msgspec.to_builtins(other))
        for name, one, other in pairs
        if one != other
    )


def counted(plans: Sequence[Plan]) -> Mapping[str, int]:
    """How many reports and events change, and how."""
    every = [change for plan in plans for change in plan.changes]
    kinds = {
        kind: sum(each.kind == kind and not each.kept for each in every) for kind in ("new", "gone", "changed", "back")
    }
    return {"reports": sum(bool(plan.changes) for plan in plans), **kinds, "kept": sum(each.kept for each in every)}
