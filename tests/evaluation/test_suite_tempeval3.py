"""The scorer of time expressions, on cases counted by hand: a lenient scorer fails here."""

import gzip
import json
from pathlib import Path

import pytest

from communique.evaluation.counts import Counts
from communique.evaluation.gold_files import GoldError
from communique.evaluation.results import Tally
from communique.evaluation.suite import Run
from communique.evaluation.suites.tempeval3 import SUITE, pair, score
from communique.evaluation.suites.tempeval3_gold import GoldDocument, Timex, load
from communique.model import Report

TEXT = "Troops left late Monday and were back two days later."
MONDAY = Timex(17, 23, "DATE", "2013-01-21")
LATE = Timex(12, 23, "DATE", "2013-01-21")
LATER = Timex(37, 51, "DATE", "2013-01-23")
CREATED = '<TIMEX3 tid="t0" type="DATE" value="2013-01-22T06:00" functionInDocument="CREATION_TIME">22/01/13</TIMEX3>'


def scored(found: list[Timex], *gold: Timex) -> dict[str, Counts]:
    tally = Tally()
    tally.start("d")
    score(GoldDocument(Report(id="d", text=TEXT), gold), found, "made", tally)
    return {figure.name: figure.counts or Counts() for figure in tally.figures()}


def timeml(body: str, created: str = f"<DCT>{CREATED}</DCT>") -> str:
    return f"<TimeML><DOCID>d</DOCID>{created}<TITLE>Monday</TITLE><TEXT>{body}</TEXT></TimeML>"


def write(folder: Path, *documents: str) -> Path:
    path = folder / "tempeval3" / "made.jsonl.gz"
    path.parent.mkdir(exist_ok=True)
    lines = (json.dumps({"id": f"d{at}", "timeml": document}) for at, document in enumerate(documents))
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def test_an_overlap_is_relaxed_but_not_strict() -> None:
    scores = scored([LATE], MONDAY)
    assert (scores["relaxed"], scores["strict"]) == (Counts(1, 1, 1), Counts(0, 1, 1))


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert scored([Timex(12, 17, "DATE", "2013-01-21")], MONDAY)["relaxed"] == Counts(0, 1, 1)


def test_a_miss_costs_recall_and_a_false_find_precision_of_every_figure() -> None:
    scores = scored([MONDAY, Timex(0, 6, "DATE", "2013-01-21")], MONDAY, LATER, Timex(52, 53, "SET", "P1D"))
    for name in ("relaxed", "strict", "value", "type"):
        assert scores[name] == Counts(1, 2, 3)


def test_a_wrong_value_is_no_half_right_one() -> None:
    scores = scored([Timex(17, 23, "DATE", "2013-01-14")], MONDAY)
    assert (scores["relaxed"], scores["value"]) == (Counts(1, 1, 1), Counts(0, 1, 1))


@pytest.mark.parametrize("value", ["2013", "2013-01", "2013-W04", "2013-01-21TNI"])
def test_a_value_of_another_grain_is_wrong(value: str) -> None:
    assert scored([Timex(17, 23, "DATE", value)], MONDAY)["value"].right == 0


def test_a_gold_expression_without_a_value_is_never_right() -> None:
    assert scored([Timex(17, 23, "DATE", None)], Timex(17, 23, "DATE", None))["value"] == Counts(0, 1, 1)


def test_a_wrong_type_costs_the_type_alone() -> None:
    scores = scored([Timex(17, 23, "TIME", "2013-01-21")], MONDAY)
    assert (scores["type"], scores["value"]) == (Counts(0, 1, 1), Counts(1, 1, 1))


def test_the_share_of_right_values_is_taken_over_what_was_found() -> None:
    scores = scored([MONDAY, Timex(37, 51, "DATE", None)], MONDAY, LATER, Timex(0, 1, "DATE", "2013"))
    assert scores["value of those found"] == Counts(1, 2, 2)


def test_one_long_find_over_two_expressions_is_counted_once() -> None:
    assert scored([Timex(12, 51, "DATE", "2013-01-21")], MONDAY, LATER)["relaxed"] == Counts(1, 1, 2)


def test_two_finds_in_one_expression_are_counted_once() -> None:
    scores = scored([Timex(12, 16, "DATE", None), MONDAY], LATE)
    assert scores["relaxed"] == Counts(1, 2, 1)


def test_the_same_span_is_paired_before_one_that_only_overlaps() -> None:
    assert pair([LATE, MONDAY], (MONDAY,)) == [(MONDAY, MONDAY)]


def test_marks_are_taken_out_and_offsets_are_of_the_text_that_is_left(tmp_path: Path) -> None:
    body = '\nForces &amp; <EVENT eid="e1">police</EVENT> left <TIMEX3 type="Date" value="2013-01-21">on <b>Monday</b></TIMEX3>.\n'
    (document,) = load(write(tmp_path, timeml(body)))
    (time,) = document.times
    assert document.report.text == "\nForces & police left on Monday.\n"
    assert document.report.text[time.start : time.end] == "on Monday"
    assert (time.type, time.value) == ("DATE", "2013-01-21")


def test_the_document_is_published_on_the_day_of_its_creation(tmp_path: Path) -> None:
    (document,) = load(write(tmp_path, timeml("No time.")))
    assert document.report.published == "2013-01-22"
    assert document.times == ()


def test_a_dateline_in_the_text_is_asked_for_and_an_empty_mark_is_not(tmp_path: Path) -> None:
    empty = '<TIMEX3 type="DURATION" value="P1D"/>'
    (document,) = load(write(tmp_path, timeml(f"TUNIS, {CREATED} - No time{empty}.")))
    assert [document.report.text[time.start : time.end] for time in document.times] == ["22/01/13"]


@pytest.mark.parametrize(
    "document", ["<TimeML><TEXT>no end", timeml("A day.", created=""), timeml("").replace("TEXT", "BODY"), "<a/>"]
)
def test_a_broken_document_is_named_with_its_row(tmp_path: Path, document: str) -> None:
    path = write(tmp_path, timeml("A day."), document)
    with pytest.raises(GoldError, match=r"made\.jsonl\.gz, row 2"):
        load(path)


def test_the_suite_reads_end_to_end_and_leaves_the_preposition_outside(tmp_path: Path) -> None:
    body = 'Forces held the town since <TIMEX3 type="DATE" value="2013-01-21">Monday</TIMEX3>, a mayor said.'
    write(tmp_path, timeml(body))
    result = SUITE.run(Run(tmp_path, ("made",)))
    counts = {figure.name: figure.counts for figure in result.figures if not figure.group}
    assert counts["strict"] == Counts(1, 1, 1)
    assert counts["value"] == Counts(1, 1, 1)
    assert result.items == {"documents": 1, "time expressions": 1}


def test_a_range_is_two_expressions_and_a_length_is_marked_without_its_signal(tmp_path: Path) -> None:
    ends = '<TIMEX3 type="DATE" value="1994">1994</TIMEX3> and <TIMEX3 type="DATE" value="1997">1997</TIMEX3>'
    length = '<TIMEX3 type="DURATION" value="P2D">two days</TIMEX3> after the vote.'
    write(tmp_path, timeml(f"They fought between {ends}. They left {length}"))
    counts = {figure.name: figure.counts for figure in SUITE.run(Run(tmp_path, ("made",))).figures}
    for name in ("strict", "value", "type"):
        assert counts[name] == Counts(3, 3, 3)


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="elsewhere"):
        SUITE.run(Run(tmp_path, ("elsewhere",)))
