"""The flat row: what stands in it, what does not, and the lists of its cells."""

import pytest
from plain import made, toll, town
from samples import sample_incidents

from communique.exports.flat import guarded
from communique.exports.projections.flat_incident import columns, lists
from communique.exports.projections.flat_incident.back import incident as incident_of
from communique.exports.projections.flat_incident.cells import CellError, text, typed, unguarded, values
from communique.exports.projections.flat_incident.row import OUTCOMES, column_of, row
from communique.exports.projections.flat_incident.tidy import tidy
from communique.model import Actor, Contradiction, Place, Source, When


def test_every_outcome_has_its_three_columns() -> None:
    wanted = {f"{column_of(outcome)}_{end}" for outcome in OUTCOMES for end in ("low", "best", "high")}
    assert wanted <= set(columns.names())


def test_only_a_site_or_town_has_coordinates_of_its_own() -> None:
    for precision in ("site", "town", "district", "region", "country"):
        found = row(made(place=town(precision=precision)))
        assert (found["latitude"] is not None) == (precision in ("site", "town"))
        assert (found["area_latitude"] is not None) == (precision in ("district", "region"))


def test_a_place_of_unknown_precision_is_no_place() -> None:
    found = row(made(place=Place(text="somewhere", latitude=1.0, longitude=2.0)))
    assert {found[name] for name in ("place", "place_precision", "latitude", "area_latitude")} == {None}


def test_coordinates_are_rounded_to_a_metre() -> None:
    assert row(made(place=town(latitude=14.123456789)))["latitude"] == 14.12346


def test_what_nobody_tells_is_empty() -> None:
    found = {name for name, value in row(made(status=None, certainty=None, count=None)).items() if value is not None}
    assert found == {"id", "type", "aggregate"}


def test_a_number_of_publishers_is_not_told_where_no_report_is_known() -> None:
    assert row(made(publishers=0))["publishers"] is None
    assert row(made(publishers=0))["reports"] is None


def test_open_ends_of_losses_stay_empty() -> None:
    found = row(made(tolls=(toll("killed-or-injured", 7, 7, None),)))
    assert [found[f"killed_or_injured_{end}"] for end in ("low", "best", "high")] == [7, 7, None]


def test_contradictions_stand_in_words() -> None:
    strike = next(each for each in sample_incidents() if each.id == "SY-2017-0001")
    assert "killed: 40 (The army, State Agency) against 61" in str(row(strike)["contradictions"])


def test_an_actor_without_a_name_stands_in_the_reports_words() -> None:
    assert (
        lists.actors((Actor(text="gunmen", alleged=True), Actor(text="x", name="Police"))) == "gunmen (alleged); Police"
    )


def test_actors_come_back_with_what_is_alleged() -> None:
    first, second = lists.actors_back("gunmen (alleged); Police")
    assert (first["name"], first["alleged"], second["name"], second["alleged"]) == ("gunmen", True, "Police", False)


def test_a_name_with_the_sign_between_names_stays_one_name() -> None:
    assert lists.actors((Actor(text="A; B"),)) == "A, B"


SOURCES = (
    Source(
        report="r1", events=(), publisher="Post, The", wire="AFP", published="2013-01-02", url="https://a.example/1"
    ),
    Source(report="r2", events=(), published="2013-01-03", reprint_of="r1"),
    Source(report="r3", events=(), publisher="Mail (North)"),
)


def test_sources_are_told_in_words() -> None:
    assert lists.sources(SOURCES) == (
        "Post, The (via AFP), 2013-01-02, https://a.example/1; "
        "publisher not named, 2013-01-03, reprint of r1; Mail (North)"
    )


def test_sources_come_back_whole() -> None:
    back = lists.sources_back(lists.sources(SOURCES), "r1; r2; r3")
    assert [{**each, "events": (), "title": None} for each in back] == [
        {name: getattr(source, name) for name in Source.__struct_fields__} for source in SOURCES
    ]


def test_a_contradiction_with_colons_comes_back() -> None:
    cell = lists.contradictions((Contradiction(field="date", words="1: 2", events=("e",)),))
    assert lists.contradictions_back(cell) == [{"field": "date", "words": "1: 2", "events": []}]


@pytest.mark.parametrize(
    ("given", "kept"), [("a\r\n b\t", "a b"), ("a\x00\x0b\ud800b", "ab"), ("é 😀", "é 😀"), ("\ufffe", "")]
)
def test_text_is_one_line_that_xml_can_hold(given: str, kept: str) -> None:
    assert tidy(given) == kept


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("whole", "12.0", 12),
        ("whole", "-3", -3),
        ("flag", "TRUE", True),
        ("date", "2013-01-02", "2013-01-02"),
        ("date", "2013-01-02T00:00:00", "2013-01-02"),
    ],
)
def test_cells_are_read_by_kind(kind: columns.Kind, cell: str, value: object) -> None:
    assert typed(kind, cell) == value


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("count", "1.5"),
        ("count", "x"),
        ("latitude", "nan"),
        ("latitude", "inf"),
        ("aggregate", "1"),
        ("date_start", "May"),
    ],
)
def test_a_cell_of_another_kind_is_refused(column: str, cell: str) -> None:
    with pytest.raises(CellError, match=f"column {column}: "):
        values({"id": "x", "type": "y", column: cell})


@pytest.mark.parametrize("needed", ["id", "type"])
def test_an_incident_needs_an_id_and_a_type(needed: str) -> None:
    with pytest.raises(CellError, match=f"column {needed}: empty"):
        incident_of({"id": "x", "type": "y"} | {needed: None}, "test")


def test_a_value_that_the_codebook_does_not_have_is_refused() -> None:
    with pytest.raises(CellError, match="perhaps"):
        incident_of({"id": "x", "type": "y", "status": "perhaps"}, "test")


def test_flags_and_nulls_have_a_text() -> None:
    assert (text(True), text(False), text(None), text(0)) == ("true", "false", "", "0")


def test_only_an_apostrophe_that_guards_is_taken_off() -> None:
    assert (unguarded("'=1"), unguarded("'tis"), unguarded("=1")) == ("=1", "'tis", "=1")
    assert unguarded(str(guarded("'=1"))) == "'=1"


def test_a_date_without_days_is_no_date() -> None:
    assert row(made(date=When()))["date_precision"] is None


@pytest.mark.parametrize(
    ("line", "wrong"),
    [("a,size,A,b", "kind 'size'"), ("a,text,,b", "label"), ("a,text,A,b\na,text,A,b", "line 3")],
)
def test_a_list_of_columns_is_checked(line: str, wrong: str) -> None:
    with pytest.raises(columns.ColumnsError, match=wrong):
        columns.parse(f"column,kind,label,meaning\n{line}\n")
