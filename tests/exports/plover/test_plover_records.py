"""PLOVER JSON lines: the manual's record and its rules."""

import io
from pathlib import Path

import msgspec
import pandas as pd
import pytest
from happening import (
    ARMY,
    CROWD,
    DAY,
    FRENCH,
    MILITIA,
    POLICE,
    REBELS,
    TOWN,
    VILLAGERS,
    again,
    happening,
    records,
    toll,
    written,
)
from samples import sample_incidents

from communique.exports.projection import UnreadableError
from communique.exports.projections.plover import PROJECTION
from communique.exports.projections.plover.writing import BESIDE
from communique.model import Actor, Place, Toll, When

GOLDEN = Path(__file__).parent.parent / "golden" / "plover.jsonl"


def codes(parties: object) -> list[tuple[object, object]]:
    assert isinstance(parties, list)
    return [(party.get("code"), party.get("sector")) for party in parties]


def test_the_golden_file_is_written_byte_for_byte() -> None:
    assert written(PROJECTION, *sample_incidents())[0] == GOLDEN.read_bytes()


def test_the_samples_that_plover_cannot_hold_are_left_out_with_a_reason() -> None:
    _, outcome = written(PROJECTION, *sample_incidents())
    assert {left.incident: left.reason for left in outcome.left_out} == {
        "ML-2013-0005": "PLOVER asks for a date, and no report gives its first day",
        "ML-2013-0007": "PLOVER asks for a date, and no report gives its first day",
    }
    assert outcome.incidents == outcome.rows + 2


def test_codes_are_the_same_when_what_was_read_is_written_again() -> None:
    data = written(PROJECTION, *sample_incidents())[0]
    first, second = (
        [msgspec.json.decode(line) for line in each.splitlines()] for each in (data, again(PROJECTION, data))
    )
    assert [{key: each.get(key) for key in PROJECTION.codes} for each in first] == [
        {key: each.get(key) for key in PROJECTION.codes} for each in second
    ]


def test_pandas_reads_the_golden_file_as_json_lines() -> None:
    frame = pd.read_json(GOLDEN, lines=True)
    assert set(frame["quad_code"]) <= {1, 2, 3, 4}
    assert frame["event_scale"].between(-10, 10).all()


def test_of_two_sided_violence_all_parties_are_actors() -> None:
    (record,) = records(PROJECTION, happening("armed-clash", (ARMY, FRENCH), (REBELS,)))
    assert codes(record["actor"]) == [("MLI", "MIL"), ("FRA", "MIL"), ("MLI", "REB")]
    assert "recipient" not in record


def test_of_one_sided_violence_the_perpetrator_acts_and_the_victim_receives() -> None:
    (record,) = records(PROJECTION, happening("attack", (REBELS,), (VILLAGERS,)))
    assert (codes(record["actor"]), codes(record["recipient"])) == ([("MLI", "REB")], [("MLI", "CVL")])


def test_force_on_protesters_acts_whichever_side_the_report_has_it_on() -> None:
    for sides in (((CROWD,), (POLICE,)), ((POLICE,), (CROWD,))):
        (record,) = records(PROJECTION, happening("protest-excessive-force", *sides))
        assert (codes(record["actor"]), codes(record["recipient"])) == ([("MLI", "COP")], [("MLI", "CVL")])


def test_the_crowd_acts_in_a_protest_that_is_stopped() -> None:
    (record,) = records(PROJECTION, happening("protest-intervention", (POLICE,), (CROWD,)))
    assert (record["event"], record["mode"]) == (["PROTEST"], ["demo"])
    assert codes(record["actor"]) == [("MLI", "CVL")]


def test_combatants_taken_prisoner_are_abducted_and_others_arrested() -> None:
    taken = happening("arrest", (ARMY,), (REBELS,), tolls=(toll("captured", 4),))
    held = happening("arrest", (POLICE,), (VILLAGERS,), tolls=(toll("arrested", 4),))
    first, second = records(PROJECTION, taken, held)
    assert (first["event"], first["mode"]) == (["ASSAULT"], ["abduct"])
    assert (second["event"], second["mode"], second["size"]) == (["COERCE"], ["arrest"], {"arrested": 4})


def test_who_drove_refugees_out_is_the_actor_and_no_one_named_is_unknown() -> None:
    first, second = records(
        PROJECTION, happening("displacement", (REBELS,), (VILLAGERS,)), happening("displacement", (), (VILLAGERS,))
    )
    assert (first["event"], first["mode"], codes(first["actor"])) == (["SANCTION"], ["expel"], [("MLI", "REB")])
    assert codes(second["actor"]) == [(None, "UNK")]


def test_an_announced_retreat_is_a_concession_to_come() -> None:
    (record,) = records(PROJECTION, happening("retreat", (ARMY,), status="planned"))
    assert (record["event"], record["mode"]) == (["CONCEDE"], ["future"])


def test_a_rescue_is_aid_and_without_the_rescued_it_is_left_out() -> None:
    (record,) = records(PROJECTION, happening("release", (ARMY,), (VILLAGERS,), anchor="rescued"))
    assert record["event"] == ["AID"]
    _, outcome = written(PROJECTION, happening("release", (ARMY,), anchor="rescued"))
    assert [left.reason for left in outcome.left_out] == ["PLOVER's AID needs a recipient, and no report names one"]


def test_people_who_come_home_have_no_event() -> None:
    data, outcome = written(PROJECTION, happening("return", (VILLAGERS,)))
    assert data == b""
    assert [left.reason for left in outcome.left_out] == ["PLOVER has no event for return"]


@pytest.mark.parametrize(
    ("status", "mode"),
    [("planned", ["future"]), ("hypothetical", ["hypothetical"]), ("negated", ["negation"]), ("ongoing", None)],
)
def test_the_status_is_an_auxiliary_mode(status: str, mode: list[str] | None) -> None:
    (record,) = records(PROJECTION, happening("threat", (REBELS,), status=status))
    assert record.get("mode") == mode


@pytest.mark.parametrize(("published", "old"), [("2014-05-05", False), ("2014-05-06", True)])
def test_what_is_a_year_older_than_its_first_report_is_historical(published: str, old: bool) -> None:
    (record,) = records(PROJECTION, happening("coup", (ARMY,), published=published))
    assert record["mode"] == ["seize", *(["historical"] if old else [])]


def test_the_publication_date_never_stands_for_the_date() -> None:
    data, outcome = written(PROJECTION, happening("attack", date=When(end="2013-05-07", precision="span")))
    assert data == b""
    assert len(outcome.left_out) == 1


def test_a_stretch_of_days_has_two_dates_and_its_precision() -> None:
    month = When(start="2013-05-01", end="2013-05-31", precision="month")
    (record,) = records(PROJECTION, happening("attack", date=month))
    assert (record["date"], record["enddate"]) == ("2013-05-01", "2013-05-31")
    assert record["communique"]["date_precision"] == "month"  # type: ignore[index]


def test_a_single_day_has_no_end_date() -> None:
    (record,) = records(PROJECTION, happening("attack", (REBELS,)))
    assert (record["date"], "enddate" in record) == ("2013-05-06", False)


def test_an_open_stretch_has_its_first_day_only_and_comes_back_open() -> None:
    since = When(start="2013-05-01", end=None, precision="span")
    data = written(PROJECTION, happening("siege", (REBELS,), date=since))[0]
    (incident,) = PROJECTION.read(io.BytesIO(data))
    assert b"enddate" not in data
    assert incident.date.value == When(start="2013-05-01", end=None, precision="span")


def test_sanction_has_the_quad_code_of_its_section_and_accuse_a_score_below_nought() -> None:
    sanction, accuse = records(
        PROJECTION, happening("displacement", (), (VILLAGERS,)), happening("accusation", (ARMY,), (REBELS,))
    )
    assert (sanction["quad_code"], sanction["event_scale"]) == (4, -5.5)
    assert (accuse["quad_code"], accuse["event_scale"]) == (3, -2.0)


def test_sizes_are_the_preferred_numbers_and_their_range_stands_beside_them() -> None:
    killed = Toll(outcome="killed", low=7, high=None, text="at least seven")
    (record,) = records(PROJECTION, happening("attack", tolls=(killed, toll("injured", 3))))
    assert record["size"] == {"dead": 7, "injured": 3}
    assert record["communique"]["ranges"] == {"dead": [7, None]}  # type: ignore[index]


@pytest.mark.parametrize(
    ("precision", "resolution", "feature"),
    [("site", 5, ("S", None)), ("town", 4, ("P", "PPL")), ("district", 3, ("A", "ADM2")), ("region", 2, ("A", "ADM1"))],
)
def test_a_place_carries_how_exact_it_is(precision: str, resolution: int, feature: tuple[str, str | None]) -> None:
    place = msgspec.structs.replace(TOWN, precision=precision)
    loc = records(PROJECTION, happening("attack", place=place))[0]["event_loc"]
    assert isinstance(loc, dict)
    assert (loc["resolution"], (loc["feature_class"], loc.get("feature_code"))) == (resolution, feature)
    assert (loc["lat"], loc["lon"]) == (15.8, -1.3)


def test_a_country_has_no_point() -> None:
    place = Place(text="Mali", name="Mali", country="Mali", precision="country", latitude=17.0, longitude=-4.0)
    loc = records(PROJECTION, happening("attack", place=place))[0]["event_loc"]
    assert isinstance(loc, dict)
    assert (loc["country_code"], loc["resolution"], "lat" in loc, "lon" in loc) == ("MLI", 1, False, False)


def test_a_landscape_of_no_country_has_no_resolution() -> None:
    place = Place(text="the Sahel", name="Sahel", precision="region", latitude=15.0, longitude=0.0)
    data = written(PROJECTION, happening("attack", place=place))[0]
    loc = msgspec.json.decode(data)["event_loc"]
    assert (loc["feature_class"], loc["feature_code"], "resolution" in loc) == ("L", "RGN", False)
    (incident,) = PROJECTION.read(io.BytesIO(data))
    assert incident.place.value is not None
    assert incident.place.value.precision == "region"


def test_mobilize_is_not_coded_beside_an_assault_of_the_same_report_actor_and_day() -> None:
    march = happening("troop-movement", (ARMY,), id="ML-2013-0002")
    fight = happening("armed-clash", (ARMY,), (REBELS,), id="ML-2013-0003")
    for order in ((march, fight), (fight, march)):
        data, outcome = written(PROJECTION, *order)
        assert [msgspec.json.decode(line)["id"] for line in data.splitlines()] == ["ML-2013-0003"]
        assert [(left.incident, left.reason) for left in outcome.left_out] == [("ML-2013-0002", BESIDE)]


def test_mobilize_stands_where_the_assault_is_of_another_report_day_or_actor_or_never_was() -> None:
    march = happening("troop-movement", (ARMY,), id="ML-2013-0002")
    others = (
        happening("armed-clash", (ARMY,), (REBELS,), report="r2"),
        happening("armed-clash", (ARMY,), date=When(start="2013-05-05", end="2013-05-05", precision="day")),
        happening("armed-clash", (FRENCH,), (REBELS,)),
        happening("armed-clash", (ARMY,), (REBELS,), status="negated"),
    )
    for other in others:
        assert [record["id"] for record in records(PROJECTION, march, other)] == ["ML-2013-0001", "ML-2013-0002"]


def test_who_moves_tells_troops_police_and_militia_apart() -> None:
    found = records(PROJECTION, *(happening("troop-movement", (who,)) for who in (ARMY, POLICE, MILITIA)))
    assert [record["mode"] for record in found] == [["troops"], ["police"], ["militia"]]


def test_an_actor_only_suspected_is_alleged_and_stays_so() -> None:
    data = written(PROJECTION, happening("attack", (msgspec.structs.replace(REBELS, alleged=True),)))[0]
    assert msgspec.json.decode(data)["actor"][0]["alleged"] is True
    (incident,) = PROJECTION.read(io.BytesIO(data))
    assert incident.initiators.value is not None
    assert incident.initiators.value[0].alleged


def test_contexts_military_and_peacekeeping_come_from_who_takes_part() -> None:
    mission = Actor(text="peacekeepers", name="Peacekeepers (Mali)", kind="mission", country="Mali")
    record, other = records(PROJECTION, happening("attack", (ARMY,), (mission,)), happening("attack", (REBELS,)))
    assert record["context"] == ["military", "peacekeeping"]
    assert "context" not in other


MINIMAL = (
    '{"id":"x","has_event":true,"date":"2016-07-24","actor":[{"code":"USA"}],"recipient":[{"code":"CAN","sector":"GOV"}],'
    '"event":["%s"],"quad_code":1,"event_scale":2.5%s}'
)


@pytest.mark.parametrize(
    "tail", ["", ',"mode":["resign"]', ',"mode":["access","historical"]', ',"context":["election"]']
)
def test_a_code_that_no_type_of_ours_is_written_as_stays_the_same(tail: str) -> None:
    event = "RETREAT" if "mode" in tail else "COOPERATE"
    line = (MINIMAL % (event, tail)).encode()
    before, after = (msgspec.json.decode(each) for each in (line, again(PROJECTION, line)))
    for key in ("date", "event", "actor", "recipient", "context"):
        assert after.get(key) == before.get(key)
    assert after.get("mode", []) == [mode for mode in before.get("mode", []) if mode != "historical"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{}", "line 1 is no PLOVER 2.0 record"),
        (b"not json", "line 1 is no PLOVER 2.0 record"),
        (b"\n" + (MINIMAL % ("SMITE", "")).encode(), "line 2 is no PLOVER 2.0 record"),
        ((MINIMAL % ("AGREE", "")).replace("2016-07-24", "last week").encode(), "line 1 is no PLOVER 2.0 record"),
    ],
)
def test_a_line_that_is_no_record_is_named(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        list(PROJECTION.read(io.BytesIO(data)))


def test_incidents_are_written_as_they_come() -> None:
    out = io.BytesIO()
    seen = []

    def stream() -> object:
        for number in range(3):
            seen.append(out.tell())
            yield happening("attack", (REBELS,), id=f"ML-2013-000{number}", date=DAY)

    PROJECTION.write(stream(), out)  # type: ignore[arg-type]
    assert 0 == seen[0] < seen[1] < seen[2]
