"""Make events whose incidents are known.

Run: ``.venv/bin/python -m benchmarks.linking.generate N FILE.jsonl [--seed S]``. Writes N events as ``communique code`` does, in
order of publication over ten years, and FILE.known.tsv: each event's id and the number of its incident. The same N and seed give
the same bytes (with one version of the gazetteer, the actor lists and the wordings).
"""

import argparse
import heapq
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import msgspec

from benchmarks.linking.happenings import Happening, episode
from benchmarks.linking.reports import drafts, written
from benchmarks.linking.world import Month, month, somewhere, world
from communique.gazetteer import Gazetteer
from communique.model import EventLine

FIRST, DAYS = date(2014, 1, 1).toordinal(), 3652
"""Ten years."""
REMEMBERED, GRAVE = 12, 12
"""Happenings of a country that later reports look back on, and how many must have died in one."""
Line = tuple[EventLine, int]


class Teller:
    """Makes episodes and the reports on them, day by day."""

    def __init__(self, seed: int, gazetteer: Gazetteer) -> None:
        self.chance = Random(seed)
        self.countries = world(gazetteer)
        self.past: defaultdict[str, deque[Happening]] = defaultdict(lambda: deque(maxlen=REMEMBERED))
        self.happened = self.written = 0
        self._month: tuple[str, Month] | None = None

    def reports(self, day: int) -> Iterator[tuple[int, int, list[Line]]]:
        """Of one episode that begins on a day: for each report its day of publication, its number and its events."""
        today = date.fromordinal(day)
        country, town = somewhere(self._weights(f"{today:%Y-%m}"), self.chance)
        found = episode(country, town, day, self.happened, today.year, self.chance)
        self.happened += len(found)
        past = self.past[country.iso2]
        for draft in drafts(found, tuple(past), self.chance):
            self.written += 1
            yield draft.published, self.written, written(draft, self.written)
        past.extend(each for each in found if each.killed >= GRAVE)

    def _weights(self, name: str) -> Month:
        if self._month is None or self._month[0] != name:
            self._month = name, month(self.countries, self.chance)
        return self._month[1]


def told(count: int, seed: int, gazetteer: Gazetteer) -> Iterator[Line]:
    """``count`` events with the numbers of their incidents, in order of publication."""
    left = count
    for lines in _in_order(count, Teller(seed, gazetteer)):
        yield from lines[:left]
        left -= len(lines)
        if left <= 0:
            return


def _in_order(count: int, teller: Teller) -> Iterator[list[Line]]:
    """Reports wait until no earlier one can come. Days go by as events are made, so that any count fills the ten years."""
    waiting: list[tuple[int, int, list[Line]]] = []
    made = 0
    while made < count:
        day = FIRST + made * DAYS // count
        while waiting and waiting[0][0] < day:
            yield heapq.heappop(waiting)[2]
        for report in teller.reports(day):
            heapq.heappush(waiting, report)
            made += len(report[2])
    while waiting:
        yield heapq.heappop(waiting)[2]


def known_of(path: Path) -> Path:
    """Where the known incidents of a file of events stand."""
    return path.with_suffix(".known.tsv")


def write(path: Path, count: int, seed: int, gazetteer: Gazetteer) -> None:
    """Write both files. Raises ``OSError`` where they cannot be written."""
    encode = msgspec.json.Encoder().encode
    with path.open("wb") as events, known_of(path).open("w", encoding="utf-8") as known:
        for line, incident in told(count, seed, gazetteer):
            events.write(encode(line) + b"\n")
            known.write(f"{line.id}\t{incident}\n")


def main() -> None:
    """Write the files and print how long it took."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("count", type=int)
    options.add_argument("path", type=Path)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    started = time.monotonic()
    write(chosen.path, chosen.count, chosen.seed, Gazetteer.open())
    print(f"{chosen.count:,} events in {time.monotonic() - started:.1f} s, {chosen.path.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
