"""Whether memory stays flat while many reports are coded.

Run: ``.venv/bin/python benchmarks/memory.py [--reports N]``. The reports are the examples with words that no report before had, as
names are in the news; peak memory is printed as it goes.
"""

import argparse
import random
import resource
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from communique.coding.pipeline import load
from communique.model import Report
from communique.reading import read_inputs

FILES = sorted(str(path) for path in (Path(__file__).parent.parent / "examples").glob("*.*"))
"""Not the cross-reports: what was timed before stays what is timed."""
LETTERS = "abcdefghiklmnoprstuvz"


def reports(count: int) -> Iterator[Report]:
    """The examples again and again, each time with twenty new words at the end."""
    chance = random.Random(7)
    found = [item for item in read_inputs(FILES) if isinstance(item, Report)]
    for number in range(count):
        report = found[number % len(found)]
        words = " ".join("".join(chance.choices(LETTERS, k=8)).capitalize() for _ in range(20))
        yield msgspec.structs.replace(report, id=f"r{number}", text=f"{report.text}\n\nThose present were {words}.")


def main() -> None:
    """Print peak memory at each tenth of the way."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reports", type=int, default=2000)
    count = options.parse_args().reports
    print(f"date {datetime.now(UTC):%Y-%m-%d}; {count} reports")
    step = max(1, count // 10)
    for number, _ in enumerate(load().stream(reports(count)), 1):
        if number % step == 0:
            print(
                f"{number:>8} reports  peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
