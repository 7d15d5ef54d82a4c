"""Many events at once: pieces of files, several processes, and what comes out."""

from contextlib import ExitStack
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import ATAREB, MARKET, sample_incidents

from communique.incidents import Linker, bulk, load_weights, origin, telling
from communique.incidents.chunks import Chunk, Input, chunks, inputs, lines, read_all
from communique.incidents.columns import columns, stacked
from communique.incidents.inputs import InputError, read_events, read_incidents
from communique.incidents.meanings import meaning, packed, unpacked
from communique.incidents.scoring import Scorer
from communique.incidents.store.events import encode
from communique.incidents.told import Told
from communique.incidents.words import words_of
from communique.model import Event, Incident, Report, When

TEXTS = (
    "Warplanes bombed the vegetable market of Atareb on Monday, killing 61 people, said the rescuer Ziad Haddad.",
    "An air strike on the Atareb market killed at least 61 on Monday, the rescuer Ziad Haddad said. Stalls burnt.",
    "Rebels and soldiers clashed at the bridge of Darkush; the farmer Nabil Sabbagh counted three dead.",
)


def told(number: int) -> Told:
    text = TEXTS[number]
    report = Report(id=f"r{number}", text=text, publisher=f"Paper {number}", published="2017-11-14")
    when = When(start="2017-11-13", end="2017-11-13", precision="day")
    kind = "armed-clash" if number == 2 else "air-strike"
    place = (MARKET, ATAREB, None)[number]
    event = Event(id=f"r{number}:0-8", report=report.id, type=kind, anchor=text[:8], quote=text, place=place, date=when)
    return Told(event, origin(report))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"".join(encode(told(number)) + b"\n" for number in range(3)))
    return path


def link(path: Path) -> tuple[bulk.Linked, list[Incident]]:
    with ExitStack() as stack:
        linked = bulk.link(inputs([str(path)], stack), Scorer(load_weights()))
        return linked, [msgspec.json.decode(line, type=Incident) for line in bulk.composed(linked)]


def test_files_are_linked_as_the_library_links_tellings(file: Path) -> None:
    linked, incidents = link(file)
    groups = sorted(tuple(sorted(linked.ids[row] for row in group)) for group in linked.groups)
    assert groups == Linker([telling(told(number)) for number in range(3)]).clusters()
    assert [(each.id, each.publishers) for each in incidents] == [("SY-2017-0001", 2), ("XX-2017-0001", 1)]


def test_several_processes_give_what_one_gives(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = link(file)[1]
    monkeypatch.setattr(bulk, "FEW", 0)
    monkeypatch.setattr(bulk, "GROUPS", 1)
    assert link(file)[1] == one


def test_a_json_document_gives_what_json_lines_give(file: Path, tmp_path: Path) -> None:
    document = tmp_path / "events.json"
    parts = [
        {
            "report": Report(id=each.origin.report, text=TEXTS[n], publisher=f"Paper {n}", published="2017-11-14"),
            "events": [each.event],
        }
        for n, each in enumerate(map(told, range(3)))
    ]
    document.write_bytes(msgspec.json.encode({"reports": parts}))
    assert link(document)[1] == link(file)[1]
    assert [each.event.id for each in read_events([str(document)])] == [
        each.event.id for each in read_events([str(file)])
    ]


def test_an_event_that_came_before_is_told_of_and_used_once(file: Path) -> None:
    file.write_bytes(file.read_bytes() + encode(told(0)) + b"\n")
    linked, incidents = link(file)
    assert (linked.doubled, linked.errors) == (((3, 0),), ())
    assert sum(len(each.events) for each in incidents) == 3


def test_no_event_at_all_is_no_incident_and_no_error(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_bytes(b"\n\n")
    linked, incidents = link(empty)
    assert (linked.errors, incidents) == ((), [])


def test_events_of_a_foreign_file_without_origin_are_linked_by_what_they_have(tmp_path: Path) -> None:
    path = tmp_path / "bare.jsonl"
    path.write_bytes(b"".join(msgspec.json.encode(told(number).event) + b"\n" for number in range(3)))
    _, incidents = link(path)
    assert sum(len(each.events) for each in incidents) == 3
    assert all(each.publishers == 1 for each in incidents)


@given(
    st.lists(st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"")), max_size=12),
    st.integers(1, 60),
    st.booleans(),
)
def test_every_line_of_a_file_stands_whole_in_one_piece(
    tmp_path_factory: pytest.TempPathFactory, given_lines: list[bytes], size: int, ended: bool
) -> None:
    path = tmp_path_factory.mktemp("pieces") / "file"
    path.write_bytes(b"\n".join(given_lines) + (b"\n" if ended else b""))
    source = Input(str(path), "file")
    found = [each for piece in chunks([source], size) for each in lines(piece)]
    expected = [(number, line) for number, line in enumerate(given_lines, 1) if line.strip()]
    assert [(number, data) for number, _, data in found] == expected
    assert list(read_all([source], [line for _, line, _ in found])) == [line for _, line in expected]


def test_stacked_columns_are_those_of_all_tellings() -> None:
    tellings = [telling(told(number)) for number in range(3)]
    whole, parts = columns(tellings), stacked([columns(tellings[:1]), columns(tellings[1:])])
    scorer, a, b = Scorer(load_weights()), np.array([0, 0, 1]), np.array([1, 2, 2])
    assert np.array_equal(scorer.scores(whole, a, b), scorer.scores(parts, a, b))


def test_a_pair_that_cannot_reach_the_bound_is_scored_no_further() -> None:
    scorer, found = Scorer(load_weights()), columns([telling(told(number)) for number in range(3)])
    a, b = np.array([0, 0]), np.array([1, 2])
    near, far = scorer.scores(found, a, b, 0.0)
    assert near == scorer.scores(found, a, b)[0] > 0
    assert far <= 0


def test_texts_of_like_meaning_are_nearer_than_others() -> None:
    vectors = [
        meaning(words_of(text)).astype(float) for text in (*TEXTS[:2], "The cook salted the soup and set plates.")
    ]
    first, second, soup = (vector / np.linalg.norm(vector) for vector in vectors)
    assert first @ second > first @ soup
    assert np.array_equal(unpacked(packed(meaning(words_of(TEXTS[0])))), meaning(words_of(TEXTS[0])))


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"{", "line 1"), (b'{"id": 7}', "communique link"), (b'{"sources": 7}', "make the file again")],
)
def test_a_file_that_has_no_incidents_says_where_and_what_to_do(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "wrong.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words):
        list(read_incidents([str(path)]))


def test_incidents_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "incidents.jsonl"
    path.write_bytes(b"".join(msgspec.json.encode(each) + b"\n" for each in sample_incidents()))
    assert tuple(read_incidents([str(path)])) == sample_incidents()


def test_a_piece_knows_the_number_of_its_first_line(file: Path) -> None:
    pieces = list(chunks([Input(str(file), "events")], 10))
    assert [piece.line for piece in pieces] == [1, 2, 3]
    assert all(isinstance(piece, Chunk) for piece in pieces)
