"""Bodies of states with a name of their own: agencies, ministries, courts, parliaments, fleets (``data/bodies.csv``).

In the record such a body is its state's government, military or police; the list says which, and its PLOVER sector.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal, cast

from communique.codebook.actor_checks import PLOVER_SECTORS
from communique.codebook.actor_rows import ActorListError, cells, raw_rows, year

FILE = "bodies.csv"
COLUMNS = "name aliases country kind sector start end"
BodyKind = Literal["government", "state-forces", "police"]
KINDS = ("government", "state-forces", "police")


@dataclass(frozen=True, slots=True)
class Body:
    """One body. ``country`` is an ISO 3166 alpha-2 code; ``start`` and ``end`` are years, null where open or unknown."""

    name: str
    aliases: tuple[str, ...]
    country: str
    kind: BodyKind
    sector: str
    start: int | None
    end: int | None
    line: int


@functools.cache
def load_bodies() -> tuple[Body, ...]:
    """The packaged list. Raises ``ActorListError`` for a row that cannot be read."""
    path = Path(str(resources.files("communique.codebook") / "data" / FILE))
    return tuple(body(row, line) for line, row in raw_rows(path))


def body(row: Mapping[str, str], line: int) -> Body:
    """Read one row. Raises ``ActorListError`` for missing columns, an unknown kind or sector, or a bad country code."""
    if "surplus" in row or set(row) != set(COLUMNS.split()):
        raise ActorListError(FILE, line, f"the columns are not: {COLUMNS}")
    if row["kind"] not in KINDS or row["sector"] not in PLOVER_SECTORS or not row["name"]:
        raise ActorListError(FILE, line, f"name empty, or kind {row['kind']!r} or sector {row['sector']!r} unknown")
    if len(row["country"]) != 2:
        raise ActorListError(FILE, line, f"country is {row['country']!r}, not an alpha-2 code")
    return Body(
        row["name"],
        cells(row["aliases"]),
        row["country"],
        cast(BodyKind, row["kind"]),
        row["sector"],
        year(row, "start", FILE, line),
        year(row, "end", FILE, line),
        line,
    )
