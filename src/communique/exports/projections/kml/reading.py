"""Read the placemarks that we write, by their extended data."""

from collections.abc import Iterator
from typing import BinaryIO

from communique.exports.projection import UnreadableError
from communique.exports.projections.flat_incident.back import incident as incident_of
from communique.exports.projections.flat_incident.cells import CellError, values
from communique.exports.projections.flat_incident.elements import read_each
from communique.exports.projections.kml.fields import NAMESPACE, column_by_field
from communique.model import Incident

RULE = "read from a KML file"
REMEDY = "give a KML file of `communique export`"


def read(stream: BinaryIO) -> Iterator[Incident]:
    """The incidents of a document. Raises ``UnreadableError``."""
    by_field = column_by_field()
    for mark in read_each(stream, f"{{{NAMESPACE}}}kml", f"{{{NAMESPACE}}}Placemark", REMEDY):
        data = {each.get("name"): each.text for each in mark.iter(f"{{{NAMESPACE}}}SimpleData")}
        try:
            yield incident_of(values({by_field.get(name, ""): text for name, text in data.items()}), RULE)
        except CellError as error:
            raise UnreadableError(f"line {mark.sourceline}: {error}; {REMEDY}") from error
