"""The formats by name."""

from collections.abc import Mapping

from communique.exports.flat import CsvWriter
from communique.exports.geojson import GeoJsonWriter
from communique.exports.json_lines import JsonLinesWriter, JsonWriter
from communique.exports.page import HtmlWriter
from communique.exports.table import TableWriter
from communique.exports.writer import WriterFactory

FORMATS: Mapping[str, WriterFactory] = {
    "table": TableWriter,
    "json": JsonWriter,
    "jsonl": JsonLinesWriter,
    "csv": CsvWriter,
    "geojson": GeoJsonWriter,
    "html": HtmlWriter,
}
