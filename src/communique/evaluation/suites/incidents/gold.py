"""Read the gold of ``incidents``: reports, the incident that each is about, and what a register says of it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from communique.evaluation.gold_files import GoldError, rows
from communique.model import Report
from communique.reading.dates import parse
from communique.reading.draft import Draft, Options
from communique.reading.failure import Failure
from communique.reading.finish import finish

DAY = "%B %d, %Y"
"""How the register writes a day ("January 27, 2014")."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What the register has of an incident in the end; it may know more than a report of the first day."""

    day: date
    city: str
    state: str
    killed: int
    injured: int


@dataclass(frozen=True, slots=True)
class GoldReport:
    """One report; ``report`` is null where our reading refuses the text (no text, not in English)."""

    id: str
    report: Report | None
    incident: str
    truth: Truth


def load(path: Path, limit: int | None = None) -> list[GoldReport]:
    """The reports of a part; ``limit`` draws so many whole incidents. Raises ``GoldError`` on a row of another form."""
    found = [(row, number) for number, row in enumerate(rows(path), 1)]
    kept = None if limit is None else drawn([str(row.get("incident")) for row, _ in found], limit)
    return [_parse(row, path, number) for row, number in found if kept is None or str(row.get("incident")) in kept]


def drawn(incidents: Sequence[str], limit: int) -> frozenset[str]:
    """So many of the incidents, spread over the file, the same ones every time."""
    each = sorted(set(incidents))
    return frozenset(random.Random(len(each)).sample(each, min(limit, len(each))))


def _parse(row: dict[str, Any], path: Path, number: int) -> GoldReport:
    try:
        truth = row["truth"]
        told = Truth(
            datetime.strptime(truth["date"], DAY).date(),
            truth["city_or_county"],
            truth["state"],
            int(truth["num_killed"]),
            int(truth["num_injured"]),
        )
        return GoldReport(row["id"], _report(row), row["incident"], told)
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(f"{path}, report {number}: not a report of an incident ({error!r})") from error


def _report(row: dict[str, Any]) -> Report | None:
    """The report as our own reading makes it of a page: its title stands above its text."""
    title, text = row["title"].strip(), row["text"]
    whole = text if title in text[: 3 * len(title) + 20] else f"{title}\n\n{text}"
    draft = Draft(
        name=row["id"], source=row["id"], id=row["id"], text=whole, title=title, published=parse(row["published"])
    )
    read = finish(draft, Options())
    return None if isinstance(read, Failure) else read
