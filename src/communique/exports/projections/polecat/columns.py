"""The columns of the release, in order, and how several values stand in one."""

import functools
from collections.abc import Iterable

from communique.exports.projections.crosswalks.files import CrosswalkError, read_json

PACKAGE = "communique.exports.projections.polecat"
BETWEEN = "; "
"""Between the actors of a cell, and between contexts."""
WITHIN = "|"
"""Between the sectors of one actor."""
MANY = 40


@functools.cache
def columns() -> tuple[str, ...]:
    """The 40 headers. Raises ``CrosswalkError`` where the file has not as many, each once."""
    names: tuple[str, ...] = tuple(read_json("columns.json", PACKAGE)["columns"])
    if len(names) != MANY or len(set(names)) != MANY:
        raise CrosswalkError(f"polecat columns.json: {MANY} different columns, not {len(names)}")
    return names


def listed(values: Iterable[str | None]) -> str:
    """Values side by side, so that the n-th of each column is of the n-th actor; empty where none has one."""
    cells = [" ".join((value or "").replace(";", ",").split()) for value in values]
    return BETWEEN.join(cells) if any(cells) else ""


def unlisted(cell: str, many: int) -> list[str | None]:
    """The values of a cell, as many as there are actors."""
    values: list[str | None] = [part.strip() or None for part in cell.split(";")] if cell else []
    return (values + [None] * many)[:many]
