"""How long it takes to add one report to a store of many events.

Run: ``.venv/bin/python -m benchmarks.linking.add [SIZE] [--reports 200] [--folder DIR] [--figures FILE.json]``. The last
reports of the events are held back, the others put into a store by ``communique link --store``, and those held back added one
by one.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby, islice
from pathlib import Path

from benchmarks.linking.generate import known_of
from benchmarks.linking.link import FOLDER, events_of
from benchmarks.linking.processes import Run, run
from benchmarks.linking.scores import read_known
from communique.incidents.inputs import parse_event
from communique.incidents.store import Store
from communique.incidents.told import Told


def split(path: Path, reports: int, head: Path) -> list[list[Told]]:
    """Write all but the last reports to ``head``; those, each as its events. Raises ``ValueError`` where there are not as many."""
    ids = [event.rpartition(":")[0] for event in read_known(known_of(path))]
    last = [list(group) for _, group in groupby(ids)][-reports:]
    first = len(ids) - sum(map(len, last))
    if len(last) < reports or not first:
        raise ValueError(f"{path}: fewer than {reports + 1} reports")
    with path.open("rb") as source, head.open("wb") as target:
        target.writelines(islice(source, first))
        told = [parse_event(line, str(path), number) for number, line in enumerate(source, first + 1)]
    return [list(group) for _, group in groupby(told, key=lambda each: each.origin.report)]


def filled(head: Path, store: Path) -> Run:
    """Make the store anew. Raises ``RunError``."""
    for name in (store, store.with_name(f"{store.name}-wal"), store.with_name(f"{store.name}-shm")):
        with suppress(FileNotFoundError):
            name.unlink()
    return run([sys.executable, "-m", "communique", "link", "--quiet", "--store", str(store), str(head)])


def added(store: Path, reports: Sequence[Sequence[Told]]) -> list[float]:
    """Seconds that each report took, written to disk and all."""
    found = []
    with Store.open(store) as kept:
        for report in reports:
            started = time.perf_counter()
            kept.add(report)
            found.append(time.perf_counter() - started)
    return found


def main() -> None:
    """Print the median and the slowest twentieth, and keep them as JSON."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("size", type=int, nargs="?", default=1_000_000)
    options.add_argument("--reports", type=int, default=200)
    options.add_argument("--folder", type=Path, default=FOLDER)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--figures", type=Path)
    chosen = options.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    head, store = chosen.folder / "head.jsonl", chosen.folder / "store.db"
    reports = split(events_of(chosen.folder, chosen.size, chosen.seed), chosen.reports, head)
    cost = filled(head, store)
    head.unlink()
    print(f"store of {chosen.size - sum(map(len, reports)):,} events made in {cost.wall_s:.1f} s")
    times = added(store, reports)
    found = {
        "median_ms": statistics.median(times) * 1000,
        "p95_ms": statistics.quantiles(times, n=20)[-1] * 1000,
        "max_ms": max(times) * 1000,
    }
    print(
        f"{len(times)} reports of {sum(map(len, reports)) / len(reports):.1f} events added one by one: {_words(found)}"
    )
    if chosen.figures:
        today = f"{datetime.now(UTC):%Y-%m-%d}"
        kept = {
            "date": today,
            "seed": chosen.seed,
            "events": chosen.size,
            "reports": len(times),
            "filling": asdict(cost),
            **found,
        }
        chosen.figures.parent.mkdir(parents=True, exist_ok=True)
        chosen.figures.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _words(found: dict[str, float]) -> str:
    return ", ".join(f"{name.removesuffix('_ms')} {value:.1f} ms" for name, value in found.items())


if __name__ == "__main__":
    main()
