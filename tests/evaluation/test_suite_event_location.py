"""The scorer of event places, on cases counted by hand: a lenient scorer fails here."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from communique.evaluation.counts import Counts
from communique.evaluation.gold_files import GoldError
from communique.evaluation.results import Tally
from communique.evaluation.suite import Run
from communique.evaluation.suites.event_location import SUITE, GoldSentence, is_broken, load, score, tokens

TEXT = "Rebels shelled Tel Anna and Berta."
ANNA, BERTA = (15, 23), (28, 33)


def scored(found: list[tuple[int, int]], places: tuple[tuple[int, int], ...], text: str = TEXT) -> dict[str, Counts]:
    tally = Tally()
    tally.start("s")
    score(GoldSentence("s", text, (7, 14), places, "desk"), found, tally)
    return {figure.name: figure.counts or Counts() for figure in tally.figures()}


def write(folder: Path, *rows: Any) -> Path:
    path = folder / "event-location" / "made.jsonl.gz"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in rows).encode()))
    return path


def row(text: str, event: tuple[int, int], *places: tuple[int, int]) -> dict[str, Any]:
    labelled = [(event, "VERB"), *((place, "LOCATION") for place in places)]
    return {"text": text, "spans": [{"start": s, "end": e, "label": label} for (s, e), label in labelled]}


def test_half_a_name_is_half_right() -> None:
    assert scored([(19, 23)], (ANNA,))["tokens"] == Counts(1, 1, 2)


def test_a_second_place_that_is_missed_costs_recall() -> None:
    assert scored([ANNA], (ANNA, BERTA))["tokens"] == Counts(2, 2, 3)


def test_a_place_too_many_costs_precision() -> None:
    assert scored([ANNA, BERTA], (ANNA,))["tokens"] == Counts(2, 3, 2)


def test_a_place_found_where_none_is_marked_counts_against() -> None:
    scores = scored([BERTA], ())
    assert scores["tokens"] == Counts(0, 1, 0)
    assert scores["sentences with none marked"] == Counts(0, 1, 0)
    assert scores["sentences all right"] == Counts(0, 1, 1)


def test_nothing_found_where_none_is_marked_is_right() -> None:
    assert scored([], ())["sentences all right"] == Counts(1, 1, 1)


def test_a_sentence_is_all_right_only_with_every_token() -> None:
    assert scored([ANNA], (ANNA, BERTA))["sentences all right"] == Counts(0, 1, 1)


def test_the_same_word_elsewhere_in_the_sentence_is_wrong() -> None:
    text = "Berta was shelled from Berta."
    assert scored([(23, 28)], ((0, 5),), text)["tokens"] == Counts(0, 1, 1)


def test_hyphens_and_dots_are_tokens_and_spaces_are_none() -> None:
    assert tokens("in Al-Bab today", [(2, 10)]) == {3, 5, 6}


def test_a_span_that_covers_part_of_a_word_covers_its_token() -> None:
    assert tokens("in Berta", [(4, 6)]) == {3}


def test_marks_within_a_word_or_on_no_word_have_slipped() -> None:
    assert is_broken(GoldSentence("s", TEXT, (7, 14), ((16, 23),), ""))
    assert is_broken(GoldSentence("s", TEXT, (7, 14), ((15, 15),), ""))
    assert not is_broken(GoldSentence("s", TEXT, (7, 14), (ANNA, (28, 34)), ""))


def test_slipped_sentences_are_left_out_and_counted(tmp_path: Path) -> None:
    write(tmp_path, row("Nothing burned here.", (8, 14)), row("Nothing burned here.", (8, 14), (1, 3)))
    result = SUITE.run(Run(tmp_path, ("made",)))
    assert result.items == {"sentences": 1, "sentences left out, whose marks have slipped": 1, "places": 0}


def test_the_event_word_decides_which_place(tmp_path: Path) -> None:
    text = "Police arrested a man in Paris after gunmen killed two people in London."
    paris, london = (25, 30), (65, 71)
    write(tmp_path, row(text, (7, 15), paris), row(text, (44, 50), london))
    figures = {figure.name: figure.counts for figure in SUITE.run(Run(tmp_path, ("made",))).figures}
    assert figures["tokens"] == Counts(2, 2, 2)


@pytest.mark.parametrize(
    "bad",
    [{"text": "x"}, {"text": "x", "spans": []}, row("short", (0, 99)), {"text": "x", "spans": [{"start": "a"}]}],
)
def test_a_broken_row_is_named(tmp_path: Path, bad: dict[str, Any]) -> None:
    path = write(tmp_path, row("It burned.", (3, 9)), bad)
    with pytest.raises(GoldError, match=r"made\.jsonl\.gz, row 2"):
        load(path)
