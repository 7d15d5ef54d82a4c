"""The accuracy page, made from a run over gold: the same figures in the terminal and in ``docs/accuracy.md``."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from communique.evaluation.bootstrap import interval
from communique.evaluation.counts import Counts
from communique.evaluation.events import Scores, score
from communique.evaluation.gold import GoldReport
from communique.model import Event, Report

ROWS = (
    "event with type",
    "event ignoring type",
    "initiators",
    "initiators (name)",
    "recipients",
    "recipients (name)",
    "place",
    "place precision",
    "date",
    "date where given",
    "status",
    "certainty",
    "attribution",
    "tolls",
    "whole event",
)

Code = Callable[[Report], Iterable[Event]]


def table(gold: Sequence[GoldReport], code: Code) -> str:
    """A Markdown table: one row a figure with counts, precision, recall, F1 and its 95 % interval over reports."""
    singles = [score([item], code) for item in gold]
    lines = ["| figure | right / found / wanted | precision | recall | F1 | 95 % |", "|---|---|---|---|---|---|"]
    lines += [_row(name, [_of(single, name) for single in singles]) for name in ROWS]
    return "\n".join(lines)


def _of(scores: Scores, name: str) -> Counts:
    return scores.counts.get(name, Counts())


def _row(name: str, by_report: Sequence[Counts]) -> str:
    total = sum(by_report, Counts())
    low, high = interval(by_report)
    counts = f"{total.right} / {total.found} / {total.wanted}"
    figures = f"{total.precision:.2f} | {total.recall:.2f} | {total.f1:.2f}"
    return f"| {name} | {counts} | {figures} | {low:.2f}-{high:.2f} |"


def heading(gold: Sequence[GoldReport]) -> str:
    """What was measured, on how much, and when."""
    events = sum(len(item.events) for item in gold)
    return f"{len(gold)} reports, {events} events; {datetime.now(UTC):%Y-%m-%d}; end to end, rules only"
