"""Files, folders and standard input, good and bad: each bad one is a line, the others are read."""

import contextlib
import gzip
import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_support import PAGE, STORY, failure, reports

from communique.model import Report
from communique.reading import Failure, decoding, read_inputs
from communique.reading.failure import UnreadableError

Write = Callable[[str, str | bytes], str]


def test_plain_text_is_kept_as_it_came_but_for_its_line_ends(write: Write) -> None:
    text = f"  Rebels take Massina\r\n\r\n{STORY}\r\n\r\nSign up to our newsletter\r\n"
    (report,) = reports(write("river.txt", b"\xef\xbb\xbf" + text.encode()))
    assert report.text == text.replace("\r\n", "\n")
    assert report.title == "Rebels take Massina"
    assert report.language == "en"
    assert report.source is not None
    assert report.source.endswith("river.txt")
    assert [(part.reason, report.text[part.start : part.end]) for part in report.boilerplate] == [
        ("newsletter sign-up", "Sign up to our newsletter")
    ]


def test_the_same_text_has_the_same_id_and_another_text_another(write: Write) -> None:
    first, second, third = reports(
        write("a/river.txt", STORY), write("b/river.txt", STORY), write("c/river.txt", STORY + " More followed.")
    )
    assert first.id == second.id
    assert first.id.startswith("river-")
    assert third.id != first.id


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Colonel José Muñoz said “no” in Ségou – twice."),
        ("utf-16", "Colonel José Muñoz said “no” in Ségou – twice."),
        (
            "cp1252",
            "Colonel José Muñoz said “no” in Ségou – twice, and the soldiers of the garrison laid down their arms.",
        ),
    ],
)
def test_text_in_the_common_encodings_is_read(write: Write, encoding: str, text: str) -> None:
    assert reports(write("a.txt", text.encode(encoding)))[0].text == text


@given(st.binary(max_size=300))
def test_no_bytes_break_decoding(data: bytes) -> None:
    with contextlib.suppress(UnreadableError):
        assert "\r" not in decoding.decode(data)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "it is empty"),
        ("blank.txt", b" \n\t \n", "it is empty"),
        ("mark.txt", b"\xef\xbb\xbf", "it has no text"),
        ("empty.jsonl", b"\n", "it is empty"),
        ("empty.txt.gz", gzip.compress(b""), "it is empty"),
        ("binary.txt", bytes(range(256)) * 8, "it is binary"),
        ("paper.txt", b"%PDF-1.7 ...", "it is a PDF"),
        (
            "broken.txt",
            "Ségou fell to the rebels".encode() + b"\xc3\x28 \xff\xfe\x81 " + "é".encode() * 9,
            "its encoding is broken (at byte 26)",
        ),
        ("cut.txt.gz", gzip.compress(STORY.encode() * 90)[:-40], "cut short"),
        ("huge.txt", b"war " * 1_300_000, "larger than the 5 MB allowed for one report"),
        ("page.html", b"<html><body><p>Hi</p></body></html>", "no article is found"),
        ("not.rss", b"<html><body><p>Hi</p></body></html>", "it is not a feed"),
        ("not.xml", b"<?xml version='1.0'?><catalogue><cd>x</cd></catalogue>", "it is not a feed"),
        ("list.json", b'[{"text": "x"}]', "it is JSON, but not one object a line"),
        ("fake.warc", b"not a warc at all", "does not begin as one"),
    ],
)
def test_bad_input_is_one_clear_line_and_the_others_are_read(
    write: Write, name: str, content: bytes, reason: str
) -> None:
    bad, good = write(name, content), write("good.txt", STORY)
    first, second = read_inputs([bad, good])
    assert isinstance(first, Failure)
    assert str(first).startswith(f"{bad}: ")
    assert reason in first.reason
    assert first.remedy
    assert "\n" not in str(first)
    assert isinstance(second, Report)


def test_fifty_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.write(b"The rebels took the town. " * 4000)
        file.truncate(50_000_000)
    assert failure(str(path)).reason.startswith("larger than")


def test_a_missing_file_and_an_unreadable_folder_say_so(tmp_path: Path) -> None:
    assert "no such file" in str(failure(str(tmp_path / "none.txt")))
    assert "no file that is read" in str(failure(str(tmp_path)))


def test_a_folder_is_searched_through_in_order_and_other_files_are_let_be(write: Write, tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/c.txt.gz", ".hidden/x.txt", ".x.txt", "notes.yaml", "README"):
        content: str | bytes = PAGE if name.endswith("html") else STORY
        write(name, gzip.compress(STORY.encode()) if name.endswith("gz") else content)
    assert [Path(report.source or "").name for report in reports(str(tmp_path))] == ["b.txt", "c.txt.gz", "z.html"]


def test_standard_input_is_read_by_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    for content, source in ((STORY.encode(), STORY), (gzip.compress(STORY.encode()), STORY), (PAGE.encode(), None)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
        (report,) = reports("-")
        assert report.source == "-"
        assert STORY in report.text
        assert source is None or report.text == source


def test_the_published_option_is_over_metadata_and_dateline(write: Write) -> None:
    path = write("a.txt", "GAO, Mali, 3 May 2014 (Wire) - Rebels took the town on Friday, the army said.")
    (report,) = reports(path)
    assert (report.published, report.published_from, report.dateline) == ("2014-05-03", "dateline", "GAO, Mali")
    (report,) = (item for item in read_inputs([path], published=date(2014, 5, 9)) if isinstance(item, Report))
    assert (report.published, report.published_from, report.dateline) == ("2014-05-09", "option", "GAO, Mali")


def test_without_any_date_the_report_says_so(write: Write) -> None:
    (report,) = reports(write("a.txt", STORY))
    assert (report.published, report.published_from) == (None, None)


@pytest.mark.parametrize("day", [date(1, 1, 1), date.today() + timedelta(days=30)])
def test_an_unreal_published_option_is_refused(write: Write, day: date) -> None:
    (item,) = read_inputs([write("a.txt", STORY)], published=day)
    assert isinstance(item, Failure)
    assert item.source == "--published"


def test_strict_stops_at_the_first_failure(write: Write) -> None:
    good, bad = write("good.txt", STORY), write("bad.txt", b"")
    kinds = [type(item).__name__ for item in read_inputs([good, bad, good], strict=True)]
    assert kinds == ["Report", "Failure"]


def test_json_lines_give_their_fields_and_their_text_unchanged(write: Write) -> None:
    line = (
        '{"id": "m-1", "title": "Rebels take Massina", "text": "One.\\r\\n\\nTwo  was killed in the old town on Friday.",'
        ' "published": "2014-05-06", "publisher": "Delta Post", "url": "https://delta.example/1", "language": "en", "odd": [1]}'
    )
    (report,) = reports(write("a.jsonl", "\n" + line + "\n\n"))
    assert report.id == "m-1"
    assert report.text == "One.\n\nTwo  was killed in the old town on Friday."
    assert (report.title, report.publisher, report.url) == (
        "Rebels take Massina",
        "Delta Post",
        "https://delta.example/1",
    )
    assert (report.published, report.published_from, report.language) == ("2014-05-06", "metadata", "en")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "x"', "not JSON"),
        ("[1]", "not a report"),
        ('{"title": "x"}', "missing required field `text`"),
        ('{"text": 3}', "Expected `str`, got `int`"),
        ('{"text": "  "}', "it has no text"),
        ('{"text": "Troops left.", "published": "last May"}', "published 'last May' is no date"),
        ('{"text": "Troops left.", "published": "0001-01-01"}', "published '0001-01-01' is no date"),
        ('{"text": "\\ud800"}', "not JSON"),
        ("not json", "not JSON"),
    ],
)
def test_a_bad_line_is_named_by_its_number_and_the_next_is_read(write: Write, line: str, reason: str) -> None:
    good = '{"text": "Rebels left the town of Gao on Friday, the army said.", "published": null}'
    first, second, third = read_inputs([write("a.jsonl", f"{good}\n{line}\n{good}\n")])
    assert isinstance(first, Report)
    assert isinstance(third, Report)
    assert isinstance(second, Failure)
    assert second.source.endswith("a.jsonl, line 2")
    assert reason in second.reason


def test_json_lines_may_be_compressed_and_are_known_by_content(write: Write) -> None:
    line = '{"text": "Rebels left the town of Gao on Friday, the army said."}\n'
    assert len(reports(write("a.jsonl.gz", gzip.compress(line.encode() * 3)))) == 3
    assert len(reports(write("export", line * 2))) == 2


def test_reports_before_the_cut_of_a_compressed_file_are_still_read(write: Write) -> None:
    lines = "".join(
        f'{{"id": "r{n}", "text": "Rebels left town {n * 7919} on Friday, the army said."}}\n' for n in range(5000)
    )
    items = list(read_inputs([write("a.jsonl.gz", gzip.compress(lines.encode())[:-2000])]))
    assert all(isinstance(item, Report) for item in items[:-1])
    assert len(items) > 1000
    assert isinstance(items[-1], Failure)
    assert "cut short" in items[-1].reason


def test_a_malformed_address_in_a_line_is_kept_as_it_is(write: Write) -> None:
    (report,) = reports(write("a.jsonl", '{"text": "Rebels left Gao on Friday, the army said.", "url": "http://[x"}'))
    assert report.url == "http://[x"


def test_the_year_of_an_address_completes_a_dateline(write: Write) -> None:
    text = "BAMAKO, Jan 20 (Wire) - Soldiers fired on the crowd, witnesses said."
    one, two = (f'{{"text": "{text}", "url": "https://w.example/{path}/x"}}' for path in ("2013/mali", "2013/01/21"))
    first, second = reports(write("a.jsonl", f"{one}\n{two}\n"))
    assert (first.published, first.published_from) == ("2013-01-20", "dateline")
    assert (second.published, second.published_from) == ("2013-01-21", "metadata")
