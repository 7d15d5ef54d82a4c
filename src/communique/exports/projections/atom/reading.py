"""Read the entries that we write, by the elements that carry their values."""

from collections.abc import Iterator
from typing import BinaryIO

from communique.exports.projection import UnreadableError
from communique.exports.projections.atom.feed import ATOM, VALUES
from communique.exports.projections.flat_incident.back import incident as incident_of
from communique.exports.projections.flat_incident.cells import CellError, values
from communique.exports.projections.flat_incident.columns import names
from communique.exports.projections.flat_incident.elements import read_each
from communique.model import Incident

RULE = "read from an Atom feed"
REMEDY = "give an Atom feed of `communique export`"


def read(stream: BinaryIO) -> Iterator[Incident]:
    """The incidents of a feed. Raises ``UnreadableError``."""
    for entry in read_each(stream, f"{{{ATOM}}}feed", f"{{{ATOM}}}entry", REMEDY):
        cells = {name: entry.findtext(f"{{{VALUES}}}{name}") for name in names()}
        try:
            yield incident_of(values(cells), RULE)
        except CellError as error:
            raise UnreadableError(f"line {entry.sourceline}: {error}; {REMEDY}") from error
