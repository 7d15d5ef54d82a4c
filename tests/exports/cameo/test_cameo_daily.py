"""CAMEO daily events."""

import io
from pathlib import Path

import duckdb
import msgspec
import pandas as pd
import pytest
from happening import ARMY, CROWD, FRENCH, POLICE, REBELS, VILLAGERS, again, happening, rows, written
from samples import sample_incidents

from communique.exports.projection import UnreadableError
from communique.exports.projections.cameo import PROJECTION
from communique.exports.projections.plover import PROJECTION as PLOVER
from communique.model import Actor, Place, When

GOLDEN = Path(__file__).parent.parent / "golden" / "cameo.tsv"


def pairs(found: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    return [(row["SourceActorFull"], row["TargetActorFull"], row["EventCode"]) for row in found]


def test_the_golden_file_is_written_byte_for_byte() -> None:
    assert written(PROJECTION, *sample_incidents())[0] == GOLDEN.read_bytes()


def test_codes_are_the_same_when_what_was_read_is_written_again() -> None:
    data = written(PROJECTION, *sample_incidents())[0]
    assert again(PROJECTION, data) == data


def test_pandas_and_duckdb_read_the_golden_file() -> None:
    frame = pd.read_csv(GOLDEN, sep="\t", dtype={"EventCode": str, "EventRootCode": str})
    found = duckdb.sql(
        f"SELECT EventCode, count(*) FROM read_csv('{GOLDEN}', delim='\t', all_varchar=true) WHERE EventCode = '0871' GROUP BY 1"
    ).fetchall()
    assert found == [("0871", 1)]
    assert frame["GoldsteinScore"].between(-10, 10).all()
    assert set(frame["EventCode"].str[:2]) == set(frame["EventRootCode"])


def test_each_source_acts_on_each_target() -> None:
    found = rows(PROJECTION, happening("armed-clash", (ARMY, FRENCH), (REBELS,)))
    assert pairs(found) == [("MLIMIL", "MLIREB", "190"), ("FRAMIL", "MLIREB", "190")]
    assert [row["EventID"] for row in found] == ["ML-2013-0001.1", "ML-2013-0001.2"]


def test_of_several_parties_that_talk_the_first_stands_with_each_other() -> None:
    found = rows(PROJECTION, happening("talks", (ARMY, FRENCH, REBELS)))
    assert pairs(found) == [("MLIMIL", "FRAMIL", "040"), ("MLIMIL", "MLIREB", "040")]


def test_the_crowd_is_the_source_of_a_protest_and_the_force_of_its_repression() -> None:
    first, second = rows(
        PROJECTION,
        happening("protest-intervention", (POLICE,), (CROWD,)),
        happening("protest-excessive-force", (CROWD,), (POLICE,)),
    )
    assert pairs([first, second]) == [("MLICVL", "MLICOP", "141"), ("MLICOP", "MLICVL", "175")]


def test_several_days_are_a_row_each_and_one_incident_again() -> None:
    date = When(start="2013-02-27", end="2013-03-01", precision="days")
    data = written(PROJECTION, happening("armed-clash", (ARMY,), (REBELS,), date=date))[0]
    frame = pd.read_csv(io.BytesIO(data), sep="\t", dtype=str)
    assert list(frame["Date"]) == ["20130227", "20130228", "20130301"]
    assert set(frame["DatePrecision"]) == {"days"}
    (incident,) = PROJECTION.read(io.BytesIO(data))
    assert incident.date.value == date


@pytest.mark.parametrize(
    ("kind", "code", "phoenix", "gdelt", "value"),
    [
        ("protest", "141", "4", "3", "-6.5"),
        ("sanction", "160", "3", "4", "-4.0"),
        ("claim-of-responsibility", "015", "0", "1", "0.0"),
        ("aid", "070", "2", "2", "7.0"),
        ("armed-clash", "190", "4", "4", "-10.0"),
    ],
)
def test_both_quad_classes_stand_in_the_row_each_under_its_own_name(
    kind: str, code: str, phoenix: str, gdelt: str, value: str
) -> None:
    (row,) = rows(PROJECTION, happening(kind, (ARMY,), (REBELS,)))
    assert (row["EventCode"], row["QuadClassPhoenix"], row["QuadClassGDELT"], row["GoldsteinScore"]) == (
        code,
        phoenix,
        gdelt,
        value,
    )


@pytest.mark.parametrize(
    ("actor", "full"),
    [
        (Actor(text="the press", name="Journalists (Mali)", kind="civilians", country="Mali"), "MLIMED"),
        (Actor(text="nurses", name="Health Workers (Mali)", kind="civilians", country="Mali"), "MLIHLH"),
        (Actor(text="gunmen", name="Unidentified Armed Group (Mali)", kind="armed-group", country="Mali"), "MLIUAF"),
        (Actor(text="UN troops", name="Peacekeepers (Mali)", kind="mission", country="Mali"), "IGOUNOMIL"),
        (Actor(text="a party", name="Political Parties (Mali)", kind="political-party", country="Mali"), "MLI"),
    ],
)
def test_an_actor_code_is_a_country_or_body_and_a_role(actor: Actor, full: str) -> None:
    data = written(PROJECTION, happening("demand", (actor,), (ARMY,)))[0]
    assert pd.read_csv(io.BytesIO(data), sep="\t", dtype=str)["SourceActorFull"][0] == full
    assert again(PROJECTION, data) == data


def test_a_target_that_no_report_names_is_empty() -> None:
    (row,) = rows(PROJECTION, happening("retreat", (ARMY,)))
    assert (row["TargetActorFull"], row["TargetActorName"], row["EventID"]) == ("", "", "ML-2013-0001")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"status": "planned"}, "it is planned, and CAMEO holds only what happened"),
        ({"status": "negated"}, "it is negated, and CAMEO holds only what happened"),
        ({"aggregate": True}, "it sums up many happenings, and CAMEO's are single ones"),
        ({"date": When()}, "no report gives its date, and a row is of a day"),
        (
            {"date": When(start="2013-05-01", end="2013-05-31", precision="month")},
            "its date is known to the month only, and a row is of a day",
        ),
    ],
)
def test_what_has_no_row_is_left_out_with_its_reason(fields: dict[str, object], reason: str) -> None:
    data, outcome = written(PROJECTION, happening("attack", (REBELS,), (VILLAGERS,), **fields))  # type: ignore[arg-type]
    assert len(data.splitlines()) == 1
    assert [(left.incident, left.reason) for left in outcome.left_out] == [("ML-2013-0001", reason)]


def test_what_cameo_has_no_code_or_no_actor_for_is_left_out() -> None:
    _, outcome = written(PROJECTION, happening("return", (VILLAGERS,)), happening("attack", (Actor(text="they"),)))
    assert [left.reason for left in outcome.left_out] == [
        "CAMEO has no code for return",
        "no actor of it has a CAMEO code",
    ]


def test_a_region_says_that_it_is_one_and_a_country_has_no_point() -> None:
    region = Place(
        text="Kidal", name="Kidal", admin1="Kidal", country="Mali", precision="region", latitude=19.0, longitude=1.0
    )
    country = Place(text="Mali", name="Mali", country="Mali", precision="country", latitude=17.0, longitude=-4.0)
    first, second = rows(PROJECTION, *(happening("attack", (REBELS,), place=place) for place in (region, country)))
    assert (first["GeoPrecision"], first["ActionLat"]) == ("region", "19.0")
    assert (second["GeoPrecision"], second["ActionLat"], second["ActionLong"]) == ("country", "", "")


def test_what_comes_from_a_plover_file_has_the_code_of_the_reverse_map_and_two_sides() -> None:
    data = written(PLOVER, happening("armed-clash", (ARMY,), (REBELS,)))[0]
    (incident,) = PLOVER.read(io.BytesIO(data))
    assert pairs(rows(PROJECTION, incident)) == [("MLIMIL", "MLIREB", "193")]


def test_what_comes_from_a_cameo_file_keeps_its_code_and_obeys_plover() -> None:
    data = written(PROJECTION, happening("armed-clash", (ARMY,), (REBELS,)))[0]
    (incident,) = PROJECTION.read(io.BytesIO(data))
    record = msgspec.json.decode(written(PLOVER, incident)[0])
    assert (record["event"], [actor["sector"] for actor in record["actor"]]) == (["ASSAULT"], ["MIL", "REB"])


@pytest.mark.parametrize(("role", "kind"), [("UAF", "armed-group"), ("CVL", "civilians"), ("MED", "media")])
def test_a_role_is_read_as_the_nearest_kind(role: str, kind: str) -> None:
    data = written(PROJECTION, happening("attack", (REBELS,)))[0].replace(b"\tREB\t", f"\t{role}\t".encode())
    (incident,) = PROJECTION.read(io.BytesIO(data))
    assert incident.initiators.value is not None
    assert incident.initiators.value[0].kind == kind


def test_sources_of_a_file_stay_sources_even_where_ours_would_stand_against_each_other() -> None:
    data = written(PROJECTION, happening("attack", (ARMY, REBELS)))[0].replace(b"\t180\t18\t", b"\t040\t04\t")
    (incident,) = PROJECTION.read(io.BytesIO(data))
    assert pairs(rows(PROJECTION, incident)) == [("MLIMIL", "", "040"), ("MLIREB", "", "040")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "line 1 is not the header"),
        (GOLDEN.read_bytes().splitlines(keepends=True)[0] + b"x\ty\n", "line 2 has 2 cells, not 33"),
        (GOLDEN.read_bytes().replace(b"\t194\t", b"\t999\t"), "line 2 is no CAMEO event"),
    ],
)
def test_a_file_of_another_kind_is_named_with_its_line(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        list(PROJECTION.read(io.BytesIO(data)))
