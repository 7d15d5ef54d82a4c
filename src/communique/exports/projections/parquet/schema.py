"""The columns of the Parquet file and their types."""

import pyarrow as pa  # type: ignore[import-untyped]

ACTORS = pa.list_(
    pa.struct(
        [
            pa.field("name", pa.string()),
            pa.field("text", pa.string(), nullable=False),
            pa.field("kind", pa.string()),
            pa.field("country", pa.string()),
            pa.field("alleged", pa.bool_(), nullable=False),
        ]
    )
)
FIGURES = pa.list_(
    pa.struct(
        [
            pa.field("event", pa.string(), nullable=False),
            pa.field("low", pa.int64()),
            pa.field("high", pa.int64()),
            pa.field("said_by", pa.string()),
            pa.field("published", pa.date32()),
            pa.field("stands", pa.bool_(), nullable=False),
        ]
    )
)
TOLLS = pa.list_(
    pa.struct(
        [
            pa.field("outcome", pa.string(), nullable=False),
            pa.field("low", pa.int64()),
            pa.field("best", pa.int64()),
            pa.field("high", pa.int64()),
            pa.field("rule", pa.string(), nullable=False),
            pa.field("event", pa.string(), nullable=False),
            pa.field("figures", FIGURES, nullable=False),
        ]
    )
)
TEXTS = pa.list_(pa.string())
SOURCES = pa.list_(
    pa.struct(
        [
            pa.field("report", pa.string(), nullable=False),
            pa.field("publisher", pa.string()),
            pa.field("published", pa.date32()),
            pa.field("url", pa.string()),
            pa.field("title", pa.string()),
            pa.field("wire", pa.string()),
            pa.field("reprint_of", pa.string()),
            pa.field("events", TEXTS, nullable=False),
        ]
    )
)
CONTRADICTIONS = pa.list_(
    pa.struct(
        [
            pa.field("field", pa.string(), nullable=False),
            pa.field("words", pa.string(), nullable=False),
            pa.field("events", TEXTS, nullable=False),
        ]
    )
)
CHOICES = pa.list_(
    pa.struct(
        [
            pa.field("field", pa.string(), nullable=False),
            pa.field("rule", pa.string(), nullable=False),
            pa.field("event", pa.string()),
        ]
    )
)
CLAIMS = pa.list_(
    pa.struct(
        [
            pa.field("field", pa.string(), nullable=False),
            pa.field("event", pa.string(), nullable=False),
            pa.field("value", pa.string(), nullable=False),
            pa.field("said_by", pa.string()),
        ]
    )
)
SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("formerly", TEXTS, nullable=False),
        pa.field("type", pa.string()),
        pa.field("status", pa.string()),
        pa.field("certainty", pa.string()),
        pa.field("date_start", pa.date32()),
        pa.field("date_end", pa.date32()),
        pa.field("date_precision", pa.string()),
        pa.field("date_text", pa.string()),
        pa.field("place", pa.string()),
        pa.field("place_text", pa.string()),
        pa.field("admin1", pa.string()),
        pa.field("country", pa.string()),
        pa.field("place_precision", pa.string()),
        pa.field("latitude", pa.float64()),
        pa.field("longitude", pa.float64()),
        pa.field("area_latitude", pa.float64()),
        pa.field("area_longitude", pa.float64()),
        pa.field("accuracy_km", pa.float64()),
        pa.field("geonameid", pa.int64()),
        pa.field("place_match", pa.string()),
        pa.field("initiators", ACTORS),
        pa.field("recipients", ACTORS),
        pa.field("tolls", TOLLS, nullable=False),
        pa.field("weapon", pa.string()),
        pa.field("count", pa.int64()),
        pa.field("aggregate", pa.bool_(), nullable=False),
        pa.field("publishers", pa.int64()),
        pa.field("first_reported", pa.date32()),
        pa.field("last_updated", pa.date32()),
        pa.field("contradictions", CONTRADICTIONS, nullable=False),
        pa.field("sources", SOURCES, nullable=False),
        pa.field("choices", CHOICES, nullable=False),
        pa.field("claims", CLAIMS, nullable=False),
    ]
)
"""``initiators`` and ``recipients`` are null where no report gives one. ``tolls`` have a part an outcome, ``choices`` one a field
that a value was chosen for, ``claims`` one a claim, its value as text or, for dates, places and actors, as JSON."""
