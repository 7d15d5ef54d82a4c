"""Read a file by its hashtags, in any order of columns, with or without headers above them."""

from collections.abc import Iterator
from typing import BinaryIO

from communique.exports.projection import UnreadableError
from communique.exports.projections.flat_incident.back import incident as incident_of
from communique.exports.projections.flat_incident.cells import CellError, unguarded, values
from communique.exports.projections.flat_incident.tables import rows
from communique.exports.projections.hxl.tags import key, tags
from communique.model import Incident

RULE = "read from an HXL file"
WITHIN = 25
"""The hashtag row stands among so many first rows (HXL 1.1, "Encoding")."""


def read(stream: BinaryIO) -> Iterator[Incident]:
    """The incidents of a file with our hashtags. Raises ``UnreadableError``."""
    lines = rows(stream)
    header = _columns(lines)
    for number, cells in lines:
        given = {name: unguarded(cell) for name, cell in zip(header, cells, strict=False) if name}
        try:
            yield incident_of(values(given), RULE)
        except CellError as error:
            raise UnreadableError(f"line {number}: {error}; correct the cell") from error


def _columns(lines: Iterator[tuple[int, list[str]]]) -> list[str | None]:
    """Our column for each of the file's; null for a hashtag that is none of ours."""
    known = {key(tag.hashtag): tag.column for tag in tags()}
    for _, (_, cells) in zip(range(WITHIN), lines, strict=False):
        found = [known.get(key(cell)) for cell in cells]
        if "id" in found and "type" in found:
            return found
    raise UnreadableError(
        f"no row with #event+code and #event+type among the first {WITHIN}; give an HXL file of `communique export`"
    )
