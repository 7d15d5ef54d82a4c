"""Workers in processes of their own, killed as told. Run as ``python -m desk.worker.driver COMMAND``; what it finds goes to
standard output as JSON.

fill: keep the files of ``telling_reports`` as snapshots; outcome: everything that was made of them; rounds: workers that are
killed again and again, then one that finishes; one that reads with the real coder and is killed too.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from desk.worker.telling_reports import Quick, files  # noqa: E402
from django.db import connection, connections  # noqa: E402

from communique.desk.archive.models import Composition, Event, Incident, Report, Snapshot, Source  # noqa: E402
from communique.desk.ingest import intake  # noqa: E402
from communique.desk.ingest.coder import Coding  # noqa: E402
from communique.desk.ingest.hints import Hints  # noqa: E402
from communique.desk.ingest.working import Limits, Work, run  # noqa: E402

AT = datetime(2024, 6, 2, 12, tzinfo=UTC)
WRITTEN = Path(os.environ["COMMUNIQUE_DATA"], "coded.txt")


def fill(extra: str = "") -> None:
    """Keep the files, and a report more where its text is given."""
    source = Source.objects.create(kind=Source.Kind.UPLOADED, name="Files")
    bodies = files()
    if extra:
        bodies.insert(1, json.dumps({"id": "extra", "text": extra, "published": "2024-06-01"}).encode())
    for number, body in enumerate(bodies):
        intake.keep(source, f"file-{number}.jsonl", body, "application/x-ndjson", Hints(), AT)


def outcome() -> dict[str, Any]:
    """All that was made, without times."""
    return {
        "snapshots": sorted(Snapshot.objects.values_list("address", "state", "error")),
        "reports": sorted(Report.objects.values_list("name", "state", "coded_with", "error", "revises__name")),
        "events": sorted(
            (name, report, state, bytes(packed).decode(), unlinked, incident)
            for name, report, state, packed, unlinked, incident in Event.objects.values_list(
                "name", "report__name", "state", "packed", "unlinked", "incident__name"
            )
        ),
        "incidents": list(Incident.objects.order_by("number").values_list("name", "into__name")),
        "compositions": sorted(
            (name, basis, bytes(packed).decode())
            for name, basis, packed in Composition.objects.values_list("incident__name", "basis", "packed")
        ),
        "coded": WRITTEN.read_text("utf-8").split() if WRITTEN.exists() else [],
    }


def worker(lease: float, attempts: int, real: bool) -> Work:
    """One with short leases."""
    limits = Limits(lease=timedelta(seconds=lease), attempts=attempts, batch=4, idle=timedelta(milliseconds=20))
    if real:
        from communique.coding.pipeline import load

        return Work(Coding(load(reader="rules"), "real"), limits)
    return Work(Coding(Quick(WRITTEN), "quick"), limits)


class Fatal:
    """Kills the process at a query: after it was asked or before."""

    def __init__(self, chance: random.Random, queries: int) -> None:
        self._left, self._after = chance.randrange(queries), chance.random() < 0.5

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self._left -= 1
        if self._left < 0 and not self._after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(sql, params, many, context)
        if self._left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result


def started(work: Callable[[], Work], fatal: Fatal | None) -> int:
    """A worker in a process of its own."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        if fatal is not None:
            connection.execute_wrappers.append(fatal)
        run(work(), until_idle=True)
        status = 0
    finally:
        if status:
            traceback.print_exc()
        os._exit(status)


def rounds(seed: int, kills: int, workers: int, lease: float, attempts: int, seconds: float, real: bool) -> None:
    """In each round workers run beside each other and are killed, half of them at a query, half from outside; then one finishes."""
    chance = random.Random(seed)
    worker(lease, attempts, real)  # load what is to be loaded before the forks
    for _ in range(kills):
        inside = chance.random() < 0.5
        fatal = [Fatal(chance, 150) if inside else None for _ in range(workers)]
        children = [started(lambda: worker(lease, attempts, real), each) for each in fatal]
        if not inside:
            time.sleep(chance.uniform(0, seconds))
            for child in children:
                os.kill(child, signal.SIGKILL)
        for child in children:
            os.waitpid(child, 0)
    finish(workers, lease, attempts, real)


def finish(workers: int, lease: float, attempts: int, real: bool) -> None:
    """Workers that nobody kills, until nothing waits; what the killed held is free when their leases have run out."""
    for _ in range(200):
        children = [started(lambda: worker(lease, attempts, real), None) for _ in range(workers)]
        ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        if any(status > 0 for status in ended):
            raise SystemExit(f"a worker failed: {ended}")
        waiting = Report.objects.filter(state__in=("waiting", "coded")).exists()
        waiting = (
            waiting or Snapshot.objects.filter(state="fetched").exists() or Event.objects.filter(unlinked=True).exists()
        )
        connections.close_all()
        if not waiting:
            return
        time.sleep(lease / 5)
    raise SystemExit("it never finished")


if __name__ == "__main__":
    command, given = sys.argv[1], json.loads(sys.argv[2]) if len(sys.argv) > 2 else {}
    if command == "fill":
        fill(**given)
    elif command == "rounds":
        rounds(**given)
    elif command == "outcome":
        print(json.dumps(outcome()))  # noqa: T201
