"""Read the rows that we write, group by group; also after DuckDB or pandas wrote them again."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

from communique.exports.projection import UnreadableError
from communique.exports.projections.parquet.records import CHOSEN, Record
from communique.exports.projections.parquet.schema import SCHEMA
from communique.model import Incident

RULE = "read from a Parquet file"
AT_ONCE = 1_000
"""Rows taken out of Arrow at a time."""
REMEDY = "give a Parquet file of `communique export`"


def read(stream: BinaryIO) -> Iterator[Incident]:
    """The incidents of a file; a stream that cannot be searched is laid on disk first. Raises ``UnreadableError``."""
    if stream.seekable():
        yield from _read(stream)
        return
    with tempfile.TemporaryFile() as laid:
        shutil.copyfileobj(stream, laid)
        laid.seek(0)
        yield from _read(laid)


def _read(stream: Any) -> Iterator[Incident]:
    for number, row in enumerate(_rows(stream), 1):
        try:
            yield msgspec.convert(_incident(row), Incident)
        except (msgspec.ValidationError, msgspec.DecodeError) as error:
            raise UnreadableError(f"row {number}: {error}; {REMEDY}") from error


def _rows(stream: Any) -> Iterator[Record]:
    """The rows with the types of ``SCHEMA``."""
    try:
        file = parquet.ParquetFile(stream)
        missing = [name for name in SCHEMA.names if name not in file.schema_arrow.names]
        if missing:
            raise UnreadableError(f"no column {', '.join(missing)}; {REMEDY}")
        for batch in file.iter_batches(AT_ONCE, columns=SCHEMA.names):
            yield from pa.Table.from_batches([batch]).select(SCHEMA.names).cast(SCHEMA).to_pylist()
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError, ValueError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(f"not a Parquet file of these columns ({error}); {REMEDY}") from error


def _incident(row: Mapping[str, Any]) -> Record:
    kept = {name: row[name] for name in ("id", "formerly", "aggregate", "contradictions")}
    values = {
        name: row[name] for name in ("type", "status", "certainty", "initiators", "recipients", "weapon", "count")
    }
    values |= {"date": _when(row), "place": _where(row)}
    return {
        **kept,
        **{name: _chosen(row, name, values[name]) for name in CHOSEN},
        "tolls": [{**toll, "figures": [_dated(figure) for figure in toll["figures"]]} for toll in row["tolls"]],
        "publishers": row["publishers"] or 0,
        "first_reported": _iso(row["first_reported"]),
        "last_updated": _iso(row["last_updated"]),
        "sources": [_dated(source) for source in row["sources"]],
    }


def _chosen(row: Mapping[str, Any], name: str, value: object) -> Record:
    claims = [_claim(claim) for claim in row["claims"] if claim["field"] == name]
    if value is None:
        return {"claims": claims}
    choice = next((choice for choice in row["choices"] if choice["field"] == name), {"rule": RULE, "event": None})
    return {"value": value, "rule": choice["rule"], "event": choice["event"], "claims": claims}


def _claim(claim: Mapping[str, Any]) -> Record:
    plain = claim["field"] in ("type", "status", "certainty", "weapon")
    value = claim["value"] if plain else msgspec.json.decode(claim["value"])
    return {"event": claim["event"], "value": value, "said_by": claim["said_by"]}


def _when(row: Mapping[str, Any]) -> Record | None:
    if row["date_precision"] is None:
        return None
    ends = {"start": _iso(row["date_start"]), "end": _iso(row["date_end"])}
    return {**ends, "precision": row["date_precision"], "text": row["date_text"]}


def _where(row: Mapping[str, Any]) -> Record | None:
    if row["place_precision"] is None:
        return None
    middle = "" if row["latitude"] is not None else "area_"
    return {
        "text": row["place_text"] or "",
        "name": row["place"],
        **{name: row[name] for name in ("admin1", "country", "geonameid", "accuracy_km")},
        "precision": row["place_precision"],
        "match": row["place_match"],
        "latitude": row[f"{middle}latitude"],
        "longitude": row[f"{middle}longitude"],
    }


def _dated(part: Mapping[str, Any]) -> Record:
    return {**part, "published": _iso(part["published"])}


def _iso(date: Any) -> str | None:
    return None if date is None else date.isoformat()
