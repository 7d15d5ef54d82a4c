"""What holds for each of the plain formats: the golden file, the way back, streams, hostile values, files that are not theirs."""

import gc
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from parquet_golden import rows_and_schema
from plain import GOLDEN, HOSTILE, made, read, told, town, written
from pyarrow import parquet
from samples import sample_incidents

from communique.exports.projection import Projection, UnreadableError
from communique.exports.projections.flat_incident.row import row
from communique.exports.registry import projection
from communique.model import Incident, When

FLAT = ("atom", "csv", "geojson", "hxl", "kml")
PLAIN = (*FLAT, "parquet")
NO_MIDDLE = {"hxl": ("area_latitude", "area_longitude")}


@pytest.fixture(params=PLAIN)
def plain(request: pytest.FixtureRequest) -> Projection:
    return projection(request.param)


@pytest.fixture(params=FLAT)
def flat(request: pytest.FixtureRequest) -> Projection:
    return projection(request.param)


def kept(found: Projection, incident: Incident) -> dict[str, object]:
    return {name: value for name, value in row(incident).items() if name not in NO_MIDDLE.get(found.name, ())}


def test_the_golden_file_is_what_is_written(flat: Projection) -> None:
    golden = GOLDEN / f"{flat.name}{flat.suffix}"
    assert written(flat, sample_incidents()) == golden.read_bytes(), (
        "python tests/exports/remake_golden.py, if on purpose"
    )


def test_every_sample_is_a_row_and_none_is_left_out(plain: Projection) -> None:
    _, outcome = told(plain, sample_incidents())
    assert (outcome.incidents, outcome.rows, outcome.left_out) == (len(sample_incidents()),) * 2 + ([],)


def test_what_is_read_has_the_same_values(plain: Projection) -> None:
    back = read(plain, written(plain, sample_incidents()))
    assert [kept(plain, each) for each in back] == [kept(plain, each) for each in sample_incidents()]


def test_what_is_read_is_bare(flat: Projection) -> None:
    back = read(flat, written(flat, sample_incidents()))
    assert not any(each.events for each in back)
    assert {each.type.rule for each in back} == {flat.read.__globals__["RULE"]}


def test_hostile_values_come_back(plain: Projection) -> None:
    (back,) = read(plain, written(plain, [HOSTILE]))
    assert kept(plain, back) == kept(plain, HOSTILE)


def test_no_incident_is_a_file_too(plain: Projection) -> None:
    content, outcome = told(plain, [])
    assert (read(plain, content), outcome.rows) == ([], 0)


def test_publication_never_stands_for_the_date_of_the_happening(plain: Projection) -> None:
    undated = made(place=town(), first_reported="2013-01-30", last_updated="2013-01-30")
    (back,) = read(plain, written(plain, [undated]))
    assert back.date.value is None
    assert back.last_updated == "2013-01-30"


def test_an_open_end_stays_open(plain: Projection) -> None:
    since = made(date=When(start="2013-01-01", end=None, precision="span"), last_updated="2013-01-30")
    (back,) = read(plain, written(plain, [since]))
    assert (back.date.value.start, back.date.value.end) == ("2013-01-01", None)


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\xfe", b"<a/>", b"[]", b"a,b\n1,2\n", b'{"features": [1]}', b"PAR1"]
)
def test_a_file_of_another_kind_is_refused_with_a_remedy(plain: Projection, content: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"give|save|correct|quote"):
        read(plain, content)


def test_a_reader_may_be_left_before_its_end(plain: Projection, tmp_path: Path) -> None:
    """As a command does that stops at an error: the file is closed while the reader still stands in it."""
    path = tmp_path / "incidents"
    path.write_bytes(written(plain, sample_incidents()))
    with path.open("rb") as stream:
        incidents = plain.read(stream)
        next(incidents)
    del incidents
    gc.collect()


def test_a_file_cut_short_is_refused(plain: Projection) -> None:
    content = written(plain, sample_incidents())
    cut = content + b'ML-1,"never closed' if plain.name in ("csv", "hxl") else content[: len(content) // 2]
    with pytest.raises(UnreadableError):
        read(plain, cut)


@pytest.mark.parametrize("name", ["csv", "hxl", "geojson", "kml", "atom"])
def test_a_value_that_is_not_the_columns_is_refused_with_its_line(name: str) -> None:
    found = projection(name)
    content = (
        written(found, sample_incidents()[:1]).replace(b"actual", b"perhaps").replace(b"2013-01-14", b"2013-01-34")
    )
    with pytest.raises(UnreadableError, match=r"line \d+: "):
        read(found, content)


def many(number: int, taken: list[int]) -> Iterator[Incident]:
    """The same incident again and again; ``taken`` tells how many were asked for."""
    sample = sample_incidents()[3]
    for count in range(number):
        taken.append(count)
        yield sample


class Watched(io.RawIOBase):
    """Keeps nothing of what is written; notes how many incidents had been taken when the first rows came."""

    def __init__(self, taken: list[int]) -> None:
        self.taken, self.first, self.size = taken, 0, 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        length = len(memoryview(data))  # type: ignore[arg-type]
        self.size += length
        if self.size > 10_000 and not self.first:
            self.first = len(self.taken)
        return length


@pytest.mark.parametrize("name", ["csv", "geojson", "hxl", "kml"])
def test_rows_are_written_as_incidents_come(name: str) -> None:
    taken: list[int] = []
    out = Watched(taken)
    projection(name).write(many(200, taken), out)
    assert 0 < out.first < 100
    assert len(taken) == 200


def test_parquet_is_written_a_group_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.exports.projections.parquet.writing.BATCH", 3)
    monkeypatch.setattr("communique.exports.projections.parquet.writing.BATCHES", 2)
    content = written(projection("parquet"), many(20, []))
    file = parquet.ParquetFile(io.BytesIO(content))
    assert [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)] == [6, 6, 6, 2]


def test_the_feed_keeps_its_entries_on_disk_once_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.exports.projections.atom.writing.KEPT_IN_MEMORY", 1_000)
    assert written(projection("atom"), sample_incidents()) == (GOLDEN / "atom.atom").read_bytes()


def test_the_golden_parquet_file_has_these_rows_and_types() -> None:
    golden = json.loads((GOLDEN / "parquet.json").read_text("utf-8"))
    assert rows_and_schema(written(projection("parquet"), sample_incidents())) == golden
