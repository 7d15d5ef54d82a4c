"""A Parquet file as text: its bytes change with the library's version, its rows and schema do not."""

import io
import json

from pyarrow import parquet


def rows_and_schema(content: bytes) -> dict[str, object]:
    """The schema as Arrow prints it, and the rows, dates as text."""
    table = parquet.read_table(io.BytesIO(content))
    rows = json.loads(json.dumps(table.to_pylist(), default=str))
    return {"schema": table.schema.to_string(show_schema_metadata=False).splitlines(), "rows": rows}
