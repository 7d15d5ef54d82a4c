"""The file: golden, the codebook's value sets, other tools, reading back, streaming."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import duckdb
import msgspec
import pandas as pd
import pytest
from acled_making import ARMY, REBELS, VILLAGERS, killed, made, parsed, row, stretch, told, written
from samples import sample_incidents

from communique.exports.projection import UnreadableError
from communique.exports.projections.acled import PROJECTION, check
from communique.exports.projections.acled.countries import country_of
from communique.exports.projections.acled.files import DataError, pattern, read_json
from communique.exports.projections.acled.told import columns_told
from communique.exports.registry import projection
from communique.incidents.composing import compose
from communique.model import Incident

GOLDEN = Path(__file__).parent.parent / "golden" / "acled.csv"
HEADER = ",".join(parsed(written(made("armed-clash", [ARMY], [REBELS]))[0])[0])


def again(content: bytes) -> bytes:
    return written(*PROJECTION.read(io.BytesIO(content)))[0]


def file_of(**changes: str) -> bytes:
    """A file of one row, with some cells changed."""
    cells = row("armed-clash", [ARMY], [REBELS]) | changes
    out = io.StringIO()
    writer = csv.DictWriter(out, list(cells), lineterminator="\n")
    writer.writeheader()
    writer.writerow(cells)
    return out.getvalue().encode()


def test_the_golden_file_is_what_is_written() -> None:
    assert written(*sample_incidents())[0] == GOLDEN.read_bytes()


def test_the_golden_file_passes_the_check_of_the_codebook() -> None:
    assert list(check(parsed(GOLDEN.read_bytes()))) == []


def test_the_writer_counts_rows_and_tells_what_it_left_out() -> None:
    content, outcome = written(*sample_incidents())
    assert outcome.incidents == len(sample_incidents())
    assert outcome.rows == len(parsed(content)) > 0
    kept = {each["event_id_cnty"].partition(".")[0] for each in parsed(content)}
    assert kept | {left.incident for left in outcome.left_out} == {each.id for each in sample_incidents()}
    assert not kept & {left.incident for left in outcome.left_out}


def test_the_header_has_the_31_columns() -> None:
    assert HEADER.startswith("event_id_cnty,event_date,year,time_precision,disorder_type,")
    assert HEADER.endswith(",source,source_scale,notes,fatalities,tags,timestamp")
    assert len(HEADER.split(",")) == 31


def test_nothing_but_the_header_is_written_of_nothing() -> None:
    content, outcome = written()
    assert content.decode() == f"{HEADER}\n"
    assert outcome.rows == 0


def test_what_was_read_is_written_with_the_same_codes() -> None:
    first = parsed(GOLDEN.read_bytes())
    second = parsed(again(GOLDEN.read_bytes()))
    codes = PROJECTION.codes
    assert [[each[code] for code in codes] for each in first] == [[each[code] for code in codes] for each in second]


def test_a_file_of_acleds_own_comes_back_with_the_same_codes() -> None:
    theirs = file_of(
        event_id_cnty="MLI123",
        event_date="2014-05-31",
        time_precision="3",
        actor1="Military Forces of Chad (1990-2021) Border Guard",
        assoc_actor_1="Mutiny of Military Forces of Mali (2013-2020); Tuareg Ethnic Group (Mali)",
        inter1="External/Other forces",
        interaction="Rebel group-External/Other forces",
        region="Western Africa",
        admin2="Gourma-Rharous",
        admin3="Gossi",
        geo_precision="2",
        tags="local administrators",
        timestamp="1400544123",
        fatalities="4",
    )
    expected = parsed(theirs)[0] | {"timestamp": "1400544000"}
    found = parsed(again(theirs))[0]
    assert {code: found[code] for code in PROJECTION.codes} == {code: expected[code] for code in PROJECTION.codes}


def test_the_days_of_one_incident_become_one_again() -> None:
    lasted = stretch("2014-05-05", "2014-05-07", "days", "for three days")
    content = written(made("armed-clash", [ARMY], [REBELS], tolls=(killed("20", 20, 20),), **lasted))[0]
    (incident,) = PROJECTION.read(io.BytesIO(content))
    assert (incident.id, incident.date.value and incident.date.value.end) == ("ML-2014-0001", "2014-05-07")
    assert incident.tolls[0].best == 20
    assert again(content).count(b"ML-2014-0001.") == 3


def test_days_that_do_not_follow_each_other_stay_apart() -> None:
    lasted = stretch("2014-05-05", "2014-05-06", "days", "for two days")
    content = written(made("armed-clash", [ARMY], [REBELS], **lasted))[0].replace(b"2014-05-06", b"2014-05-09")
    assert [each.id for each in PROJECTION.read(io.BytesIO(content))] == ["ML-2014-0001.1", "ML-2014-0001.2"]


def test_what_is_read_is_the_record_in_our_words_and_says_where_it_is_from() -> None:
    content = written(made("air-strike", [ARMY], [VILLAGERS], tolls=(killed("4", 4, 4),)))[0]
    (incident,) = PROJECTION.read(io.BytesIO(content))
    (actor,) = incident.initiators.value or ()
    assert (actor.name, actor.kind, actor.country) == ("Military Forces of Mali", "state-forces", "Mali")
    assert incident.type.value == "air-strike"
    assert incident.type.rule.startswith("read from an ACLED file")
    assert (incident.status.value, incident.events) == ("actual", ())
    assert [source.publisher for source in incident.sources] == ["Gossi Post"]
    assert incident.last_updated == "2014-05-20"
    assert incident.place.value
    assert incident.place.value.precision == "town"


def test_a_type_that_acled_has_only_as_other_is_not_guessed() -> None:
    content = written(made("coup", [REBELS], [ARMY]))[0]
    (incident,) = PROJECTION.read(io.BytesIO(content))
    assert incident.type.value is None
    assert columns_told(incident.type)["sub_event_type"] == "Other"
    assert parsed(again(content))[0]["sub_event_type"] == "Other"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n1,2\n", "line 1: columns missing: event_id_cnty"),
        (b"", "line 1: columns missing"),
        (file_of(event_date="6 May 2014"), "line 2: event_date is '6 May 2014'"),
        (file_of(sub_event_type="Battle"), "line 2: sub_event_type"),
        (file_of(time_precision="4"), "line 2: time_precision"),
        (file_of(geo_precision=""), "line 2: geo_precision"),
        (file_of(inter1="1"), "line 2: inter1"),
        (file_of(latitude="north"), "line 2: latitude"),
        (file_of(fatalities="-1"), "line 2: fatalities"),
        (file_of(iso=""), "line 2: iso"),
        (file_of(timestamp="today"), "line 2: timestamp"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (file_of().replace(b"Gossi Post", b'"Gossi' + b"x" * 200_000 + b'"'), "not a CSV"),
    ],
)
def test_a_file_that_is_not_acleds_is_refused_with_the_place(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        list(PROJECTION.read(io.BytesIO(content)))


def test_a_byte_order_mark_and_further_columns_are_no_matter() -> None:
    content = b"\xef\xbb\xbf" + b"\n".join(line + b",x" for line in file_of().splitlines())
    assert len(list(PROJECTION.read(io.BytesIO(content)))) == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("event_id_cnty", ""),
        ("event_date", "06-05-2014"),
        ("year", "2013"),
        ("time_precision", "0"),
        ("disorder_type", "Demonstrations"),
        ("event_type", "Battle"),
        ("sub_event_type", "Ambush"),
        ("actor1", ""),
        ("inter1", "1"),
        ("inter2", "Rebel Groups"),
        ("interaction", "Rebel group-State forces"),
        ("civilian_targeting", "Civilians targeted"),
        ("civilian_targeting", "Civilian targeting"),
        ("iso", "ML"),
        ("region", "West Africa"),
        ("country", ""),
        ("location", ""),
        ("latitude", "91.0"),
        ("latitude", ""),
        ("longitude", "1.23456"),
        ("geo_precision", "4"),
        ("fatalities", "3.5"),
        ("timestamp", "soon"),
        ("actor2", ""),
    ],
)
def test_the_check_finds_what_is_not_acleds(column: str, value: str) -> None:
    good = row("armed-clash", [ARMY], [REBELS])
    assert list(check([good])) == []
    found = list(check([good | {column: value}]))
    assert found
    assert {problem.row for problem in found} == {1}
    assert column in {problem.column for problem in found}


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"inter1": "Civilians", "interaction": "Rebel group-Civilians"}, "inter1"),
        ({"event_type": "Violence against civilians", "sub_event_type": "Attack"}, "inter2"),
        ({"event_type": "Violence against civilians", "sub_event_type": "Attack"}, "civilian_targeting"),
        ({"event_type": "Riots", "sub_event_type": "Mob violence"}, "inter1"),
        ({"event_type": "Protests", "sub_event_type": "Peaceful protest", "disorder_type": "Demonstrations"}, "inter1"),
    ],
)
def test_the_check_knows_the_rules_between_columns(changes: dict[str, str], column: str) -> None:
    found = list(check([row("armed-clash", [ARMY], [REBELS]) | changes]))
    assert column in {problem.column for problem in found}


def test_the_check_finds_an_id_that_stands_twice_and_a_header_out_of_order() -> None:
    good = row("armed-clash", [ARMY], [REBELS])
    assert [problem.column for problem in check([good, good])] == ["event_id_cnty"]
    turned = dict(reversed(good.items()))
    assert [(problem.row, problem.column) for problem in check([turned])] == [(0, "header")]


def test_pandas_reads_it_with_the_types_that_acleds_files_have() -> None:
    frame = pd.read_csv(GOLDEN, parse_dates=["event_date"], keep_default_na=False, na_values={"latitude": [""]})
    assert frame["event_date"].dtype.kind == "M"
    assert frame["fatalities"].dtype.kind == frame["iso"].dtype.kind == "i"
    assert frame["latitude"].dtype.kind == "f"
    assert frame.groupby("event_type")["fatalities"].sum()["Battles"] == 38


def test_duckdb_reads_it() -> None:
    found = duckdb.sql(f"select sum(fatalities), min(event_date)::varchar from read_csv('{GOLDEN}')").fetchone()
    assert found == (132, "2013-01-14")


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


def test_two_writings_are_the_same_byte_for_byte() -> None:
    told_by = [told("attack", [REBELS], [VILLAGERS], report=f"r{number}") for number in range(3)]
    one, other = (written(compose("ML-2014-0001", order))[0] for order in (told_by, told_by[::-1]))
    assert one == other


def test_the_registry_has_it() -> None:
    assert projection("acled") is PROJECTION


def test_countries_have_their_number_and_region_once() -> None:
    mali, kosovo = country_of("Mali"), country_of("Kosovo")
    assert mali
    assert (mali.acled, mali.iso, mali.region) == ("Mali", 466, 1)
    assert kosovo
    assert kosovo.iso == 0
    assert country_of("Atlantis") is None


def test_a_data_file_of_another_shape_is_refused() -> None:
    class Wrong(msgspec.Struct):
        columns: int

    with pytest.raises(DataError, match=r"acled\.json"):
        read_json("acled.json", Wrong)
    with pytest.raises(DataError, match="is no pattern"):
        pattern("(", "types.yaml")
