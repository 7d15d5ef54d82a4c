"""What each format promises of the record it is given."""

import csv
import io
import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.exports.flat import COLUMNS, figure
from communique.exports.formats import FORMATS
from communique.exports.segments import segments
from communique.model import Event, Report
from communique.schema import event_schema, report_schema


def written(name: str, report: Report, events: list[Event]) -> str:
    out = io.StringIO()
    writer = FORMATS[name](out)
    writer.add(report, events)
    writer.close()
    return out.getvalue()


def test_json_lines_give_one_whole_record_a_line(report: Report, events: list[Event]) -> None:
    lines = written("jsonl", report, events).splitlines()
    assert len(lines) == 2
    first = json.loads(lines[0])
    assert first["place"] == {
        "text": "Anna", "name": "Anna", "admin1": None, "country": "Xland", "precision": "town", "latitude": 10.5,
        "longitude": -3.25, "geonameid": None, "accuracy_km": None, "match": None,
    }  # fmt: skip
    assert first["evidence"]["anchor"] == [10, 17]


def test_the_record_is_valid_by_its_published_schema(report: Report, events: list[Event]) -> None:
    document = json.loads(written("json", report, events))
    for entry in document["reports"]:
        jsonschema.validate(entry["report"], report_schema())
        for event in entry["events"]:
            jsonschema.validate(event, event_schema())


def test_a_field_of_another_kind_is_invalid_by_the_schema(report: Report, events: list[Event]) -> None:
    wrong = json.loads(written("jsonl", report, events).splitlines()[0])
    wrong["status"] = "perhaps"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, event_schema())


def test_json_tells_of_reports_without_events(report: Report) -> None:
    assert json.loads(written("json", report, []))["reports"][0]["events"] == []


def test_json_of_nothing_is_still_json() -> None:
    out = io.StringIO()
    FORMATS["json"](out).close()
    assert json.loads(out.getvalue()) == {"reports": []}


def test_csv_has_a_row_an_event_under_its_columns(report: Report, events: list[Event]) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", report, events))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["type"] for row in rows] == ["shelling", "demand"]
    assert rows[0]["tolls"] == "killed 12 or more (police)"
    assert rows[0]["initiators"] == "Opposition Rebels (Xland) (alleged)"
    assert rows[1]["latitude"] == ""


def test_csv_never_starts_a_text_cell_as_a_formula(report: Report, events: list[Event]) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", report, events))))
    assert rows[1]["initiators_text"] == "'=France"
    assert rows[0]["longitude"] == "-3.25"


def test_a_country_is_never_drawn_as_a_point(report: Report, events: list[Event]) -> None:
    features = json.loads(written("geojson", report, events))["features"]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [-3.25, 10.5]}
    assert features[1]["geometry"] is None


def test_the_table_quotes_the_evidence_and_says_when_there_is_none(report: Report, events: list[Event]) -> None:
    table = written("table", report, events)
    assert "Opposition Rebels (Xland)" in table
    assert "killed 12 or more" in table
    assert "No event in this report." in written("table", report, [])


def test_the_page_escapes_the_report_and_runs_no_address_of_it(report: Report, events: list[Event]) -> None:
    page = written("html", report, events)
    assert "<b>shelled" not in page
    assert "&lt;b&gt;" in page
    assert 'href="javascript' not in page


def test_the_page_asks_nothing_of_the_network(report: Report, events: list[Event]) -> None:
    page = written("html", report, events)
    for loader in ("src=", "@import", "url(", "<link"):
        assert loader not in page


def test_segments_give_the_text_back_whole(report: Report, events: list[Event]) -> None:
    parts = segments(report, events)
    assert "".join(part.text for part in parts) == report.text
    assert [part.text for part in parts if part.anchor_of == 1] == ["shelled"]
    assert [part.boilerplate for part in parts if part.text == "Sign up now"] == ["newsletter sign-up"]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_segments_lose_nothing_whatever_overlaps(spans: list[tuple[int, int]]) -> None:
    text = "abcdefghij" * 6
    evidence = {f"tolls[{i}].text": (min(span), max(span)) for i, span in enumerate(spans)}
    event = Event(id="e", report="r", type="attack", anchor="a", quote=text, evidence=evidence)
    parts = segments(Report(id="r", text=text), [event])
    assert "".join(part.text for part in parts) == text
    for path, (start, end) in evidence.items():
        assert "".join(part.text for part in parts if (1, path) in part.refs) == text[start:end]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (12, 12, "12"),
        (7, None, "7 or more"),
        (None, 30, "up to 30"),
        (10, 15, "10 to 15"),
        (None, None, "number not given"),
    ],
)
def test_a_figure_says_its_open_ends(low: int | None, high: int | None, words: str) -> None:
    assert figure(low, high) == words
