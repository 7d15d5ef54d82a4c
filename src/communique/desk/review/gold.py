"""What people made of reports as gold in the codebook's form, to measure on and to train on.

A line a report: those of which every event was judged by a person, so that what stands there is all that it tells. What was
rejected or withdrawn is left out; a report with nothing but rejections is there with no events.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import msgspec
from django.db.models import Exists, OuterRef

from communique.desk.archive.models import Event, Report
from communique.model import Actor, Place
from communique.model import Event as Record

State = Event.State
OPEN = (State.NEW, State.SECONDED)
JUDGED = (State.ACCEPTED, State.REJECTED)
GONE = (Report.State.WITHDRAWN, Report.State.SUPERSEDED)
AT_ONCE = 500
"""Events read from the database at a time."""
GIVEN = ("status", "certainty", "count", "weapon", "aggregate")
PLACE = ("text", "name", "admin1", "country", "precision")


def gold() -> Iterator[dict[str, Any]]:
    """Every report that people judged wholly, in the order in which it came."""
    own = Event.objects.filter(report=OuterRef("report"))
    whole = Event.objects.filter(~Exists(own.filter(state__in=OPEN)), state__in=JUDGED).exclude(report__state__in=GONE)
    rows = whole.select_related("report").order_by("report_id", "pk").iterator(AT_ONCE)
    for _, events in groupby(rows, key=lambda event: event.report_id):
        yield gold_report(list(events))


def lines() -> Iterator[bytes]:
    """The same as lines of JSON."""
    return (msgspec.json.encode(each) + b"\n" for each in gold())


def gold_report(events: list[Event]) -> dict[str, Any]:
    """A report with its accepted events, which are all of one report, in the order of the text."""
    report = events[0].report.record
    records = [event.record for event in events if event.state == State.ACCEPTED]
    ordered = sorted(records, key=lambda record: record.evidence.get("anchor", (0, 0)))
    return {
        "id": report.id,
        "source": report.publisher,
        "published": report.published,
        "title": report.title,
        "text": report.text,
        "events": [_event(number, record) for number, record in enumerate(ordered, 1)],
        "notes": "reviewed at a desk of Communique",
    }


def _event(number: int, record: Record) -> dict[str, Any]:
    return {
        "id": f"e{number}",
        "type": record.type,
        "anchor": record.anchor,
        "quote": record.quote,
        "mentions": list(record.mentions),
        "initiators": [_actor(each) for each in record.initiators],
        "recipients": [_actor(each) for each in record.recipients],
        "place": None if record.place is None else _place(record.place),
        "date": msgspec.to_builtins(record.date),
        "attribution": msgspec.to_builtins(record.attribution),
        "tolls": [msgspec.to_builtins(toll) for toll in record.tolls],
        **{name: getattr(record, name) for name in GIVEN},
    }


def _actor(actor: Actor) -> dict[str, Any]:
    return {"text": actor.text, "name": actor.name, "alleged": actor.alleged}


def _place(place: Place) -> dict[str, Any]:
    return {name: getattr(place, name) for name in PLACE}
