"""The columns of the flat row, from ``data/columns.csv``: name, kind of value, header in words, meaning."""

import csv
import functools
from dataclasses import dataclass
from importlib import resources
from typing import Literal, TypeAlias, cast, get_args

Kind = Literal["text", "date", "whole", "decimal", "flag"]
Value: TypeAlias = str | int | float | bool | None
"""A value of the row; null where nothing is known. Dates are ISO text."""


class ColumnsError(ValueError):
    """A list of columns that cannot be used; the message names the line."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``name`` in files, ``label`` for people, ``meaning`` as the documents say it."""

    name: str
    kind: Kind
    label: str
    meaning: str


@functools.cache
def columns() -> tuple[Column, ...]:
    """The packaged columns in their order. Raises ``ColumnsError``."""
    source = resources.files("communique.exports.projections.flat_incident") / "data" / "columns.csv"
    return parse(source.read_text(encoding="utf-8"))


def parse(text: str) -> tuple[Column, ...]:
    """Columns of CSV text. Raises ``ColumnsError`` on an unknown kind, an empty cell or a name that stands twice."""
    found: dict[str, Column] = {}
    for number, line in enumerate(csv.DictReader(text.splitlines()), 2):
        name, kind, label, meaning = (line.get(key) or "" for key in ("column", "kind", "label", "meaning"))
        if kind not in get_args(Kind):
            raise ColumnsError(f"line {number}: kind {kind!r}, not one of {', '.join(get_args(Kind))}")
        if not (name and label and meaning) or name in found:
            raise ColumnsError(f"line {number}: give a name that no other column has, a label and a meaning")
        found[name] = Column(name, cast(Kind, kind), label, meaning)
    return tuple(found.values())


@functools.cache
def names() -> tuple[str, ...]:
    """The columns' names in their order."""
    return tuple(column.name for column in columns())
