"""CSV: opened by pandas and DuckDB, safe in a spreadsheet, read again after another program saved it."""

import csv
import io
from pathlib import Path

import duckdb
import pandas
import pytest
from plain import HOSTILE, made, read, town, written
from samples import sample_incidents

from communique.exports.flat import RISKY_STARTS
from communique.exports.projection import UnreadableError
from communique.exports.projections.csv import PROJECTION
from communique.exports.projections.flat_incident.row import row
from communique.model import Actor


def table(content: bytes) -> pandas.DataFrame:
    return pandas.read_csv(io.BytesIO(content))


def test_pandas_opens_it_with_numbers_as_numbers() -> None:
    found = table(written(PROJECTION, sample_incidents())).set_index("id")
    assert len(found) == len(sample_incidents())
    assert found.loc["SY-2017-0001", ["killed_low", "killed_best", "killed_high"]].tolist() == [40, 61, 61]
    assert found["killed_best"].dtype.kind == "f"
    assert found.loc["ML-2013-0005", ["date_start", "latitude", "place"]].isna().all()


def test_duckdb_opens_it_with_dates_as_dates(tmp_path: Path) -> None:
    path = tmp_path / "incidents.csv"
    path.write_bytes(written(PROJECTION, sample_incidents()))
    types = dict(duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE FROM '{path}')").fetchall())
    assert {types["date_start"], types["last_updated"], types["killed_best"], types["latitude"]} == {
        "DATE",
        "BIGINT",
        "DOUBLE",
    }


def test_it_is_utf_8_without_a_byte_order_mark() -> None:
    content = written(PROJECTION, sample_incidents())
    assert content.startswith(b"id,")
    assert "Ségou" in content.decode("utf-8")


def test_a_byte_order_mark_set_by_a_spreadsheet_is_no_hindrance() -> None:
    content = written(PROJECTION, sample_incidents())
    assert read(PROJECTION, b"\xef\xbb\xbf" + content) == read(PROJECTION, content)


def test_no_text_cell_can_be_run_by_a_spreadsheet() -> None:
    (_, cells) = csv.reader(written(PROJECTION, [HOSTILE]).decode().splitlines())
    assert [cell for cell in cells if cell.startswith(RISKY_STARTS)] == ["-6.018"]
    assert cells[0] == "'=cmd|' /C calc'!A0"


def test_a_negative_coordinate_is_a_number_not_a_guarded_text() -> None:
    assert table(written(PROJECTION, [made(place=town())])).loc[0, "longitude"] == -6.018


def test_a_row_is_one_line_whatever_its_values_hold() -> None:
    assert written(PROJECTION, [HOSTILE]).count(b"\n") == 2


def test_columns_may_stand_in_another_order_and_some_be_gone() -> None:
    found = table(written(PROJECTION, sample_incidents()))[["type", "killed_best", "id"]]
    (first, *_) = read(PROJECTION, found.to_csv(index=False).encode())
    assert (first.id, first.type.value, first.tolls[0].best) == ("ML-2013-0001", "armed-clash", 27)


def test_a_file_that_pandas_saved_again_is_read() -> None:
    """Pandas writes whole numbers beside empty cells as 27.0."""
    saved = table(written(PROJECTION, sample_incidents())).to_csv(index=False).encode()
    assert b"27.0" in saved
    assert [row(each) for each in read(PROJECTION, saved)] == [row(each) for each in sample_incidents()]


def test_what_is_alleged_is_said_in_the_cell() -> None:
    alleged = made(initiators=(Actor(text="army", name="Military Forces of Syria", alleged=True),))
    assert table(written(PROJECTION, [alleged])).loc[0, "initiators"] == "Military Forces of Syria (alleged)"


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"id,place\nx,y\n", "no column type"),
        (b"id,type\nx,y,z\n", "line 2: 3 cells under 2 headers"),
        (b"id,type,count\nx,y,many\n", "line 2: column count: 'many' is not whole"),
        (b"id,type\n\xff,y\n", "not UTF-8"),
        (b'id,type\n"x,y\n', "line 2: "),
        (b"id,type\n,y\n", "line 2: column id: empty"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(content: bytes, wrong: str) -> None:
    with pytest.raises(UnreadableError, match=wrong):
        read(PROJECTION, content)
