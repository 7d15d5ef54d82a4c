"""The columns as fields of a KML schema."""

from collections.abc import Mapping
from types import MappingProxyType

from communique.exports.projections.flat_incident.columns import Column, Kind, columns

NAMESPACE = "http://www.opengis.net/kml/2.2"
SCHEMA = "incident"
TYPES: Mapping[Kind, str] = MappingProxyType(
    {"text": "string", "date": "string", "whole": "int", "decimal": "double", "flag": "bool"}
)
"""KML's types of simple fields; it has none for a date."""


def field(column: Column) -> str:
    """A column's field: ``id`` is called ``incident``, since readers give every placemark an ``id`` of their own."""
    return "incident" if column.name == "id" else column.name


def column_by_field() -> dict[str, str]:
    """The columns' names by their fields."""
    return {field(column): column.name for column in columns()}
