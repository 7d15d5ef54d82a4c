"""Whatever an incident holds, a plain format gives back the values that it wrote."""

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain import made, read, toll, written

from communique.exports.projections.flat_incident.row import row
from communique.exports.registry import projection
from communique.model import (
    Actor,
    Contradiction,
    DatePrecision,
    Incident,
    Outcome,
    Place,
    Precision,
    Source,
    Status,
    When,
)

PIECES = st.sampled_from(
    [
        "; ",
        ": ",
        ", ",
        " (alleged)",
        " (via ",
        ")",
        "reprint of ",
        "'",
        "=",
        "@",
        '"',
        "\n",
        "\x00",
        "&",
        "<",
        "]]>",
        " ",
        "é",
    ]
)
TEXT = st.lists(PIECES | st.text(max_size=4), max_size=6).map("".join)
MAYBE = st.none() | TEXT
DAYS = st.none() | st.dates().map(lambda day: day.isoformat())
WHOLE = st.none() | st.integers(0, 10**9)
ACTORS = st.none() | st.lists(st.builds(Actor, text=TEXT, name=MAYBE, alleged=st.booleans()), max_size=3).map(tuple)
PLACES = st.builds(
    Place,
    text=TEXT,
    name=MAYBE,
    admin1=MAYBE,
    country=MAYBE,
    precision=st.sampled_from(get_args(Precision)),
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
    geonameid=WHOLE,
    accuracy_km=st.none() | st.floats(0, 500),
)
DATES = st.builds(When, start=DAYS, end=DAYS, precision=st.sampled_from(get_args(DatePrecision)))
SOURCES = st.builds(
    Source,
    report=st.uuids().map(str),
    events=st.just(()),
    publisher=MAYBE,
    published=DAYS,
    url=st.none() | TEXT.map(lambda end: f"https://a.example/{end}"),
    wire=MAYBE,
    reprint_of=st.none() | st.uuids().map(str),
)
INCIDENTS = st.builds(
    made,
    id=TEXT.map(lambda end: f"ML-{end}"),
    type=TEXT.map(lambda end: f"a-{end}"),
    status=st.none() | st.sampled_from(get_args(Status)),
    date=st.none() | DATES,
    place=st.none() | PLACES,
    initiators=ACTORS,
    recipients=ACTORS,
    weapon=MAYBE,
    count=WHOLE,
    aggregate=st.booleans(),
    tolls=st.lists(st.builds(toll, st.sampled_from(get_args(Outcome)), WHOLE, WHOLE, WHOLE), max_size=1).map(tuple),
    publishers=st.integers(0, 9),
    first_reported=DAYS,
    last_updated=st.dates().map(lambda day: day.isoformat()),
    sources=st.lists(SOURCES, max_size=3).map(tuple),
    contradictions=st.lists(st.builds(Contradiction, field=TEXT, words=TEXT, events=st.just(())), max_size=2).map(
        tuple
    ),
)


@pytest.mark.parametrize("name", ["atom", "csv", "geojson", "hxl", "kml", "parquet"])
@settings(max_examples=60)
@given(incident=INCIDENTS)
def test_any_incident_comes_back(name: str, incident: Incident) -> None:
    found = projection(name)
    (back,) = read(found, written(found, [incident]))
    lost = ("area_latitude", "area_longitude") if name == "hxl" else ()
    assert {key: value for key, value in row(back).items() if key not in lost} == {
        key: value for key, value in row(incident).items() if key not in lost
    }
