"""A result as Markdown tables: the same in the terminal and in the accuracy page."""

from collections.abc import Iterable, Mapping
from typing import Any

from communique.evaluation.saving import Saved

HEAD = "| {group} | right / found / wanted | precision | recall | {value} | 95 % |\n|---|---|---|---|---|---|"


def tables(run: Saved) -> str:
    """One table a group of figures, the main one first, under a line that says what was measured and how."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for figure in run.figures:
        groups.setdefault(figure["group"], []).append(figure)
    return "\n\n".join((measured_on(run), *(_table(name, rows) for name, rows in groups.items())))


def measured_on(run: Saved) -> str:
    """On how many items, when, and how."""
    items = ", ".join(f"{number:,} {name}" for name, number in run.items.items())
    return f"{items}; {run.date}; {run.how}"


def _table(group: str, rows: Iterable[Mapping[str, Any]]) -> str:
    head = HEAD.format(group=group or "figure", value="F1, share or km")
    return "\n".join((head, *(_row(row) for row in rows)))


def _row(row: Mapping[str, Any]) -> str:
    counts, rates = "", " | "
    if "right" in row:
        counts = f"{row['right']:g} / {row['found']:g} / {row['wanted']:g}"
        rates = f"{row['precision']:.3f} | {row['recall']:.3f}"
    return f"| {row['name']} | {counts} | {rates} | {value(row)} | {interval(row)} |"


def value(row: Mapping[str, Any]) -> str:
    """The figure as people write it: ``0.662`` for F1 and shares, ``12 km`` for distances."""
    return f"{row['value']:.0f} km" if row["measure"] == "km" else f"{row['value']:.3f}"


def interval(row: Mapping[str, Any]) -> str:
    """The 95 % interval, in the figure's own unit."""
    if row["measure"] == "km":
        return f"{row['low']:.0f}-{row['high']:.0f} km"
    return f"{row['low']:.3f}-{row['high']:.3f}"
