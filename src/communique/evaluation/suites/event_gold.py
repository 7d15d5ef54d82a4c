"""Read gold annotations in the codebook's form: one JSON object a report, events with substrings for evidence."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from communique.evaluation.gold_files import GoldError, rows
from communique.model import Report, Span


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report and the events a coder found in it, as plain dictionaries with the codebook's keys."""

    report: Report
    events: tuple[dict[str, Any], ...]


def load(path: Path) -> list[GoldReport]:
    """Read a ``.jsonl`` or ``.jsonl.gz`` file. Raises ``GoldError`` on a line that is not a gold report."""
    return [_parse(row, path, number) for number, row in enumerate(rows(path), 1)]


def _parse(data: dict[str, Any], path: Path, number: int) -> GoldReport:
    try:
        report = Report(
            id=data["id"],
            text=data["text"],
            title=data.get("title"),
            published=data.get("published"),
            published_from="metadata" if data.get("published") else None,
            publisher=data.get("source"),
            language="en",
        )
        return GoldReport(report, tuple(data["events"]))
    except (msgspec.ValidationError, KeyError, TypeError) as error:
        raise GoldError(f"{path}, report {number}: not a gold report ({error})") from error


def span_of(part: str, whole: str, text: str) -> Span | None:
    """Where ``part`` stands inside ``whole`` in ``text``; the first place of ``part`` if ``whole`` is not found."""
    start = text.find(whole)
    if start >= 0:
        inner = whole.find(part)
        if inner >= 0:
            return start + inner, start + inner + len(part)
    start = text.find(part)
    return (start, start + len(part)) if start >= 0 else None
