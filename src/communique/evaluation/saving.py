"""Keep a result: as JSON for the accuracy page and other programs, and as a list of slips for a person."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from communique.evaluation.results import Result


class Saved(msgspec.Struct, frozen=True):
    """One run of one suite, as ``--json`` writes it. ``figures`` are rows with the keys of ``row``."""

    suite: str
    about: str
    command: str
    date: str
    how: str
    items: dict[str, int]
    figures: tuple[dict[str, Any], ...]


def saved(result: Result, about: str, command: str) -> Saved:
    """The result as data, with the command that made it and today's date."""
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    return Saved(result.suite, about, command, today, result.how, result.items, rows(result))


def rows(result: Result) -> tuple[dict[str, Any], ...]:
    """A row a figure: name, group, measure, value, low, high and, where it has them, counts, precision, recall."""
    return tuple(_row(figure) for figure in result.figures)


def _row(figure: Any) -> dict[str, Any]:
    row = {key: getattr(figure, key) for key in ("name", "group", "measure")}
    row |= {key: round(getattr(figure, key), 4) for key in ("value", "low", "high")}
    if figure.counts is not None:
        counts = figure.counts
        row |= {key: getattr(counts, key) for key in ("right", "found", "wanted")}
        row |= {"precision": round(counts.precision, 4), "recall": round(counts.recall, 4)}
    return row


def write_json(data: Saved, path: Path) -> None:
    """Write one run. Raises ``OSError`` where the file cannot be written."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n")


def read_json(path: Path) -> Saved:
    """Read what ``write_json`` wrote. Raises ``msgspec.DecodeError`` on another file."""
    return msgspec.json.decode(path.read_bytes(), type=Saved)


def errors_text(result: Result) -> str:
    """The slips, grouped by figure and report, the commonest figure first, for reading through."""
    kinds: dict[str, list[str]] = {}
    for slip in result.slips:
        wanted, found = slip.wanted or "-", slip.found or "-"
        kinds.setdefault(slip.figure, []).append(f"{slip.unit}\n  wanted: {wanted}\n  found:  {found}\n  {slip.text}\n")
    blocks = sorted(kinds.items(), key=lambda kind: -len(kind[1]))
    return "\n".join(f"# {name}: {len(slips)}\n\n" + "\n".join(slips) for name, slips in blocks)
