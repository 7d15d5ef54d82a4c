"""Read the parts of the MUC-4 gold: reports with full templates, and the ``gtt-`` parts with the five-slot cut."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.evaluation.gold_files import GoldError, part, rows
from communique.evaluation.suites.muc4.five_slots import Cut, gold_cut
from communique.evaluation.suites.muc4.template import Template, key_template
from communique.model import Report
from communique.reading.draft import Draft, Options
from communique.reading.finish import finish

GTT = "gtt-"
PARAGRAPH_GAP = re.compile(r" {4,}")


@dataclass(frozen=True, slots=True)
class Item:
    """One report with its key: full templates, or cuts; the other is null."""

    report: Report
    templates: tuple[Template, ...] | None = None
    cuts: tuple[Cut, ...] | None = None


def load(gold: Path, name: str) -> list[Item]:
    """The reports of a part. Raises ``GoldError`` naming the file and the report that cannot be read."""
    path = part(gold, "muc4", name)
    make = _cut_item if name.startswith(GTT) else _full_item
    return [_item(make, row, path, number) for number, row in enumerate(rows(path), 1)]


def _item(make: Callable[[Mapping[str, Any]], Item], row: Mapping[str, Any], path: Path, number: int) -> Item:
    try:
        return make(row)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise GoldError(f"{path}, report {number}: not a MUC-4 report ({error!r})") from error


def _full_item(row: Mapping[str, Any]) -> Item:
    return Item(_report(row["id"], row["text"]), templates=tuple(map(key_template, row["templates"])))


def _cut_item(row: Mapping[str, Any]) -> Item:
    return Item(_report(row["docid"], as_wire(row["doctext"])), cuts=tuple(map(gold_cut, row["templates"])))


def as_wire(text: str) -> str:
    """The lower-case text of the cut as the wire had it: in capitals, a gap of four blanks or more a paragraph; as long."""
    return PARAGRAPH_GAP.sub(lambda gap: "\n\n" + " " * (len(gap[0]) - 2), text.upper())


def _report(name: str, text: str) -> Report:
    """The report as reading makes it, published on the day of its dateline."""
    made = finish(Draft(name=name, source=name, text=text, id=name), Options(language="en"))
    if not isinstance(made, Report):
        raise TypeError(made.reason)
    return made
