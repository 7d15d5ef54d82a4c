"""The scorer of events, on cases counted by hand: a lenient scorer fails here."""

from typing import Any

from communique.evaluation.bootstrap import interval
from communique.evaluation.counts import Counts
from communique.evaluation.results import Tally
from communique.evaluation.suites.event_gold import GoldReport, span_of
from communique.evaluation.suites.event_scores import match, same_place, score_report
from communique.model import Report

TEXT = "Rebels shelled Anna. Police arrested ten men in Berta on Monday. Anna was quiet."


def event(kind: str, anchor: str, quote: str, **more: Any) -> dict[str, Any]:
    """A record with the codebook's keys, empty but for what is given."""
    empty = {
        "type": kind, "anchor": anchor, "quote": quote, "mentions": [], "initiators": [], "recipients": [], "place": None,
        "date": {"start": None, "end": None, "precision": "unknown", "text": None}, "status": "actual", "certainty": "stated",
        "attribution": None, "tolls": [], "count": 1, "weapon": None, "aggregate": False,
    }  # fmt: skip
    evidence = {path: span_of(words, quote, TEXT) for path, words in (("anchor", anchor), ("quote", quote))}
    return {**empty, "evidence": evidence, **more}


def actor(name: str | None, text: str) -> dict[str, Any]:
    return {"name": name, "text": text, "alleged": False}


def scored(ours: list[dict[str, Any]], gold: list[dict[str, Any]]) -> dict[str, Counts]:
    tally = Tally()
    tally.start("r")
    score_report(GoldReport(Report(id="r", text=TEXT), tuple(gold)), ours, tally)
    return {figure.name: figure.counts or Counts() for figure in tally.figures()}


SHELLED = "Rebels shelled Anna."
ARRESTED = "Police arrested ten men in Berta on Monday."


def test_an_event_of_another_type_counts_only_when_type_is_ignored() -> None:
    scores = scored([event("attack", "shelled", SHELLED)], [event("shelling", "shelled", SHELLED)])
    assert scores["event with type"] == Counts(0, 1, 1)
    assert scores["event ignoring type"] == Counts(1, 1, 1)


def test_an_event_in_another_sentence_is_missed_and_spurious() -> None:
    scores = scored([event("shelling", "quiet", "Anna was quiet.")], [event("shelling", "shelled", SHELLED)])
    assert scores["event ignoring type"] == Counts(0, 1, 1)


def test_each_gold_event_is_matched_once() -> None:
    ours = [event("shelling", "shelled", SHELLED), event("shelling", "Rebels", SHELLED)]
    assert match(ours, [event("shelling", "shelled", SHELLED)], TEXT, same_type=True) == [(0, 0)]


def test_the_pair_with_the_same_anchor_goes_first() -> None:
    ours = [event("arrest", "Police", ARRESTED), event("arrest", "arrested", ARRESTED)]
    gold = [event("arrest", "arrested", ARRESTED)]
    assert match(ours, gold, TEXT, same_type=True) == [(1, 0)]


def test_a_side_is_right_by_name_or_by_a_word_in_common_and_missing_counts() -> None:
    ours = [event("arrest", "arrested", ARRESTED, initiators=[actor("Police Forces of X", "Police")])]
    gold = [
        event(
            "arrest",
            "arrested",
            ARRESTED,
            initiators=[actor("Police Forces of Y", "the Police"), actor("Army", "army")],
        )
    ]
    scores = scored(ours, gold)
    assert scores["initiators"] == Counts(1, 1, 2)
    assert scores["initiators (name)"] == Counts(0, 1, 2)


def test_an_invented_side_is_wrong() -> None:
    ours = [event("arrest", "arrested", ARRESTED, recipients=[actor("Civilians (X)", "ten men")])]
    assert scored(ours, [event("arrest", "arrested", ARRESTED)])["recipients"] == Counts(0, 1, 0)


def test_places_are_the_same_by_name_or_within_25_km() -> None:
    near = {"name": "Anna-North", "text": "x", "latitude": 10.0, "longitude": 10.2}
    far = {"name": "Carla", "text": "y", "latitude": 10.0, "longitude": 10.5}
    here = {"name": "Anna", "text": "z", "latitude": 10.0, "longitude": 10.0}
    assert same_place(near, here)
    assert not same_place(far, here)
    assert same_place({"name": "the town of Anna", "text": "q"}, {"name": "Anna", "text": "z"})


def test_a_place_given_where_gold_has_none_is_wrong() -> None:
    ours = [event("arrest", "arrested", ARRESTED, place={"name": "Berta", "text": "Berta", "precision": "town"})]
    assert scored(ours, [event("arrest", "arrested", ARRESTED)])["place"] == Counts(0, 1, 1)


def test_a_toll_is_right_only_with_outcome_and_both_numbers() -> None:
    toll = {"outcome": "arrested", "low": 10, "high": 10}
    ours = [event("arrest", "arrested", ARRESTED, tolls=[toll, {**toll, "high": None}])]
    gold = [event("arrest", "arrested", ARRESTED, tolls=[toll])]
    assert scored(ours, gold)["tolls"] == Counts(1, 2, 1)


def test_the_whole_event_needs_every_part() -> None:
    place = {"name": "Berta", "text": "Berta", "precision": "town"}
    gold = [event("arrest", "arrested", ARRESTED, place=place, initiators=[actor("Police", "Police")])]
    right = [event("arrest", "arrested", ARRESTED, place=place, initiators=[actor("Police", "Police")])]
    wrong = [event("arrest", "arrested", ARRESTED, place=place)]
    assert scored(right, gold)["whole event"] == Counts(1, 1, 1)
    assert scored(wrong, gold)["whole event"] == Counts(0, 1, 1)


def test_counts_give_the_harmonic_mean() -> None:
    counts = Counts(right=2, found=4, wanted=3)
    assert (counts.precision, round(counts.recall, 4), round(counts.f1, 4)) == (0.5, 0.6667, 0.5714)
    assert Counts().f1 == 0.0


def test_an_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    by_report = [Counts(1, 2, 2), Counts(2, 2, 3), Counts(0, 1, 1)]
    low, high = interval(by_report)
    assert low <= sum(by_report, Counts()).f1 <= high
    assert interval(by_report) == (low, high)


def test_two_spellings_of_one_group_are_two_names() -> None:
    ours = [event("arrest", "arrested", ARRESTED, initiators=[actor("UNHCR", "x")])]
    gold = [event("arrest", "arrested", ARRESTED, initiators=[actor("United Nations refugee agency", "y")])]
    assert scored(ours, gold)["initiators (name)"] == Counts(0, 1, 1)
