"""Fatalities by ACLED's rule, notes, sources, tags and the timestamp."""

import pytest
from acled_making import ARMY, CROWD, REBELS, TEACHERS, VILLAGERS, killed, made, row, rows, told
from msgspec.structs import replace

from communique.exports.projections.acled.fatalities import written
from communique.incidents.composing import compose
from communique.model import Attribution, Source, Toll

CIVIL = ("bombing", [REBELS], [VILLAGERS])


@pytest.mark.parametrize(
    ("words", "low", "high", "expected"),
    [
        ("seven", 7, 7, 7),
        ("at least seven", 7, None, 7),
        ("dozens", 24, None, 12),
        ("dozens of people", 24, None, 12),
        ("three dozen", 36, 36, 36),
        ("several dozen", 36, None, 12),
        ("hundreds", 200, None, 100),
        ("hundreds of thousands", 200_000, None, 200_000),
        ("several", 3, None, 3),
        ("many soldiers", None, None, 10),
        ("soldiers", None, None, 3),
        ("some 40 people", 40, 40, 40),
        ("up to 30", None, 30, 10),
        ("up to 12", None, 12, 3),
        ("up to two", None, 2, 2),
        ("nearly 300", None, 299, 299),
        ("between 5 and 9", 5, 9, 5),
        ("no one", 0, 0, 0),
    ],
)
def test_vague_words_become_acleds_numbers(words: str, low: int | None, high: int | None, expected: int) -> None:
    assert written(low, high, words) == expected
    assert row(*CIVIL, tolls=(killed(words, low, high),))["fatalities"] == str(expected)


@pytest.mark.parametrize("outcome", ["injured", "killed-or-injured", "missing"])
def test_casualties_and_wounded_are_no_fatalities(outcome: str) -> None:
    tolls = (Toll(outcome=outcome, low=9, high=9, text="nine casualties"),)  # type: ignore[arg-type]
    assert row(*CIVIL, tolls=tolls)["fatalities"] == "0"


def test_no_figure_is_no_fatality() -> None:
    assert row(*CIVIL)["fatalities"] == "0"


def test_of_figures_that_conflict_the_lowest_is_written_and_the_difference_told() -> None:
    one = told(*CIVIL, tolls=(killed("40", 40, 40),))
    other = told(
        *CIVIL,
        report="r2",
        publisher="Gao News",
        tolls=(killed("dozens", 24, None, "a medic"), killed("9", 9, 9, "police")),
    )
    (found,) = rows(compose("ML-2014-0001", [one, other]))
    assert found["fatalities"] == "9"
    assert "Told differently, killed: " in found["notes"]


def test_a_figure_that_was_overtaken_is_history() -> None:
    early = told(*CIVIL, tolls=(killed("2", 2, 2),), published="2014-05-07")
    late = told(*CIVIL, report="r2", tolls=(killed("5", 5, 5),), published="2014-05-09")
    (found,) = rows(compose("ML-2014-0001", [early, late]))
    assert found["fatalities"] == "5"


def test_the_dead_of_both_sides_are_added() -> None:
    sides = (killed("dozens of rebels", 24), replace(killed("two soldiers", 2, 2), who="soldiers"))
    found = row("armed-clash", [ARMY], [REBELS], tolls=(replace(sides[0], who="rebels"), sides[1]))
    assert found["fatalities"] == "14"


def test_the_figure_of_an_event_told_by_someone_is_found() -> None:
    said = Attribution(source="police", cue="said")
    assert row(*CIVIL, attribution=said, tolls=(killed("dozens", 24),))["fatalities"] == "12"


def test_a_suicide_bomber_is_counted_once() -> None:
    plain = row("suicide-bombing", [REBELS], [VILLAGERS], quote="A bomber killed four.", tolls=(killed("four", 4, 4),))
    assert plain["fatalities"] == "5"
    assert "The suicide bomber is counted" in plain["notes"]
    counted = "Five died, including the bomber."
    assert row("suicide-bombing", [REBELS], quote=counted, tolls=(killed("five", 5, 5),))["fatalities"] == "5"
    assert (
        row("suicide-bombing", [REBELS], quote="He killed himself and two.", tolls=(killed("2", 2, 2),))["fatalities"]
        == "2"
    )
    assert row("suicide-bombing", [REBELS])["fatalities"] == "1"


def test_the_notes_are_the_reports_sentences_with_their_sources() -> None:
    one = told(*CIVIL, quote="A mine went\noff in Gossi.", wire="Reuters", published="2014-05-07")
    other = told(*CIVIL, quote="The blast hit a cart.", report="r2", publisher=None, published="2014-05-08")
    (found,) = rows(compose("ML-2014-0001", [one, other]))
    assert "“A mine went off in Gossi.” (Gossi Post, Reuters, 2014-05-07)." in found["notes"]
    assert "“The blast hit a cart.” (2014-05-08)." in found["notes"]


def test_notes_quote_three_reports_at_most_and_a_report_once() -> None:
    many = [told(*CIVIL, report=f"r{number}", publisher=f"P{number}") for number in range(5)]
    (found,) = rows(compose("ML-2014-0001", [*many, told(*CIVIL, report="r0", publisher="P0")]))
    assert found["notes"].count("“") == 3


def test_what_says_it_happened_is_quoted_before_its_denial() -> None:
    denial = told(*CIVIL, quote="No mine went off.", report="r2", status="negated", published="2014-06-01")
    (found,) = rows(compose("ML-2014-0001", [denial, told(*CIVIL, quote="A mine went off.")]))
    assert found["notes"].startswith("“A mine went off.”")
    assert "Told differently, status: " in found["notes"]


def test_notes_tell_what_no_column_holds() -> None:
    found = row("air-strike", [replace(ARMY, alleged=True)], [VILLAGERS], certainty="hedged", count=4)
    assert "Alleged: Military Forces of Mali." in found["notes"]
    assert "Reported with doubt." in found["notes"]
    assert "4 like happenings are told." in found["notes"]


def test_a_reprint_is_neither_quoted_nor_a_source() -> None:
    both = compose(
        "ML-2014-0001", [told(*CIVIL, quote="One."), told(*CIVIL, quote="Two.", report="r2", publisher="Copy")]
    )
    sources = (both.sources[0], replace(both.sources[1], reprint_of="r1"))
    (found,) = rows(replace(both, sources=sources))
    assert found["source"] == "Gossi Post"
    assert "Two." not in found["notes"]


def test_sources_are_named_once_in_order_and_joined_as_acled_does() -> None:
    sources = [
        Source(report="a", events=(), publisher="Gao; News"),
        Source(report="b", events=(), publisher=None, wire="AFP"),
        Source(report="c", events=(), publisher="Gao; News"),
        Source(report="d", events=()),
    ]
    (found,) = rows(replace(made(*CIVIL), sources=tuple(sources)))
    assert found["source"] == "Gao, News; AFP"


@pytest.mark.parametrize(
    ("names", "expected"),
    [(["Reuters"], "International"), (["Reuters", "BBC"], "International"), (["Reuters", "Gao News"], ""), ([], "")],
)
def test_source_scale_is_written_only_where_every_source_is_known(names: list[str], expected: str) -> None:
    sources = tuple(Source(report=name, events=(), publisher=name) for name in names)
    (found,) = rows(replace(made(*CIVIL), sources=sources))
    assert found["source_scale"] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("about 300 marchers", "crowd size=about 300"),
        ("Hundreds of marchers", "crowd size=hundreds"),
        ("tens of thousands of people", "crowd size=tens of thousands"),
        ("marchers", "crowd size=no report"),
    ],
)
def test_a_crowd_has_its_size_as_the_report_has_it(words: str, expected: str) -> None:
    assert row("protest", [replace(CROWD, text=words)])["tags"] == expected


def test_only_crowds_have_a_size() -> None:
    assert row("attack", [REBELS], [replace(TEACHERS, text="20 teachers")])["tags"] == ""


def test_the_timestamp_is_the_day_of_the_last_report_and_never_now() -> None:
    assert row(*CIVIL, published="2014-05-20")["timestamp"] == "1400544000"
    assert row(*CIVIL, published=None)["timestamp"] == ""
