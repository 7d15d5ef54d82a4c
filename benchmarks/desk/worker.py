"""What the worker costs over bare ``communique code``, on the same reports in one run.

Run: ``COMMUNIQUE_DATA=FOLDER .venv/bin/python -m benchmarks.desk.worker [--reports 320] [--rounds 3] [--figures FILE.json]``
(or with ``DATABASE_URL``), on an empty desk. The reports are made: some happenings each, told in sentences of the linking
benchmark, and lines to fill, so that they are about as long as a short wire. In every round two are timed in turn in one
process: what ``communique code`` does to write JSON lines, and the worker's steps on the same reports, waiting in the database.
Claiming, coding and keeping are told apart from linking, which ``code`` does not do.
"""

import argparse
import json
import logging
import os
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

import django
import msgspec

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "communique.desk.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks.desk.fill import by_report  # noqa: E402
from benchmarks.linking.generate import told  # noqa: E402
from communique.desk.archive.models import Event, Report, Source  # noqa: E402
from communique.desk.ingest.coder import Coding, open_coding  # noqa: E402
from communique.desk.ingest.working import Work  # noqa: E402
from communique.desk.ingest.working.coding import code_waiting  # noqa: E402
from communique.desk.ingest.working.linking import link_coded  # noqa: E402
from communique.gazetteer import Gazetteer  # noqa: E402
from communique.incidents import Told, origin  # noqa: E402
from communique.incidents.store.events import encode  # noqa: E402
from communique.model import EventLine  # noqa: E402
from communique.model import Report as Record  # noqa: E402

TARGET = 0.25


WHO = (
    "Traders",
    "Teachers",
    "Drivers",
    "Farmers",
    "Shopkeepers",
    "Nurses",
    "Herders",
    "Fishermen",
    "Students",
    "Bakers",
)
SAID = ("said that", "told visitors that", "wrote that", "recalled how", "explained that")
WHAT = (
    "the road",
    "the bridge",
    "the school",
    "the harvest",
    "the price of flour",
    "the water supply",
    "the bus line",
    "the fair",
)
HOW = (
    "had changed little",
    "was better than last year",
    "was talked about everywhere",
    "would be looked into",
    "mattered most",
)
FILLING = 14
"""Lines to fill, of some ten words."""


@dataclass(frozen=True, slots=True)
class Round:
    """Seconds, for the same number of reports. ``code``: bare, with what it writes; ``coded``: the worker's coding step;
    ``linked``: its linking step; ``events``: how many there were."""

    code: float
    coded: float
    linked: float
    events: int


def made(number: int, seed: int) -> list[Record]:
    """So many reports."""
    chance = random.Random(seed)
    groups = by_report(told(number * 6, seed, Gazetteer.open()))
    return [_report([line for line, _ in lines], seed, chance) for lines in islice(groups, number)]


def _report(lines: Sequence[EventLine], seed: int, chance: random.Random) -> Record:
    first = lines[0]
    filling = [" ".join(map(chance.choice, (WHO, SAID, WHAT, HOW))) + "." for _ in range(FILLING)]
    return Record(
        id=f"{seed}-{first.report}",
        text="\n".join([*dict.fromkeys(line.quote for line in lines), *filling]),
        title=first.origin.title if first.origin else None,
        publisher=first.origin.publisher if first.origin else None,
        published=first.origin.published if first.origin else None,
        language="en",
    )


def wait(records: Sequence[Record]) -> None:
    """Let the reports wait on the desk."""
    source = Source.objects.get_or_create(kind=Source.Kind.UPLOADED, name="Made reports")[0]
    at = datetime.now(UTC)
    Report.objects.bulk_create(
        Report(
            name=each.id,
            packed=msgspec.json.encode(each),
            title=each.title or "",
            publisher=each.publisher or "",
            published=date.fromisoformat(each.published) if each.published else None,
            source=source,
            received_at=at,
        )
        for each in records
    )


def bare(coding: Coding, records: Sequence[Record]) -> tuple[float, int]:
    """Seconds that ``communique code`` takes to read reports into lines of JSON, and how many events there are."""
    started, number = time.perf_counter(), 0
    for record, events in coding.coder.stream(records):
        brief = origin(record) if events else None
        number += len([encode(Told(event, brief)) for event in events if brief])
    return time.perf_counter() - started, number


def worked(coding: Coding) -> tuple[float, float]:
    """Seconds that the worker takes to code, and to link, what waits."""
    work, coded, linked = Work(coding), 0.0, 0.0
    while True:
        started = time.perf_counter()
        done = code_waiting(work)
        middle = time.perf_counter()
        link_coded(work)
        coded += middle - started
        linked += time.perf_counter() - middle
        if not done:
            return coded, linked


def measure(coding: Coding, number: int, turn: int) -> Round:
    """One round."""
    records = made(number, turn)
    code, events = bare(coding, records)
    wait(records)
    return Round(code, *worked(coding), events)


def main() -> None:
    """Print the overhead, and keep the figures as JSON where asked."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=320)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--figures", type=Path)
    chosen = options.parse_args()
    call_command("migrate", verbosity=0)
    logging.getLogger("communique.worker").setLevel(logging.WARNING)  # what a terminal costs is not the worker's
    coding = open_coding()
    measure(coding, 64, 0)
    rounds = [measure(coding, chosen.reports, turn) for turn in range(1, chosen.rounds + 1)]
    over = statistics.median(each.coded / each.code - 1 for each in rounds)
    whole = statistics.median((each.coded + each.linked) / each.code - 1 for each in rounds)
    speed = statistics.median(chosen.reports / (each.coded + each.linked) for each in rounds)
    print(
        f"{chosen.reports} reports a round, {Event.objects.count():,} events on the desk at the end, {connection.vendor}"
    )
    print(f"coding with claiming and keeping costs {over:.1%} over bare coding (target: under {TARGET:.0%})")
    print(f"with linking {whole:.1%}; {speed:.1f} reports/s from waiting to linked")
    if chosen.figures:
        kept = {
            "date": datetime.now(UTC).date().isoformat(),
            "database": connection.vendor,
            "reports": chosen.reports,
            "events": Event.objects.count(),
            "overhead": over,
            "overhead_with_linking": whole,
            "reports_per_second": speed,
            "rounds": [asdict(each) for each in rounds],
        }
        chosen.figures.parent.mkdir(parents=True, exist_ok=True)
        chosen.figures.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
