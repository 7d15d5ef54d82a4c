"""Parquet: typed, nested, whole but for the events; opened by DuckDB and pandas; the page's queries run as they stand."""

import io
import re
from pathlib import Path

import duckdb
import pandas
import pyarrow as pa
import pytest
from plain import HOSTILE, made, read, toll, town, without_events, written
from pyarrow import parquet
from samples import sample_incidents

from communique.exports.projection import UnreadableError
from communique.exports.projections.parquet import PROJECTION
from communique.exports.projections.parquet.schema import SCHEMA
from communique.model import Claim

PAGE = Path(__file__).parents[3] / "docs" / "exports" / "parquet.md"
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.fixture
def sampled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "incidents.parquet"
    path.write_bytes(written(PROJECTION, sample_incidents()))
    monkeypatch.chdir(tmp_path)
    return path


def test_all_but_the_events_comes_back() -> None:
    assert read(PROJECTION, written(PROJECTION, sample_incidents())) == [
        without_events(each) for each in sample_incidents()
    ]


def test_hostile_text_is_kept_as_it_is() -> None:
    assert read(PROJECTION, written(PROJECTION, [HOSTILE])) == [HOSTILE]


def test_claims_of_every_field_come_back_as_what_they_were() -> None:
    strike = next(each for each in sample_incidents() if each.id == "SY-2017-0001")
    (back,) = read(PROJECTION, written(PROJECTION, [strike]))
    assert isinstance(strike.place.claims[0], Claim)
    for name in ("type", "date", "place", "initiators", "count", "weapon"):
        assert getattr(back, name).claims == getattr(strike, name).claims


def test_the_types_are_those_of_the_schema(sampled: Path) -> None:
    found = parquet.read_schema(sampled)
    assert found.equals(SCHEMA)
    assert found.field("date_start").type == pa.date32()
    assert pa.types.is_list(found.field("tolls").type)


def test_only_a_site_or_town_has_coordinates_of_its_own() -> None:
    table = parquet.read_table(
        io.BytesIO(written(PROJECTION, [made(place=town(precision=each)) for each in ("town", "region", "country")]))
    )
    assert table["latitude"].to_pylist() == [14.688, None, None]
    assert table["area_latitude"].to_pylist() == [None, 14.688, None]


def test_duckdb_opens_it_with_its_types(sampled: Path) -> None:
    types = dict(duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE FROM '{sampled}')").fetchall())
    assert types["date_start"] == "DATE"
    assert types["initiators"].startswith("STRUCT(")
    assert types["initiators"].endswith("[]")


def test_pandas_opens_it(sampled: Path) -> None:
    found = pandas.read_parquet(sampled).set_index("id")
    assert len(found) == len(sample_incidents())
    assert found.loc["SY-2017-0001", "tolls"][0]["best"] == 61


def test_a_file_that_duckdb_wrote_again_is_read(sampled: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.parquet"
    duckdb.sql(f"COPY (FROM '{sampled}' WHERE country = 'Syria') TO '{again}'")
    assert list(PROJECTION.read(io.BytesIO(again.read_bytes()))) == [
        without_events(each) for each in sample_incidents() if each.place.value and each.place.value.country == "Syria"
    ]


class Pipe(io.BytesIO):
    """A stream that cannot be searched."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: object) -> int:
        raise OSError("no seeking in a pipe")


def test_a_stream_that_cannot_be_searched_is_written_and_read() -> None:
    out = Pipe()
    PROJECTION.write(sample_incidents(), out)
    assert len(list(PROJECTION.read(Pipe(out.getvalue())))) == len(sample_incidents())


def test_a_file_without_our_columns_is_refused_by_their_names() -> None:
    out = io.BytesIO()
    parquet.write_table(pa.table({"id": ["a"]}), out)
    with pytest.raises(UnreadableError, match="no column formerly, type"):
        read(PROJECTION, out.getvalue())


def test_a_value_that_the_codebook_does_not_have_is_refused_by_its_row() -> None:
    table = parquet.read_table(
        io.BytesIO(written(PROJECTION, [made(), made(id="b", tolls=(toll("killed", 1, 1, 1),))]))
    )
    out = io.BytesIO()
    at = table.schema.get_field_index("status")
    parquet.write_table(table.set_column(at, table.schema.field(at), pa.array(["actual", "perhaps"])), out)
    with pytest.raises(UnreadableError, match=r"row 2: .*perhaps"):
        read(PROJECTION, out.getvalue())


def test_the_page_has_queries() -> None:
    assert len(QUERIES) >= 5


@pytest.mark.parametrize("query", QUERIES)
def test_the_pages_queries_run_and_find_something(query: str, sampled: Path) -> None:
    assert sampled.name in query
    assert duckdb.sql(query).fetchall()
