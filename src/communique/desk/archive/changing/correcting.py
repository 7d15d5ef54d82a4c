"""Correct a field of an event: its value, and the words of the report that give it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_type_hints

import msgspec

from communique.desk.accounts.models import User
from communique.desk.archive.changing.history import ChangeRefused, Subject, changing, note
from communique.desk.archive.codebook import codebook
from communique.desk.archive.columns import event_columns
from communique.desk.archive.models import Change, Event
from communique.model import Event as Record
from communique.model import When

FIELDS = (
    "type",
    "status",
    "certainty",
    "date",
    "place",
    "initiators",
    "recipients",
    "tolls",
    "weapon",
    "count",
    "attribution",
    "aggregate",
)
"""The fields of ``communique.model.Event`` that a person may correct."""
Spans = Mapping[str, Sequence[int]]
"""Field path to start and end offset in the report's text, in characters."""


def correct(
    event: Event, who: User, version: int, field: str, value: Any, spans: Spans, why: str = "", **others: Any
) -> Change:
    """Give a field another value, as JSON of its type, with the words that say so. An accepted event stays accepted, and
    one that was seconded is new again: the second person saw another value.
    """
    with changing(event, version) as now:
        change = put(now, who, field, value, spans, _rules(field, spans, who), why)
        for name, each in others.items():
            setattr(now, name, each)
        return change


def _rules(field: str, spans: Spans, who: User) -> dict[str, str]:
    return dict.fromkeys(spans or [field], f"corrected by {who.username}")


def cannot_be_located(event: Event, who: User, version: int, why: str = "") -> Change:
    """Say that the report does not tell where: the place is null and stays so."""
    return correct(event, who, version, "place", None, {}, why or "cannot be located", unlocatable=True)


def reported_near(event: Event, who: User, version: int, place: Mapping[str, Any], km: float, why: str = "") -> Change:
    """Say that it happened near a place, so many kilometres from it at the most: a circle, never a point."""
    if not 0 < km <= 500:
        raise ChangeRefused("Give the distance in kilometres, above 0 and up to 500.")
    value = {**place, "accuracy_km": km, "precision": "district"}
    return correct(
        event, who, version, "place", value, _spans(event, "place"), why or "reported near", unlocatable=False
    )


def _spans(event: Event, field: str) -> Spans:
    return {path: span for path, span in event.record.evidence.items() if of_field(path, field)}


def put(
    event: Event,
    who: User,
    field: str,
    value: Any,
    spans: Spans,
    rules: Mapping[str, str],
    why: str,
    undoes: Change | None = None,
) -> Change:
    """Write a value into the record and the history; the event is not saved. Raises ``ChangeRefused``."""
    before = event.record
    after = check(changed(before, field, value, spans, rules), event.report.record.text)
    change = note(who, Subject.EVENT, event.name, field, shown(before, field), shown(after, field), why, undoes)
    if event.machine is None and event.maker == Event.Maker.MACHINE:
        event.machine = event.packed
    event.packed = msgspec.json.encode(after)
    for column, each in event_columns(after).items():
        setattr(event, column, each)
    event.unlinked = True
    if event.state == Event.State.SECONDED:
        event.state = Event.State.NEW
    return change


def changed(record: Record, field: str, value: Any, spans: Spans, rules: Mapping[str, str]) -> Record:
    """A record with another value of a field, its words and rules. Raises ``ChangeRefused``; see ``check`` for the rest."""
    if field not in FIELDS:
        raise ChangeRefused(f"{field} cannot be corrected; these can: {', '.join(FIELDS)}.")
    evidence = {path: span for path, span in record.evidence.items() if not of_field(path, field)}
    others = {path: each for path, each in record.rules.items() if not of_field(path, field)}
    try:
        typed = msgspec.convert(value, type=get_type_hints(Record)[field])
        given = {path: msgspec.convert(list(span), type=tuple[int, int]) for path, span in spans.items()}
    except msgspec.ValidationError as error:
        raise ChangeRefused(f"{field}: {error}.") from error
    wrong = [path for path in given if not of_field(path, field)]
    if wrong:
        raise ChangeRefused(f"{wrong[0]} is no part of {field}.")
    return msgspec.structs.replace(
        record,
        **{field: typed},
        evidence={**evidence, **given},
        rules={**others, **rules},
    )


def check(record: Record, text: str) -> Record:
    """The record itself, where it can be kept. Raises ``ChangeRefused``."""
    if record.type not in codebook().types:
        raise ChangeRefused(f"{record.type} is no type of the codebook.")
    for path, (start, end) in record.evidence.items():
        if not 0 <= start < end <= len(text):
            raise ChangeRefused(f"{path}: {start}-{end} are no words of the report, which has {len(text)} characters.")
    _dated(record.date)
    for toll in record.tolls:
        if toll.low is not None and toll.high is not None and toll.low > toll.high:
            raise ChangeRefused(f"The toll's lower end, {toll.low}, is above its upper end, {toll.high}.")
    return record


def _dated(when: When) -> None:
    try:
        ends = [date.fromisoformat(each) for each in (when.start, when.end) if each is not None]
    except ValueError as error:
        raise ChangeRefused(f"date: {error}; write it as 2024-05-01.") from error
    if ends != sorted(ends):
        raise ChangeRefused("The date's end lies before its start.")


def of_field(path: str, field: str) -> bool:
    """Whether a path of evidence is of a field: ``tolls[1].low`` is of ``tolls``."""
    return path == field or path.startswith((f"{field}.", f"{field}["))


def shown(record: Record, field: str) -> dict[str, Any]:
    """A field as the history keeps it: value, evidence and rules, as JSON."""
    evidence = {path: list(span) for path, span in record.evidence.items() if of_field(path, field)}
    rules = {path: rule for path, rule in record.rules.items() if of_field(path, field)}
    return {"value": msgspec.to_builtins(getattr(record, field)), "evidence": evidence, "rules": rules}
