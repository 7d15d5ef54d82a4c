"""A KML document written placemark by placemark."""

import html
import re
from collections.abc import Iterable
from typing import BinaryIO

from communique.exports.families import families, family
from communique.exports.projection import Outcome
from communique.exports.projections.flat_incident import telling
from communique.exports.projections.flat_incident.cells import text
from communique.exports.projections.flat_incident.circle import Point
from communique.exports.projections.flat_incident.columns import columns
from communique.exports.projections.flat_incident.elements import Elements
from communique.exports.projections.flat_incident.row import Row, row
from communique.exports.projections.flat_incident.shape import shape
from communique.exports.projections.flat_incident.tables import as_text
from communique.exports.projections.kml.fields import NAMESPACE, SCHEMA, TYPES, field
from communique.exports.projections.kml.styles import FILL, LINE, styles
from communique.model import Incident

XML_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
"""What an id of an element may be; an incident of another id has none."""

NOT_HAPPENED = frozenset(("planned", "hypothetical", "negated"))
"""Incidents that are listed, and drawn only once they are ticked: a pin for what did not happen would mislead."""


def write(incidents: Iterable[Incident], out: BinaryIO) -> Outcome:
    """One document: styles, schema, then a placemark an incident. Nothing is left out."""
    outcome = Outcome()
    with as_text(out) as lines:
        xml = Elements(lines)
        xml.declare()
        with xml.inside("kml", {"xmlns": NAMESPACE}), xml.inside("Document"):
            _head(xml)
            for incident in incidents:
                _placemark(xml, row(incident))
                outcome.incidents += 1
                outcome.rows += 1
    return outcome


def _head(xml: Elements) -> None:
    xml.leaf("name", "Incidents")
    xml.leaf("description", "A circle marks a district or region, not where in it something happened.")
    for name in families():
        _style(xml, name, styles()[name])
    with xml.inside("Schema", {"name": SCHEMA, "id": SCHEMA}):
        for column in columns():
            with xml.inside("SimpleField", {"type": TYPES[column.kind], "name": field(column)}):
                xml.leaf("displayName", column.label)


def _style(xml: Elements, name: str, colour: str) -> None:
    with xml.inside("Style", {"id": name}):
        with xml.inside("IconStyle"):
            xml.leaf("color", LINE + colour)
        with xml.inside("LineStyle"):
            xml.leaf("color", LINE + colour)
            xml.leaf("width", "2")
        with xml.inside("PolyStyle"):
            xml.leaf("color", FILL + colour)


def _placemark(xml: Elements, values: Row) -> None:
    """The order of the elements is that of the KML 2.2 schema."""
    name = str(values["id"])
    with xml.inside("Placemark", {"id": name} if XML_NAME.fullmatch(name) else {}):
        xml.leaf("name", telling.title(values))
        if values["status"] in NOT_HAPPENED:
            xml.leaf("visibility", "0")
        xml.leaf("description", description(values))
        _span(xml, values)
        xml.leaf("styleUrl", f"#{family(str(values['type']))}")
        with xml.inside("ExtendedData"), xml.inside("SchemaData", {"schemaUrl": f"#{SCHEMA}"}):
            for column in columns():
                if values[column.name] is not None:
                    xml.leaf("SimpleData", text(values[column.name]), {"name": field(column)})
        _geometry(xml, values)


def description(values: Row) -> str:
    """The summary, what is drawn and the reports as HTML, as a description is read; what stands in a report is escaped."""
    sentences = (*telling.summary(values), shape(values).note, telling.reports(values))
    return "<br/>".join(html.escape(sentence, quote=False) for sentence in sentences if sentence)


def _span(xml: Elements, values: Row) -> None:
    ends = [("begin", values["date_start"]), ("end", values["date_end"])]
    if any(day for _, day in ends):
        with xml.inside("TimeSpan"):
            for end, day in ends:
                if day:
                    xml.leaf(end, str(day))


def _geometry(xml: Elements, values: Row) -> None:
    drawn = shape(values)
    if drawn.point:
        with xml.inside("Point"):
            xml.leaf("coordinates", _coordinates((drawn.point,)))
    if len(drawn.rings) == 1:
        _polygon(xml, drawn.rings[0])
    elif drawn.rings:
        with xml.inside("MultiGeometry"):
            for ring in drawn.rings:
                _polygon(xml, ring)


def _polygon(xml: Elements, ring: Iterable[Point]) -> None:
    with xml.inside("Polygon"), xml.inside("outerBoundaryIs"), xml.inside("LinearRing"):
        xml.leaf("coordinates", _coordinates(ring))


def _coordinates(points: Iterable[Point]) -> str:
    return " ".join(f"{longitude},{latitude}" for longitude, latitude in points)
