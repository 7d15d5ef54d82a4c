"""How fast, in how much memory and how well ``communique link`` links events whose incidents are known.

Run: ``.venv/bin/python -m benchmarks.linking.link [SIZE...] [--folder DIR] [--figures FILE.json]``. For each size it makes the
events (unless they are in the folder), links them in a process of their own, and compares; then it fits how
time grows with n log n.
"""

import argparse
import json
import math
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.linking.generate import known_of, write
from benchmarks.linking.processes import Run, run
from benchmarks.linking.scores import Agreement, agreement, exponent, read_found, read_known
from communique.gazetteer import Gazetteer

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
FOLDER = Path("build/linking")


@dataclass(frozen=True, slots=True)
class Measured:
    """One size. ``incidents`` are the known ones and ``found`` those that linking made."""

    events: int
    incidents: int
    found: int
    cost: Run
    agreement: Agreement


def events_of(folder: Path, size: int, seed: int) -> Path:
    """The file of so many events, made where it is not there."""
    path = folder / f"events-{size}-{seed}.jsonl"
    if not path.exists():
        part = path.with_suffix(".part")
        write(part, size, seed, Gazetteer.open())
        known_of(part).rename(known_of(path))
        part.rename(path)
    return path


def measure(folder: Path, size: int, seed: int) -> Measured:
    """Link one size. Raises ``RunError``."""
    path, out = events_of(folder, size, seed), folder / "incidents.jsonl"
    cost = run([sys.executable, "-m", "communique", "link", str(path), "-o", str(out)])
    known, found = read_known(known_of(path)), read_found(out)
    out.unlink()
    return Measured(size, len(set(known.values())), len(set(found.values())), cost, agreement(known, found))


def line(of: Measured) -> str:
    """The figures of one size, for people."""
    together = f"{of.cost.together / 1e9:.2f} GB together" if of.cost.together is not None else "together not known"
    return (
        f"{of.events:>9,} events {of.cost.wall_s:7.1f} s ({of.cost.cpu_s:.1f} s of processors), largest process "
        f"{of.cost.largest / 1e9:.2f} GB, {together}; pairs F1 {of.agreement.pair_f1:.3f}, "
        f"B-cubed {of.agreement.b_cubed_f1:.3f}; {of.found:,} incidents, {of.incidents:,} known; "
        f"{of.cost.wall_s / (of.events * math.log(of.events)) * 1e6:.2f} s a million n log n"
    )


def growth(of: Sequence[Measured]) -> dict[str, float]:
    """Powers of n log n by which wall and processor time grow."""
    sizes = [each.events for each in of]
    return {
        "wall": exponent(sizes, [each.cost.wall_s for each in of]),
        "cpu": exponent(sizes, [each.cost.cpu_s for each in of]),
    }


def main() -> None:
    """Print the figures of each size and the growth, and keep them as JSON."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sizes", type=int, nargs="*", default=list(SIZES))
    options.add_argument("--folder", type=Path, default=FOLDER)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--figures", type=Path)
    chosen = options.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    done: list[Measured] = []
    for size in sorted(chosen.sizes):
        done.append(measure(chosen.folder, size, chosen.seed))
        print(line(done[-1]), flush=True)
    grown = growth(done) if len(done) > 1 else {}
    for name, power in grown.items():
        print(f"{name} time grows as (n log n) to the {power:.2f}")
    if chosen.figures:
        today = f"{datetime.now(UTC):%Y-%m-%d}"
        kept = {"date": today, "seed": chosen.seed, "sizes": [asdict(each) for each in done], "growth": grown}
        chosen.figures.parent.mkdir(parents=True, exist_ok=True)
        chosen.figures.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
