"""The 40 columns of the POLECAT release."""

import io
from pathlib import Path

import duckdb
import msgspec
import pandas as pd
import pytest
from happening import ARMY, FRENCH, REBELS, TOWN, VILLAGERS, again, happening, rows, toll, written
from samples import sample_incidents

from communique.exports.projection import UnreadableError
from communique.exports.projections.polecat import PROJECTION
from communique.model import Actor, Place, When

GOLDEN = Path(__file__).parent.parent / "golden" / "polecat.tsv"


def test_the_golden_file_is_written_byte_for_byte() -> None:
    assert written(PROJECTION, *sample_incidents())[0] == GOLDEN.read_bytes()


def test_codes_are_the_same_when_what_was_read_is_written_again() -> None:
    data = written(PROJECTION, *sample_incidents())[0]
    assert again(PROJECTION, data) == data


def test_there_are_40_columns_in_the_order_of_the_release() -> None:
    header = written(PROJECTION)[0].decode().rstrip("\n").split("\t")
    assert (len(header), header[0], header[4], header[39]) == (40, "Event ID", "Intensity", "Version")


def test_pandas_and_duckdb_read_the_golden_file_as_40_columns() -> None:
    frame = pd.read_csv(GOLDEN, sep="\t", dtype=str)
    found = duckdb.sql(
        f"SELECT count(*) FROM read_csv('{GOLDEN}', delim='\t', header=true, all_varchar=true)"
    ).fetchone()
    assert frame.shape[1] == 40
    assert found == (len(frame),)
    assert set(frame["Quad Code"]) == {"MATERIAL CONFLICT", "MATERIAL COOPERATION"}


def test_the_actors_of_one_event_stand_side_by_side_in_one_row() -> None:
    (row,) = rows(PROJECTION, happening("armed-clash", (ARMY, FRENCH), (REBELS,)))
    assert row["Actor Name"] == "Military Forces of Mali; Military Forces of France; Ansar Dine"
    assert (row["Actor Country"], row["Actor COW"]) == ("MLI; FRA; MLI", "432; 220; 432")
    assert (row["Primary Actor Sector"], row["Recipient Name"]) == ("MIL; MIL; REB", "")


def test_the_nth_value_of_each_cell_is_of_the_nth_actor_even_where_one_is_unknown() -> None:
    unknown = Actor(text="men in black", kind="armed-group")
    (row,) = rows(PROJECTION, happening("attack", (unknown, REBELS), (VILLAGERS,)))
    assert (row["Actor Name"], row["Actor Country"]) == ("; Ansar Dine", "; MLI")
    assert (row["Primary Actor Sector"], row["Actor Name Raw"]) == ("UAF; REB", "men in black; fighters")
    data = written(PROJECTION, happening("attack", (unknown, REBELS), (VILLAGERS,)))[0]
    assert again(PROJECTION, data) == data


def test_two_sectors_of_one_actor_stand_between_bars() -> None:
    opposition = Actor(text="the opposition", name="Opposition (Mali)", kind="political-party", country="Mali")
    (row,) = rows(PROJECTION, happening("demand", (opposition,)))
    assert (row["Primary Actor Sector"], row["Actor Sectors"]) == ("PTY", "PTY|OPP")


def test_event_mode_intensity_quad_and_contexts_are_plovers() -> None:
    (row,) = rows(PROJECTION, happening("territory-transferred", (ARMY,), (REBELS,)))
    assert (row["Event Type"], row["Event Mode"], row["Intensity"]) == ("COERCE", "seize", "-7.0")
    assert (row["Quad Code"], row["Contexts"]) == ("MATERIAL CONFLICT", "territory; military")


def test_of_two_modes_the_first_stands_in_the_row() -> None:
    (row,) = rows(PROJECTION, happening("attack", (REBELS,), (VILLAGERS,), weapon="clubs"))
    assert row["Event Mode"] == "beat"


def test_what_nothing_is_known_of_stays_empty() -> None:
    (row,) = rows(PROJECTION, happening("attack", place=None, publisher=None, published=None))
    empty = (
        "Actor Title",
        "Wikipedia Actor ID",
        "Actor Name",
        "Placename",
        "Latitude",
        "Source",
        "Publication Date",
        "Language",
    )
    assert [row[column] for column in empty] == [""] * len(empty)


@pytest.mark.parametrize(
    ("precision", "feature", "city", "district"),
    [
        ("site", "S", "", ""),
        ("town", "PPL", "Gossi", ""),
        ("district", "ADM2", "", "Gossi"),
        ("region", "ADM1", "", ""),
    ],
)
def test_the_feature_type_says_how_exact_the_place_is(precision: str, feature: str, city: str, district: str) -> None:
    place = msgspec.structs.replace(TOWN, precision=precision)
    (row,) = rows(PROJECTION, happening("attack", place=place))
    assert (row["Feature Type"], row["City"], row["District"]) == (feature, city, district)


def test_a_country_has_no_point() -> None:
    place = Place(text="Mali", name="Mali", country="Mali", precision="country", latitude=17.0, longitude=-4.0)
    (row,) = rows(PROJECTION, happening("attack", place=place))
    assert (row["Country"], row["Feature Type"], row["Latitude"], row["Longitude"]) == ("MLI", "PCLI", "", "")


@pytest.mark.parametrize("precision", ["week", "month", "year", "span"])
def test_a_date_that_is_not_known_to_the_day_is_left_out(precision: str) -> None:
    date = When(start="2013-05-01", end="2013-05-31", precision=precision)  # type: ignore[arg-type]
    _, outcome = written(PROJECTION, happening("attack", date=date))
    assert (outcome.rows, len(outcome.left_out)) == (0, 1)


@pytest.mark.parametrize("status", ["planned", "hypothetical", "negated"])
def test_what_did_not_happen_is_left_out(status: str) -> None:
    _, outcome = written(PROJECTION, happening("attack", status=status))
    assert [left.reason for left in outcome.left_out] == [
        f"it is {status}, and the POLECAT release has no auxiliary modes"
    ]


def test_tabs_line_ends_quotation_marks_and_semicolons_in_a_text_break_no_row() -> None:
    odd = Actor(text='the\tso-called "army";\nof two', name="X; Y", kind="armed-group")
    data = written(PROJECTION, happening("attack", (odd,), (VILLAGERS,), tolls=(toll("killed", 1),)))[0]
    frame = pd.read_csv(io.BytesIO(data), sep="\t", dtype=str)
    assert frame.shape == (1, 40)
    assert (frame["Actor Name Raw"][0], frame["Actor Name"][0]) == ('the so-called "army", of two', "X, Y")
    assert again(PROJECTION, data) == data


def test_a_space_at_the_end_of_a_name_is_no_part_of_it() -> None:
    data = written(PROJECTION, happening("attack", (Actor(text="men "), Actor(text="men"))))[0]
    assert b"\tmen; men\t" in data
    assert again(PROJECTION, data) == data


def test_none_of_the_release_is_read_as_nothing() -> None:
    data = written(PROJECTION, happening("attack", place=None, publisher=None, published=None))[0]
    header, row = data.decode().splitlines()
    filled = "\t".join(cell or "None" for cell in row.split("\t"))
    (incident,) = PROJECTION.read(io.BytesIO(f"{header}\n{filled}\n".encode()))
    assert (incident.place.value, incident.recipients.value, incident.sources) == (None, None, ())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "line 1 is not the header"),
        (b"a\tb\n", "line 1 is not the header"),
        (GOLDEN.read_bytes().splitlines(keepends=True)[0] + b"x\ty\n", "line 2 has 2 cells, not 40"),
        (GOLDEN.read_bytes().replace(b"ASSAULT", b"SMITE"), "line 2 is no PLOVER 2.0 event"),
    ],
)
def test_a_file_of_another_kind_is_named_with_its_line(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        list(PROJECTION.read(io.BytesIO(data)))
