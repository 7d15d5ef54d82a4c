"""What the worker costs over bare ``communique code``, on the same reports in one run.

Run: ``COMMUNIQUE_DATA=FOLDER .venv/bin/python -m benchmarks.desk.worker [--reports 320] [--rounds 3] [--figures FILE.json]``
(or with ``DATABASE_URL``), on an empty desk. The reports are made: some happenings each, told in sentences of the linking
benchmark, and lines to fill, so that they are about as long as a short wire. In every round two are timed in turn in one
process, batch by batch: what ``communique code`` does to write JSON lines, and the worker's steps on the same reports, waiting in
the database. Both by the clock and by the processor time of the process, which other work on the machine does not lengthen; that of
a PostgreSQL server is not in the latter.
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

from benchmarks.desk.fill import by_report, parts  # noqa: E402
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

TARGET, BATCH = 0.25, 32
BY = {"wall": "by the clock", "cpu": "of processor time"}


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
class Spent:
    """Seconds by the clock, and of the processor."""

    wall: float = 0.0
    cpu: float = 0.0

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.wall + other.wall, self.cpu + other.cpu)

    def since(self) -> "Spent":
        """From a moment until now."""
        moment = moment_now()
        return Spent(moment.wall - self.wall, moment.cpu - self.cpu)


def moment_now() -> Spent:
    """To measure from."""
    return Spent(time.perf_counter(), time.process_time())


@dataclass(frozen=True, slots=True)
class Round:
    """What the same reports took. ``code``: bare, with what it writes; ``coded``: the worker's coding step; ``linked``: its
    linking step; ``events``: how many there were."""

    code: Spent
    coded: Spent
    linked: Spent
    events: int

    def overhead(self, by: str, linking: bool) -> float:
        """Of the worker over bare coding, as a share."""
        spent = self.coded + self.linked if linking else self.coded
        return float(getattr(spent, by) / getattr(self.code, by) - 1)


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


def bare(coding: Coding, records: Sequence[Record]) -> tuple[Spent, int]:
    """What ``communique code`` takes to read reports into lines of JSON, and how many events there are."""
    started, number = moment_now(), 0
    for record, events in coding.coder.stream(records):
        brief = origin(record) if events else None
        number += len([encode(Told(event, brief)) for event in events if brief])
    return started.since(), number


def worked(coding: Coding) -> tuple[Spent, Spent]:
    """What the worker takes to code, and to link, what waits."""
    work, coded, linked = Work(coding), Spent(), Spent()
    while True:
        started = moment_now()
        done = code_waiting(work)
        coded += started.since()
        started = moment_now()
        link_coded(work)
        linked += started.since()
        if not done:
            return coded, linked


def measure(coding: Coding, number: int, turn: int) -> Round:
    """One round."""
    found = Round(Spent(), Spent(), Spent(), 0)
    for records in parts(made(number, turn), BATCH):
        code, events = bare(coding, records)
        wait(records)
        coded, linked = worked(coding)
        found = Round(found.code + code, found.coded + coded, found.linked + linked, found.events + events)
    return found


def _median(rounds: Sequence[Round], by: str, linking: bool) -> float:
    return statistics.median(each.overhead(by, linking) for each in rounds)


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
    over = {
        f"{by}{'_with_linking' if linking else ''}": _median(rounds, by, linking)
        for by in BY
        for linking in (False, True)
    }
    print(
        f"{chosen.reports} reports a round, {Event.objects.count():,} events on the desk at the end, {connection.vendor}"
    )
    for by, words in BY.items():
        print(
            f"{words}: coding with claiming and keeping costs {over[by]:.1%} over bare coding (target: under {TARGET:.0%}), "
            f"with linking {over[f'{by}_with_linking']:.1%}"
        )
    if chosen.figures:
        kept = {
            "date": datetime.now(UTC).date().isoformat(),
            "database": connection.vendor,
            "reports": chosen.reports,
            "events": Event.objects.count(),
            "overhead": over,
            "rounds": [asdict(each) for each in rounds],
        }
        chosen.figures.parent.mkdir(parents=True, exist_ok=True)
        chosen.figures.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
