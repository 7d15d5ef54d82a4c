"""How fast reports are coded on one core, and the ratio to the bare spaCy pipeline on the same text.

Run: ``.venv/bin/python benchmarks/speed.py [--rounds N] [--reader NAME]``. The two are timed in turn, round by round, in one
process; the ratio is the median over rounds. The text is the example reports, repeated.
"""

import argparse
import resource
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

from communique.coding.base import new_parser
from communique.coding.pipeline import load
from communique.coding.readers import DEFAULT_READER, READERS
from communique.model import Report
from communique.reading import read_inputs
from communique.reading.parsing_text import text_for_parsing

FILES = sorted(str(path) for path in (Path(__file__).parent.parent / "examples").glob("*.*"))
"""Not the cross-reports: what was timed before stays what is timed."""


def reports(copies: int) -> list[Report]:
    """The example reports, several times over."""
    found = [item for item in read_inputs(FILES) if isinstance(item, Report)]
    return found * copies


def main() -> None:
    """Print reports per second and the ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--copies", type=int, default=4)
    options.add_argument("--reader", choices=READERS, default=DEFAULT_READER)
    chosen = options.parse_args()
    batch = reports(chosen.copies)
    texts = [text_for_parsing(report) for report in batch]
    bare, coder = new_parser(), load(reader=chosen.reader)
    tokens = sum(len(doc) for doc in bare.pipe(texts))
    list(coder.stream(batch))
    ratios, speeds = [], []
    for _ in range(chosen.rounds):
        started = time.perf_counter()
        for _doc in bare.pipe(texts, batch_size=32):
            pass
        middle = time.perf_counter()
        events = sum(len(found) for _, found in coder.stream(batch))
        ended = time.perf_counter()
        ratios.append((middle - started) / (ended - middle))
        speeds.append(len(batch) / (ended - middle))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"date {datetime.now(UTC):%Y-%m-%d}; {len(batch)} reports, {tokens} tokens, {events} events, {chosen.rounds} rounds; "
        f"reader {chosen.reader}"
    )
    print(
        f"coding {statistics.median(speeds):.1f} reports/s on one core (min {min(speeds):.1f}, max {max(speeds):.1f})"
    )
    print(
        f"speed relative to the bare spaCy pipeline: {statistics.median(ratios):.0%} (min {min(ratios):.0%}, max {max(ratios):.0%})"
    )
    print(f"peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
