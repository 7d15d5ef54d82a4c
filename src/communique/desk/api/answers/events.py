"""Events and reports as they are told."""

from datetime import date, datetime

import msgspec

from communique.model import Event, Report


class EventWhole(msgspec.Struct, frozen=True, kw_only=True):
    """An event: what one report tells of one happening. ``record.evidence`` gives offsets into the report's text; ``quote`` in it
    are the words around. ``version`` is what review actions ask for; ``reason`` is why it was rejected or withdrawn."""

    number: int
    id: str
    report: str
    incident: str | None
    state: str
    reason: str | None
    made_by: str
    version: int
    read_at: datetime
    record: Event


class EventList(msgspec.Struct, frozen=True, kw_only=True):
    """A page of events, the oldest first."""

    items: tuple[EventWhole, ...]
    next: str | None


class ReportBrief(msgspec.Struct, frozen=True, kw_only=True):
    """A report without its text. ``published`` is null where nothing says when; ``state`` is how far the work on it is."""

    id: str
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    language: str | None
    received_at: datetime
    state: str
    error: str | None
    revises: str | None
    page: str


class ReportList(msgspec.Struct, frozen=True, kw_only=True):
    """A page of reports, the last received first."""

    items: tuple[ReportBrief, ...]
    next: str | None


class ReportWhole(msgspec.Struct, frozen=True, kw_only=True):
    """A report with its events. ``record``, with the text, is null but for analysts' tokens: the text is its publisher's."""

    report: ReportBrief
    record: Report | None
    events: tuple[EventWhole, ...]


class Submitted(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a submission. ``state``: waiting, until its page is fetched; taken, its reports are kept (each says how far
    the work on it is); failed, with the error. ``address`` is where to ask again."""

    number: int
    state: str
    error: str | None
    reports: tuple[ReportBrief, ...]
    made_at: datetime
    address: str
