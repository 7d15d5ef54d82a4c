"""Read gold annotations in the codebook's form: one JSON object a report, events with substrings for evidence."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.evaluation.gold_files import GoldError, rows
from communique.model import Report, Span
from communique.reading import Failure, dates
from communique.reading.draft import Draft, Options
from communique.reading.finish import finish


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report and the events a coder found in it, as plain dictionaries with the codebook's keys."""

    report: Report
    events: tuple[dict[str, Any], ...]


def load(path: Path) -> list[GoldReport]:
    """Read a ``.jsonl`` or ``.jsonl.gz`` file. Raises ``GoldError`` on a line that is not a gold report."""
    return [_parse(row, path, number) for number, row in enumerate(rows(path), 1)]


def _parse(data: dict[str, Any], path: Path, number: int) -> GoldReport:
    where = f"{path}, report {number}"
    try:
        read = finish(_draft(data, where), Options())
        events = tuple(data["events"])
    except (KeyError, TypeError, AttributeError) as error:
        raise GoldError(f"{where}: not a gold report ({error})") from error
    if isinstance(read, Failure):
        raise GoldError(str(read))
    return GoldReport(read, events)


def _draft(data: dict[str, Any], where: str) -> Draft:
    """The same draft that a line of JSON gives, so that a report is read as a user's would be."""
    published = dates.parse(data["published"]) if data.get("published") else None
    return Draft(
        name=where,
        source=where,
        text=data["text"],
        id=data["id"],
        title=data.get("title"),
        published=published,
        publisher=data.get("source"),
    )


def span_of(part: str, whole: str, text: str) -> Span | None:
    """Where ``part`` stands inside ``whole`` in ``text``; the first place of ``part`` if ``whole`` is not found."""
    start = text.find(whole)
    if start >= 0:
        inner = whole.find(part)
        if inner >= 0:
            return start + inner, start + inner + len(part)
    start = text.find(part)
    return (start, start + len(part)) if start >= 0 else None
