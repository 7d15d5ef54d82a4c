"""The file: when and where, sources, golden, the check, other tools, reading back, streaming."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import duckdb
import msgspec
import pandas as pd
import pytest
from ged_making import ARMY, REBELS, TOWN, VILLAGERS, cells, killed, made, parsed, reason, row, rows, told, written
from samples import sample_incidents

from communique.codebook.actors import load_actor_lists
from communique.exports.projection import UnreadableError
from communique.exports.projections.ucdp_ged import PROJECTION, check
from communique.exports.projections.ucdp_ged.countries import Country, countries, country_of, region_of
from communique.exports.projections.ucdp_ged.files import DataError, facts, shaped
from communique.exports.projections.ucdp_ged.places import priogrid_gid, where_prec
from communique.exports.registry import projection
from communique.incidents.composing import compose
from communique.model import Attribution, Incident, Place, Precision, When

GOLDEN = Path(__file__).parent.parent / "golden" / "ucdp-ged.csv"
POINT = "latitude longitude geom_wkt priogrid_gid"


def clash(**fields: object) -> dict[str, str]:
    return row("armed-clash", [ARMY], [REBELS], **fields)


def at(precision: Precision, **fields: object) -> Place:
    values: dict[str, object] = {"text": "Gao", "name": "Gao", "country": "Mali", "precision": precision} | fields
    return Place(**values)  # type: ignore[arg-type]


def file_of(**changes: str) -> bytes:
    """A file of one row, with some cells changed."""
    out = io.StringIO()
    writer = csv.DictWriter(out, facts().columns, lineterminator="\n")
    writer.writeheader()
    writer.writerow(clash() | changes)
    return out.getvalue().encode()


def again(content: bytes) -> bytes:
    return written(*PROJECTION.read(io.BytesIO(content)))[0]


@pytest.mark.parametrize(
    ("start", "end", "precision", "code"),
    [
        ("2014-05-06", "2014-05-06", "day", "1"),
        ("2014-05-06", "2014-05-07", "days", "2"),
        ("2014-05-06", "2014-05-11", "days", "2"),
        ("2014-05-05", "2014-05-11", "week", "3"),
        ("2014-05-01", "2014-05-31", "month", "4"),
        ("2014-05-01", "2014-06-01", "span", "5"),
        ("2012-01-01", "2012-12-31", "year", "5"),
    ],
)
def test_date_prec_is_of_the_length_of_the_stretch(start: str, end: str, precision: str, code: str) -> None:
    found = clash(date=When(start=start, end=end, precision=precision, text="then"))  # type: ignore[arg-type]
    expected = [start[:4], code, f"{start} 00:00:00.000", f"{end} 00:00:00.000"]
    assert cells(found, "year date_prec date_start date_end") == expected


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, "the date is not told"),
        ("2014-01-01", None, "the date has an open end"),
        (None, "2014-01-01", "the date has an open end"),
        ("2012-01-01", "2013-06-01", "the date is known no better than to a stretch longer than a year"),
    ],
)
def test_the_undated_is_left_out_and_its_day_of_publication_is_not_taken(
    start: str | None, end: str | None, words: str
) -> None:
    assert reason("armed-clash", [ARMY], [REBELS], date=When(start=start, end=end, precision="span")) == words


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (at("site", latitude=1.0, longitude=1.0), "1"),
        (at("town", latitude=1.0, longitude=1.0, accuracy_km=5.0), "1"),
        (at("town", latitude=1.0, longitude=1.0, accuracy_km=30.0), "2"),
        (at("town", latitude=1.0, longitude=1.0, accuracy_km=90.0), "5"),
        (at("district", latitude=1.0, longitude=1.0, accuracy_km=60.0), "3"),
        (at("region", admin1="Gao", latitude=1.0, longitude=1.0, accuracy_km=200.0), "4"),
        (at("region", text="the north", name="Northern Mali", latitude=1.0, longitude=1.0), "5"),
        (at("country", text="Mali", name="Mali"), "6"),
    ],
)
def test_where_prec_says_how_well_a_place_is_known(place: Place, code: str) -> None:
    assert clash(place=place)["where_prec"] == code


def test_near_a_town_is_not_in_it() -> None:
    place = at("town", latitude=1.0, longitude=1.0)
    assert clash(place=place, mentions=("They met near Gao.",))["where_prec"] == "2"
    assert clash(place=place, mentions=("They met in Gao.",))["where_prec"] == "1"


def test_a_place_that_is_known_by_no_measure_is_the_country() -> None:
    assert where_prec(made("attack"), at("unknown", text="a village")) == 6


def test_a_country_is_not_given_a_point() -> None:
    assert cells(clash(place=at("country", text="Mali", name="Mali")), POINT) == ["", "", "", ""]


def test_the_place_stands_in_ucdps_columns() -> None:
    found = clash(place=at("district", text="the Gao circle", admin1="Gao Region", latitude=16.27, longitude=-0.05))
    assert cells(found, "where_coordinates where_description adm_1 adm_2") == [
        "Gao",
        "the Gao circle",
        "Gao Region",
        "Gao",
    ]
    assert cells(found, POINT) == ["16.27", "-0.05", "POINT (-0.05 16.27)", "153000"]
    assert clash()["adm_2"] == ""


def test_degrees_are_never_a_power_of_ten_nor_minus_nought() -> None:
    found = clash(place=at("town", latitude=-0.0000001, longitude=10.00001))
    assert cells(found, "latitude longitude geom_wkt") == ["0", "10.00001", "POINT (10.00001 0)"]


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"),
    [
        (-90.0, -180.0, 1),
        (-89.75, 179.75, 720),
        (-89.5, -180.0, 721),
        (34.5167, 69.1833, 179779),
        (90.0, 180.0, 259200),
    ],
)
def test_the_cell_is_prio_grids(latitude: float, longitude: float, cell: int) -> None:
    assert priogrid_gid(latitude, longitude) == cell


@pytest.mark.parametrize(
    "place", [None, Place(text="the village", name="X", precision="town", latitude=1.0, longitude=1.0)]
)
def test_without_a_country_there_is_no_row(place: Place | None) -> None:
    assert reason("armed-clash", [ARMY], [REBELS], place=place) == "the country of the place is not told"


@pytest.mark.parametrize(
    ("name", "ucdp", "number", "region"),
    [
        ("Mali", "Mali", 432, "Africa"),
        ("Syria", "Syria", 652, "Middle East"),
        ("Ukraine", "Ukraine", 369, "Europe"),
        ("Russia", "Russia (Soviet Union)", 365, "Europe"),
        ("Myanmar", "Myanmar (Burma)", 775, "Asia"),
        ("Democratic Republic of Congo", "DR Congo (Zaire)", 490, "Africa"),
        ("Yemen", "Yemen (North Yemen)", 678, "Middle East"),
        ("Germany", "Germany", 260, "Europe"),
        ("Haiti", "Haiti", 41, "Americas"),
        ("Turkey", "Turkey", 640, "Middle East"),
        ("Sudan", "Sudan", 625, "Africa"),
        ("South Sudan", "South Sudan", 626, "Africa"),
        ("Kiribati", "Kiribati", 970, "Asia"),
        ("Palestine", "Israel", 666, "Middle East"),
    ],
)
def test_states_have_their_number_and_region(name: str, ucdp: str, number: int, region: str) -> None:
    found = country_of(name)
    assert (found.ucdp, found.number, region_of(found)) == (ucdp, number, region)


def test_a_number_is_of_one_name_and_a_name_of_one_number() -> None:
    pairs = {(each.ucdp, each.number) for each in countries().values()}
    assert len({name for name, _ in pairs}) == len({number for _, number in pairs}) == len(pairs) > 190


def test_every_state_of_the_codebook_has_a_row_but_dependent_lands() -> None:
    missing = {state.name for state in load_actor_lists().states} - set(countries())
    assert missing == {"Hong Kong", "Greenland", "Puerto Rico", "New Caledonia", "Vatican City"}


def test_a_land_that_is_not_known_keeps_its_name_and_has_no_number() -> None:
    assert country_of("Greenland") == Country(country="Greenland", ucdp="Greenland", number=None)
    assert cells(clash(place=at("country", country="Greenland")), "country country_id region") == ["Greenland", "", ""]


def test_sources_stand_in_order_and_keep_their_place() -> None:
    found = rows(
        compose(
            "ML-2014-0001",
            [
                told("armed-clash", [ARMY], [REBELS], publisher="B", published="2014-05-08", title=None),
                told(
                    "armed-clash",
                    [ARMY],
                    [REBELS],
                    report="r2",
                    publisher="A",
                    published="2014-05-07",
                    title="Seven; dead",
                ),
                told("armed-clash", [ARMY], [REBELS], report="r3", publisher=None, published="2014-05-09", wire="AFP"),
            ],
        )
    )[0]
    assert found["source_office"] == "A;B;AFP"
    assert found["source_date"] == "2014-05-07;2014-05-08;2014-05-09"
    assert found["source_headline"] == "Seven, dead;;Fight at Gossi, seven dead"
    assert found["source_article"].startswith("A,2014-05-07,Seven, dead;B,2014-05-08;AFP,2014-05-09,")
    assert found["number_of_sources"] == "3"


def test_a_reprint_is_no_source_again() -> None:
    incident = made("armed-clash", [ARMY], [REBELS])
    reprint = msgspec.structs.replace(incident.sources[0], report="r9", publisher="Copy", reprint_of="r1")
    found = rows(msgspec.structs.replace(incident, sources=(*incident.sources, reprint)))[0]
    assert cells(found, "number_of_sources source_office source_date") == ["1", "Gossi Post", "2014-05-20"]


def test_what_goes_over_new_year_is_of_the_year_it_began_in() -> None:
    assert (
        clash(date=When(start="2013-12-31", end="2014-01-02", precision="days", text="over New Year"))["year"] == "2013"
    )


def test_who_said_so_is_told_once_with_those_who_counted() -> None:
    said = Attribution(source="A spokesman; an aide", cue="said")
    found = clash(attribution=said, tolls=(killed(3, 3, source="a doctor"), killed(3, 3, source="A doctor")))
    assert [each.lower() for each in found["source_original"].split(";")] == ["a spokesman, an aide", "a doctor"]


def test_sources_that_are_not_told_are_no_number() -> None:
    (incident,) = PROJECTION.read(io.BytesIO(file_of(number_of_sources="-1")))
    assert incident.publishers == 0
    assert parsed(again(file_of(number_of_sources="-1")))[0]["number_of_sources"] == "-1"


def test_the_id_of_the_incident_is_relid() -> None:
    assert cells(clash(), "id relid") == ["", "ML-2014-0001"]


def test_the_golden_file_is_what_is_written() -> None:
    assert written(*sample_incidents())[0] == GOLDEN.read_bytes()


def test_the_golden_file_passes_the_check() -> None:
    assert list(check(parsed(GOLDEN.read_bytes()))) == []


def test_the_writer_counts_rows_and_tells_what_it_left_out() -> None:
    content, outcome = written(*sample_incidents())
    kept = [each["relid"] for each in parsed(content)]
    assert outcome.rows == len(kept) == 5
    assert sorted([*kept, *(left.incident for left in outcome.left_out)]) == sorted(
        each.id for each in sample_incidents()
    )


def test_the_header_has_the_49_columns_even_over_nothing() -> None:
    content, outcome = written()
    assert content.decode() == ",".join(facts().columns) + "\n"
    assert (len(facts().columns), outcome.rows) == (49, 0)
    assert content.startswith(b"id,relid,year,active_year,code_status,type_of_violence,")
    assert content.endswith(b",best,high,low,gwnoa,gwnob\n")


def test_what_was_read_is_written_the_same() -> None:
    assert again(GOLDEN.read_bytes()) == GOLDEN.read_bytes()


def test_a_file_of_ucdps_own_comes_back_the_same() -> None:
    theirs = file_of(
        id="412700",
        relid="YEM-2021-1-5-12",
        active_year="1",
        code_status="Clear",
        conflict_new_id="230",
        dyad_new_id="459",
        conflict_name="Yemen (North Yemen): Government",
        dyad_name="Government of Yemen (North Yemen) - AQAP",
        side_a="Government of Yemen (North Yemen)",
        side_b="AQAP",
        gwnoa="678",
        number_of_sources="2",
        source_office="Reuters News;BBC Monitoring",
        source_date="2021-01-02",
        country="Yemen (North Yemen)",
        deaths_unknown="0",
        best="0",
        low="0",
    )
    assert again(theirs) == theirs
    (incident,) = PROJECTION.read(io.BytesIO(theirs))
    (actor,) = incident.initiators.value or ()
    assert (actor.name, actor.country) == ("Government of Yemen", "Yemen")
    assert incident.place.value
    assert incident.place.value.country == "Yemen"
    assert (incident.recipients.value or ())[0].name == "Al-Qaeda in the Arabian Peninsula"
    assert (incident.tolls[0].best, incident.tolls[0].high, incident.sources) == (0, 7, ())


def test_what_is_read_is_the_record_in_our_words() -> None:
    content = written(made("attack", [REBELS], [VILLAGERS], aggregate=True))[0]
    (incident,) = PROJECTION.read(io.BytesIO(content))
    assert (incident.id, incident.type.value, incident.status.value) == ("ML-2014-0001", "attack", "actual")
    assert incident.type.rule.startswith("read from a UCDP GED file")
    assert [actor.kind for actor in (*(incident.initiators.value or ()), *(incident.recipients.value or ()))] == [
        "armed-group",
        "civilians",
    ]
    assert incident.date.value == When(start="2014-05-06", end="2014-05-06", precision="day")
    assert incident.place.value
    assert (incident.place.value.name, incident.place.value.latitude) == (TOWN.name, TOWN.latitude)
    assert [(each.publisher, each.published) for each in incident.sources] == [("Gossi Post", "2014-05-20")]
    assert (incident.aggregate, incident.publishers, incident.last_updated) == (True, 1, "2014-05-20")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n1,2\n", "line 1: columns missing: id, relid"),
        (b"", "line 1: columns missing"),
        (file_of(date_start="2014-05-06"), "line 2: date_start is '2014-05-06'"),
        (file_of(type_of_violence="4"), "line 2: type_of_violence"),
        (file_of(where_prec=""), "line 2: where_prec"),
        (file_of(date_prec="6"), "line 2: date_prec"),
        (file_of(latitude="north"), "line 2: latitude"),
        (file_of(best="seven"), "line 2: best"),
        (file_of(relid=""), "line 2: relid"),
        (file_of(number_of_sources=""), "line 2: number_of_sources"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (file_of().replace(b"Gossi Post", b'"Gossi' + b"x" * 200_000 + b'"'), "not a CSV"),
    ],
)
def test_a_file_that_is_not_geds_is_refused_with_the_place(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        list(PROJECTION.read(io.BytesIO(content)))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("relid", ""),
        ("id", "ML-1"),
        ("year", "2013"),
        ("active_year", "yes"),
        ("code_status", "Fine"),
        ("type_of_violence", "0"),
        ("type_of_violence", "3"),
        ("dyad_name", "Mali - Ansar Dine"),
        ("side_a", "Mali"),
        ("side_b", "Civilians"),
        ("side_b", "Government of Mali"),
        ("gwnoa", "ML"),
        ("gwnob", "432"),
        ("number_of_sources", "-2"),
        ("where_prec", "8"),
        ("latitude", "91"),
        ("latitude", ""),
        ("geom_wkt", "POINT (15.8 -1.3)"),
        ("priogrid_gid", "1"),
        ("country", ""),
        ("region", "Europe and Asia"),
        ("event_clarity", "3"),
        ("date_prec", "0"),
        ("date_start", "2014-05-06"),
        ("date_start", "2014-13-06 00:00:00.000"),
        ("date_end", "2014-05-05 00:00:00.000"),
        ("deaths_a", "1"),
        ("deaths_b", "many"),
        ("best", "8"),
        ("low", "8"),
        ("high", "6"),
    ],
)
def test_the_check_finds_what_is_not_geds(column: str, value: str) -> None:
    assert list(check([clash()])) == []
    found = list(check([clash() | {column: value}]))
    assert {problem.row for problem in found} == {1}
    wanted = {"type_of_violence": {"type_of_violence", "side_b"}, "deaths_a": {"best"}}
    assert {problem.column for problem in found} & wanted.get(column, {column})


def test_the_check_finds_the_rules_between_columns() -> None:
    dead = dict.fromkeys(("deaths_unknown", "best", "low", "high"), "0")
    assert [problem.column for problem in check([clash() | dead])] == ["high"]
    longer = {"date_end": "2014-05-07 00:00:00.000"}
    assert [problem.column for problem in check([clash() | longer])] == ["date_prec"]
    half = clash(place=at("country")) | {"latitude": "1.0"}
    assert "longitude" in {problem.column for problem in check([half])}
    good = clash()
    assert [problem.column for problem in check([good, good])] == ["relid"]
    assert [(problem.row, problem.column) for problem in check([dict(reversed(good.items()))])] == [(0, "header")]


def test_the_check_lets_a_point_between_two_cells_be_in_either() -> None:
    edge = {"latitude": "15.5", "geom_wkt": "POINT (-1.3 15.5)"}
    cell = priogrid_gid(15.5, -1.3)
    for either in (cell, cell - 720):
        assert list(check([clash() | edge | {"priogrid_gid": str(either)}])) == []


def test_pandas_reads_it_with_the_types_that_geds_files_have() -> None:
    frame = pd.read_csv(GOLDEN, parse_dates=["date_start", "date_end"])
    assert frame["date_start"].dtype.kind == frame["date_end"].dtype.kind == "M"
    assert {frame[column].dtype.kind for column in ("year", "best", "high", "low", "where_prec", "priogrid_gid")} == {
        "i"
    }
    assert {frame[column].dtype.kind for column in ("latitude", "longitude", "id")} == {"f"}
    assert frame.groupby("type_of_violence")["best"].sum().to_dict() == {1: 38, 3: 122}


def test_duckdb_reads_it() -> None:
    query = f"select sum(best), sum(deaths_civilians), min(date_start)::varchar, any_value(country_id) from read_csv('{GOLDEN}')"
    assert duckdb.sql(query).fetchone() == (160, 122, "2013-01-14 00:00:00", 432)


def test_rows_are_written_as_incidents_come() -> None:
    out = io.BytesIO()
    sizes: list[int] = []

    def incidents() -> Iterator[Incident]:
        for number in range(3):
            sizes.append(out.tell())
            yield made("armed-clash", [ARMY], [REBELS], id=f"ML-2014-000{number}")

    PROJECTION.write(incidents(), out)
    assert 0 < sizes[0] < sizes[1] < sizes[2]
    assert not out.closed


def test_the_registry_has_it_and_a_data_file_of_another_shape_is_refused() -> None:
    assert projection("ucdp-ged") is PROJECTION
    with pytest.raises(DataError, match=r"countries\.csv"):
        shaped({"country": "Mali", "ucdp": "Mali", "number": "many"}, Country, "countries.csv")
