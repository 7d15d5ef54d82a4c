"""The scorer of attributions, on cases counted by hand: a lenient scorer fails here."""

import gzip
import json
from pathlib import Path

import pytest

from communique.coding import attribution
from communique.coding.base import parser
from communique.evaluation.counts import Counts
from communique.evaluation.gold_files import GoldError
from communique.evaluation.results import Tally
from communique.evaluation.suite import Run
from communique.evaluation.suites.polnear import DEFAULT, SUITE, align, in_reporters_voice, project, score, words
from communique.evaluation.suites.polnear_gold import GoldArticle, Quoted, Span, load
from communique.model import Report

TEXT = 'The old mayor of Lisse said the bridge "is gone" and wants a ferry. Farmers: no boats.'


def at(phrase: str) -> Span:
    start = TEXT.index(phrase)
    return start, start + len(phrase)


def quoted(source: str | None, cue: str, *content: str) -> Quoted:
    return Quoted(() if source is None else (at(source),), (at(cue),), tuple(at(piece) for piece in content))


SAID = quoted("The old mayor of Lisse", "said", 'the bridge "is gone"')
WANTS = quoted("The old mayor of Lisse", "wants", "a ferry")


def scored(found: list[Quoted], *gold: Quoted) -> dict[str, Counts]:
    tally = Tally()
    tally.start("a")
    score(GoldArticle(Report(id="a", text=TEXT), gold), found, "", tally)
    return {figure.name: figure.counts or Counts() for figure in tally.figures()}


def test_what_is_the_same_is_right_in_each_role() -> None:
    scores = scored([SAID, WANTS], SAID, WANTS)
    assert set(scores.values()) == {Counts(2, 2, 2)}


def test_a_shared_word_is_overlap_and_not_exact() -> None:
    scores = scored([quoted("mayor", "said", "is gone")], SAID)
    assert [scores[f"{role} overlap"] for role in ("source", "cue", "content")] == [Counts(1, 1, 1)] * 3
    assert [scores[f"{role} exact"] for role in ("source", "cue", "content")] == [
        Counts(0, 1, 1),
        Counts(1, 1, 1),
        Counts(0, 1, 1),
    ]


def test_marks_and_spaces_round_a_span_do_not_count() -> None:
    padded = Quoted((at("The old mayor of Lisse "),), (at("said "),), (at('the bridge "is gone" '),))
    assert set(scored([padded], SAID).values()) == {Counts(1, 1, 1)}


def test_a_shared_mark_is_no_overlap() -> None:
    scores = scored(
        [quoted("The old mayor of Lisse", "said", '" and')], quoted("The old mayor of Lisse", "said", '"is gone"')
    )
    assert scores["content overlap"] == Counts(0, 1, 1)


def test_a_cue_of_marks_alone_is_compared_by_its_marks() -> None:
    colon = quoted("Farmers", ":", "no boats")
    assert scored([colon], colon)["cue exact"] == Counts(1, 1, 1)
    assert words(TEXT, (at(":"),)) == {TEXT.index(":")}


def test_the_pieces_of_a_broken_span_are_one() -> None:
    broken = quoted("The old mayor of Lisse", "said", "the bridge", "is gone")
    assert scored([broken], SAID)["content exact"] == Counts(1, 1, 1)
    half = scored([SAID], quoted("The old mayor of Lisse", "said", "the bridge", "a ferry"))
    assert (half["content overlap"], half["content exact"]) == (Counts(1, 1, 1), Counts(0, 1, 1))


def test_a_missed_attribution_costs_recall_and_an_invented_one_precision() -> None:
    assert set(scored([SAID], SAID, WANTS).values()) == {Counts(1, 1, 2)}
    assert set(scored([SAID, WANTS], SAID).values()) == {Counts(1, 2, 1)}


def test_a_source_is_right_only_in_an_attribution_that_is() -> None:
    assert scored([SAID], WANTS)["source overlap"] == Counts(0, 1, 1)


def test_a_source_the_gold_leaves_out_costs_precision() -> None:
    unnamed = quoted(None, "said", 'the bridge "is gone"')
    scores = scored([SAID], unnamed)
    assert (scores["source overlap"], scores["content overlap"]) == (Counts(0, 1, 0), Counts(1, 1, 1))
    assert scored([unnamed], SAID)["source overlap"] == Counts(0, 0, 1)
    assert scored([unnamed], unnamed)["source exact"] == Counts(0, 0, 0)


def test_each_attribution_is_paired_once() -> None:
    assert scored([SAID, SAID], SAID)["content overlap"] == Counts(1, 2, 1)
    assert scored([SAID], SAID, SAID)["content overlap"] == Counts(1, 1, 2)


def test_the_same_cue_goes_before_more_shared_content() -> None:
    other_cue = quoted("The old mayor of Lisse", "wants", 'the bridge "is gone"')
    same_cue = quoted("The old mayor of Lisse", "said", "gone")
    assert align(TEXT, [SAID], [other_cue, same_cue]) == [(0, 1)]


def test_of_two_with_the_cue_the_more_alike_content_is_paired() -> None:
    less = quoted(None, "said", "gone")
    assert align(TEXT, [SAID], [less, SAID]) == [(0, 1)]


def test_attributions_without_a_shared_cue_or_content_are_no_pair() -> None:
    assert align(TEXT, [SAID], [quoted("The old mayor of Lisse", "wants", "a ferry")]) == []


def test_a_slip_names_what_was_wanted() -> None:
    tally = Tally()
    tally.start("a")
    score(GoldArticle(Report(id="a", text=TEXT), (SAID,)), [WANTS], "", tally)
    missed, extra = tally.slips
    assert (missed.wanted, missed.found) == ('The old mayor of Lisse | said | the bridge "is gone"', None)
    assert (extra.wanted, extra.found) == (None, "The old mayor of Lisse | wants | a ferry")


def write(folder: Path, text: str, *lines: str) -> Path:
    path = folder / "polnear" / "made.jsonl.gz"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(json.dumps({"id": "a", "text": text, "ann": "\n".join(lines)}).encode()))
    return path


def marked(*pieces: tuple[str, str]) -> list[str]:
    spans = [(label, ";".join("{} {}".format(*at(piece)) for piece in phrase.split("|"))) for label, phrase in pieces]
    return [f"T{number}\t{label} {span}\twords" for number, (label, span) in enumerate(spans, 1)]


def test_broken_spans_second_contents_and_missing_sources_are_read(tmp_path: Path) -> None:
    marks = marked(("Cue", "said"), ("Content", "the bridge|is gone"), ("Content", "a ferry"))
    path = write(tmp_path, TEXT, *marks, "E1\tAttribution-no-source:T1 Cue:T1 Content:T2 Content2:T3 ", "#1\tNote")
    assert load(path)[0].attributions == (quoted(None, "said", "the bridge", "is gone", "a ferry"),)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("E1\tAttribution:T1 Cue:T9", "T9"),
        ("T2\tCue here", "no BRAT mark"),
        ("T2\tCue 3 9999\tx", "out of the text"),
        ("T2\tCue 9 3\tx", "out of the text"),
    ],
)
def test_a_broken_mark_is_named_with_its_row(tmp_path: Path, line: str, fault: str) -> None:
    path = write(tmp_path, TEXT, *marked(("Cue", "said")), line)
    with pytest.raises(GoldError, match=f"row 1: .*{fault}"):
        load(path)


def test_a_row_that_is_no_article_is_named(tmp_path: Path) -> None:
    path = tmp_path / "made.jsonl"
    path.write_text('{"id": "a"}')
    with pytest.raises(GoldError, match="row 1: not an article"):
        load(path)


def test_the_suite_reads_a_part_end_to_end_with_and_without_stances(tmp_path: Path) -> None:
    text = "The mayor said the bridge collapsed. The council wants a ferry."
    spans = {"The mayor": "Source", "said": "Cue", "the bridge collapsed": "Content"}
    spans |= {"The council": "Source", "wants": "Cue", "a ferry": "Content"}
    marks = [
        f"T{number}\t{label} {text.index(phrase)} {text.index(phrase) + len(phrase)}\t{phrase}"
        for number, (phrase, label) in enumerate(spans.items(), 1)
    ]
    write(tmp_path, text, *marks, "E1\tSource:T1 Cue:T2 Content:T3", "E2\tSource:T4 Cue:T5 Content:T6")
    result = SUITE.run(Run(gold=tmp_path, parts=("made",)))
    counts = {(figure.group, figure.name): figure.counts for figure in result.figures}
    assert counts["", "content exact"] == Counts(2, 2, 2)
    assert counts[DEFAULT, "source overlap"] == Counts(1, 1, 2)
    assert result.items == {"articles": 1, "attributions": 2}


def test_the_relative_pronoun_is_the_source_as_polnear_marks_it() -> None:
    doc = attribution.Attribution()(parser()("Police sought the man who said the bridge was gone."))
    (said,) = doc._.said
    start = doc.text.index("who")
    assert project(doc, said).source == ((start, start + 3),)


def test_what_a_quoted_speaker_lays_to_others_is_left_out() -> None:
    doc = attribution.Attribution()(parser()('"The army says the bridge is gone," the mayor said.'))
    assert [doc[slice(*said.source)].text for said in in_reporters_voice(doc) if said.source] == ["the mayor"]
    assert len(doc._.said) > 1
