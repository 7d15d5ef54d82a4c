"""Fill a desk with made events whose incidents are known, without reading or linking anything.

Run: ``COMMUNIQUE_DATA=FOLDER .venv/bin/python -m benchmarks.desk.fill EVENTS [--seed S]`` (or with ``DATABASE_URL``), on an
empty desk. Of the incidents seven in ten are accepted by a person. A report's text is the quotes of its events and lines to fill.
"""

import argparse
import gc
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import TypeVar

import django
import msgspec

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "communique.desk.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks.linking.generate import Line, told  # noqa: E402
from communique.desk.archive.coded import event_row  # noqa: E402
from communique.desk.archive.columns import incident_columns  # noqa: E402
from communique.desk.archive.link_tables import DeskTables  # noqa: E402
from communique.desk.archive.models import Composition, Event, Incident, Party, Report, Source, Stamp  # noqa: E402
from communique.gazetteer import Gazetteer  # noqa: E402
from communique.incidents import Told, compose  # noqa: E402
from communique.incidents.inputs import parse_event  # noqa: E402
from communique.incidents.naming import prefix, readable  # noqa: E402
from communique.incidents.store.events import encode  # noqa: E402
from communique.model import Event as EventRecord  # noqa: E402
from communique.model import Incident as IncidentRecord  # noqa: E402
from communique.model import Origin  # noqa: E402
from communique.model import Report as ReportRecord  # noqa: E402

AT_ONCE = 2_000
FILLING = "Traders said that the road had been closed for most of the week and that prices rose. " * 12
"""So that a report is about as long as a short wire."""
ACCEPTED_OF_TEN = 7
RECEIVED = datetime(2024, 1, 1, tzinfo=UTC)
FIELDS = EventRecord.__struct_fields__
T = TypeVar("T")


def parts(items: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """Lists of so many."""
    waiting = iter(items)
    while part := list(islice(waiting, size)):
        yield part


def by_report(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The events of one report after another; they stand together."""
    group: list[Line] = []
    for line in lines:
        if group and line[0].report != group[0][0].report:
            yield group
            group = []
        group.append(line)
    yield group


def fill(count: int, seed: int) -> None:
    """Write the reports and their events, then the incidents."""
    source = Source.objects.create(
        kind=Source.Kind.FEED, name="Made reports", address="http://made.example/feed", active=False
    )
    members: dict[int, list[bytes]] = {}
    tables = DeskTables()
    for group in parts(by_report(told(count, seed, Gazetteer.open())), AT_ONCE // 4):
        _keep(tables, source, group, members)
    for each in parts(sorted(members)):
        _compose(tables, {n: [parse_event(line, "made", n) for line in members[n]] for n in each})
    _finish()


def _keep(tables: DeskTables, source: Source, group: Sequence[list[Line]], members: dict[int, list[bytes]]) -> None:
    reports = Report.objects.bulk_create([_report(source, lines) for lines in group])
    rows, links, new = [], [], set[int]()
    for report, lines in zip(reports, group, strict=True):
        for line, number in lines:
            one = _told(line, report)
            if number + 1 not in members:
                new.add(number + 1)
            data = encode(one)
            members.setdefault(number + 1, []).append(data)
            row = event_row(report, one.event)
            row.unlinked, row.state, row.incident_id = False, _state(number + 1), number + 1
            rows.append(row)
            links.append((one.event.id, one.event.report, data, number + 1))
    with tables.writing():
        Incident.objects.bulk_create([_incident(number) for number in sorted(new)])
        Event.objects.bulk_create(rows, batch_size=AT_ONCE)
        tables.executemany("INSERT INTO link_event (id, report, line, incident) VALUES (?, ?, ?, ?)", links)


def _state(incident: int) -> Event.State:
    return Event.State.ACCEPTED if incident % 10 < ACCEPTED_OF_TEN else Event.State.NEW


def _report(source: Source, lines: Sequence[Line]) -> Report:
    brief = lines[0][0].origin or Origin(report=lines[0][0].report)
    text = "\n".join([*dict.fromkeys(line.quote for line, _ in lines), FILLING])
    record = ReportRecord(
        id=brief.report,
        text=text,
        title=brief.title,
        publisher=brief.publisher,
        published=brief.published,
        url=brief.url,
    )
    return Report(
        name=brief.report,
        packed=msgspec.json.encode(record),
        title=brief.title or "",
        publisher=brief.publisher or "",
        published=date.fromisoformat(brief.published) if brief.published else None,
        url=brief.url or "",
        source=source,
        received_at=RECEIVED,
        state=Report.State.LINKED,
        origin=msgspec.json.encode(brief),
        coded_at=RECEIVED,
        coded_with="made",
    )


def _told(line: EventRecord, report: Report) -> Told:
    """The event with its anchor found in the report's text; no other evidence, as the made text has no other words."""
    event = EventRecord(**{name: getattr(line, name) for name in FIELDS})
    start = max(report.record.text.find(event.anchor), 0)
    evidence = {"anchor": (start, start + max(len(event.anchor), 1))}
    return Told(msgspec.structs.replace(event, evidence=evidence), report.brief)


def _compose(tables: DeskTables, members: dict[int, list[Told]]) -> None:
    records = {number: compose(readable(prefix(each), number), each) for number, each in members.items()}
    with tables.writing():
        names = [(number, record.id, members[number][0].event.id) for number, record in records.items()]
        tables.executemany("INSERT INTO link_name (n, id, founder) VALUES (?, ?, ?)", names)
        for basis in Composition.Basis:
            _compositions(basis, records)


def _incident(number: int) -> Incident:
    """Its id is given when all of its events are known."""
    reviewed = Incident.Reviewed.ALL if _state(number) == Event.State.ACCEPTED else Incident.Reviewed.NONE
    return Incident(number=number, name=str(number), stamp=number, reviewed=reviewed)


def _compositions(basis: Composition.Basis, records: dict[int, IncidentRecord]) -> None:
    shown = {n: record for n, record in records.items() if basis == "read" or _state(n) == Event.State.ACCEPTED}
    rows = Composition.objects.bulk_create(
        Composition(
            incident_id=number,
            basis=basis,
            stamp=number,
            packed=msgspec.json.encode(msgspec.structs.replace(record, events=())),
            **incident_columns(record),
        )
        for number, record in shown.items()
    )
    Party.objects.bulk_create(party for row in rows for party in _parties(row, shown[row.incident_id]))


def _parties(row: Composition, record: IncidentRecord) -> Iterator[Party]:
    for side, chosen in (("initiator", record.initiators), ("recipient", record.recipients)):
        named = {actor.name: actor for actor in chosen.value or () if actor.name}
        for name, actor in named.items():
            kind = actor.kind or ""
            yield Party(composition=row, basis=row.basis, day=row.day, side=side, name=str(name), kind=kind)


def _finish() -> None:
    Stamp.objects.update_or_create(pk=1, defaults={"last": Incident.objects.count()})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE archive_incident SET name = (SELECT id FROM link_name WHERE n = number)")
        cursor.execute("ANALYZE")


def main() -> None:
    """Make the tables, fill them, and print how long it took."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("count", type=int)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    call_command("migrate", verbosity=0)
    gc.disable()  # millions of rows are held, none of them in circles
    started = time.monotonic()
    fill(chosen.count, chosen.seed)
    counts = f"{Event.objects.count():,} events of {Report.objects.count():,} reports, {Incident.objects.count():,} incidents"
    print(f"{counts} in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
