"""Add an event that the machine missed."""

import msgspec

from communique.desk.accounts.models import User
from communique.desk.archive.changing.correcting import check
from communique.desk.archive.changing.history import ChangeRefused, Subject, note
from communique.desk.archive.coded import event_row
from communique.desk.archive.link_tables import DeskTables
from communique.desk.archive.models import Event, Report
from communique.model import Event as Record


def add_event(report: Report, who: User, record: Record, why: str = "") -> Event:
    """Add an event to a report. ``record.evidence["anchor"]`` gives its words; id, report, anchor and quote are made from it."""
    if "anchor" not in record.evidence:
        raise ChangeRefused("Select the words of the report that name what happened.")
    text = report.record.text
    start, end = record.evidence["anchor"]
    whole = msgspec.structs.replace(
        record,
        id=f"{report.name}:{start}-{end}",
        report=report.name,
        anchor=text[start:end],
        quote=quote(text, start, end),
    )
    row = event_row(report, check(whole, text), Event.Maker.PERSON)
    with DeskTables().writing():
        if Event.objects.filter(name=row.name).exists():
            raise ChangeRefused("These words name an event already; correct that one.")
        row.save()
        note(who, Subject.EVENT, row.name, "added", None, msgspec.to_builtins(whole), why)
    return row


def quote(text: str, start: int, end: int) -> str:
    """The line around some words, at most 400 characters of it."""
    first = max(text.rfind("\n", 0, start) + 1, start - 200)
    stop = text.find("\n", end)
    return text[first : min(len(text) if stop < 0 else stop, end + 200)].strip()
