"""Reports of our own as files of JSON lines, and a quick reader of them, so that a worker can be killed often."""

import json
import os
import re
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path

from desk.filled import GAO, KIDAL, event, killed

from communique.model import Event, Report, When

PUBLISHERS = ("Sahel Daily", "River Post", "State Wire", "Desert Voice")
SCENES = (
    ("a bomb exploded in Gao", "2024-03-02", 3),
    ("gunmen attacked in Kidal", "2024-03-09", 8),
    ("shells fell in Gao", "2024-04-20", 5),
    ("soldiers fled in Kidal", "2024-05-02", 12),
    ("rockets landed in Gao", "2024-05-21", 2),
)
TYPES = {"exploded": "bombing", "attacked": "attack", "fell": "shelling", "fled": "armed-clash", "landed": "shelling"}
TOLD = re.compile(
    r"On (\d{4}-\d\d-\d\d) (?:\w+ )+?(exploded|attacked|fell|fled|landed) in (Gao|Kidal) and (\d+) people died"
)
DEADLY = "ends whoever reads it"


def files() -> list[bytes]:
    """Ten files of four reports or five; some pages come again, changed."""
    made = [_report(number) for number in range(45)]
    return [b"\n".join(json.dumps(each).encode() for each in made[start::10]) for start in range(10)]


def _report(number: int) -> dict[str, str]:
    scene, day, dead = SCENES[number % len(SCENES)]
    other, before, lost = SCENES[number // 7 % len(SCENES)]
    publisher = PUBLISHERS[number // 3 % len(PUBLISHERS)]
    page = number - 36 if number >= 38 else number
    lines = [f"On {day} {scene} and {dead + number % 2} people died, as {publisher} was told."]
    if number % 4 == 0:
        lines.append(f"On {before} {other} and {lost} people died.")
    return {
        "id": f"r{number:02}",
        "text": f"{publisher} has this as its report number {number}.\n" + "\n".join(lines),
        "title": f"Report {number}",
        "published": "2024-06-01",
        "publisher": publisher,
        "url": f"https://{publisher.split()[0].lower()}.example/{page}",
    }


class Quick:
    """Reads what ``_report`` writes, and writes down what it read."""

    def __init__(self, written: Path) -> None:
        self._written = written

    def stream(self, reports: Iterable[Report]) -> Iterator[tuple[Report, list[Event]]]:
        """Each report with its events; one may end the process."""
        for batch in [list(reports)]:
            for report in batch:
                with self._written.open("a", encoding="utf-8") as file:
                    file.write(f"{report.id}\n")
                if DEADLY in report.text:
                    os.kill(os.getpid(), signal.SIGKILL)
            yield from ((report, list(_events(report))) for report in batch)


def _events(report: Report) -> Iterator[Event]:
    for found in TOLD.finditer(report.text):
        day, verb, place, dead = found.groups()
        yield event(
            report,
            verb,
            TYPES[verb],
            place=GAO if place == "Gao" else KIDAL,
            date=When(start=day, end=day, precision="day", text=day),
            tolls=killed(int(dead), int(dead), dead),
        )
