"""Values as the text of a cell or an element, and back."""

import datetime
import math
from collections.abc import Mapping

from communique.exports.flat import RISKY_STARTS
from communique.exports.projections.flat_incident.columns import Column, Kind, Value, columns
from communique.exports.projections.flat_incident.row import Row


class CellError(ValueError):
    """A cell that does not hold what its column holds; the message names the column."""


def text(value: Value) -> str:
    """A value as text; a null is empty, a flag ``true`` or ``false``."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that ``guarded`` set before it."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(RISKY_STARTS) else cell


def values(cells: Mapping[str, str | None]) -> Row:
    """The row of a file's cells; a column that the file lacks is null. Raises ``CellError``."""
    return {column.name: _value(column, (cells.get(column.name) or "").strip()) for column in columns()}


def _value(column: Column, cell: str) -> Value:
    if not cell:
        return None
    try:
        return typed(column.kind, cell)
    except ValueError as error:
        raise CellError(f"column {column.name}: {cell[:80]!r} is not {column.kind}") from error


def typed(kind: Kind, cell: str) -> Value:
    """A cell's value by the kind of its column. Raises ``ValueError``."""
    if kind == "whole":
        return _whole(cell)
    if kind == "decimal":
        return _decimal(cell)
    if kind == "flag":
        return _flag(cell)
    if kind == "date":
        return _date(cell)
    return cell


def _date(cell: str) -> str:
    """A day; also its midnight, as programs leave it that have no days but only moments."""
    moment = datetime.datetime.fromisoformat(cell)
    if moment.time() != datetime.time():
        raise ValueError(cell)
    return moment.date().isoformat()


def _whole(cell: str) -> int:
    """A whole number; also ``12.0``, as tables leave it that have no whole numbers beside empty cells."""
    if "." not in cell:
        return int(cell)
    number = _decimal(cell)
    if not number.is_integer():
        raise ValueError(cell)
    return int(number)


def _decimal(cell: str) -> float:
    number = float(cell)
    if not math.isfinite(number):
        raise ValueError(cell)
    return number


def _flag(cell: str) -> bool:
    if cell.lower() not in ("true", "false"):
        raise ValueError(cell)
    return cell.lower() == "true"
