"""Tallies, intervals and their forms: hand-counted."""

from pathlib import Path

from communique.evaluation.bootstrap import interval, interval_of
from communique.evaluation.counts import Counts
from communique.evaluation.results import Figure, Result, Tally, measured, share
from communique.evaluation.saving import errors_text, read_json, saved, write_json
from communique.evaluation.tables import tables


def tally() -> Tally:
    """Two reports: in the first one of two is found, in the second nothing is asked and one is invented."""
    counted = Tally()
    counted.start("one")
    counted.add("event", Counts(1, 1, 2))
    counted.slip("event", "Rebels  shelled\nAnna.", wanted="shelling")
    counted.start("two")
    counted.add("event", Counts(0, 1, 0))
    return counted


def test_counts_of_all_units_make_one_figure() -> None:
    (figure,) = tally().figures()
    assert figure.counts == Counts(1, 2, 2)
    assert figure.value == 0.5


def test_half_credit_counts_half() -> None:
    counts = Counts(1.5, 2, 3)
    assert (counts.precision, counts.recall, round(counts.f1, 3)) == (0.75, 0.5, 0.6)


def test_the_interval_holds_the_figure_and_widens_with_fewer_units() -> None:
    many, few = [Counts(1, 1, 1), Counts(0, 1, 1)] * 50, [Counts(1, 1, 1), Counts(0, 1, 1)] * 3
    low, high = interval(many)
    assert low <= 0.5 <= high
    assert interval(few)[1] - interval(few)[0] > high - low


def test_units_that_all_agree_leave_no_doubt() -> None:
    assert interval([Counts(1, 1, 1)] * 5) == (1.0, 1.0)
    assert interval_of(lambda units: sum(units) / len(units), [2.0, 2.0, 2.0]) == (2.0, 2.0)
    assert interval([]) == interval_of(len, []) == (0.0, 0.0)


def test_a_share_counts_the_right_ones() -> None:
    figure = share("killed", [True, False, True, True])
    assert (figure.value, figure.measure) == (0.75, "share")


def test_a_measure_that_is_no_ratio_has_no_counts() -> None:
    figure = measured("mean error", [1.0, 3.0], lambda units: sum(units) / len(units), "km")
    assert (figure.value, figure.measure, figure.counts) == (2.0, "km", None)


def result() -> Result:
    far = Figure("mean error", 12.4, 10.0, 15.0, measure="km", group="distances")
    counted = tally()
    return Result("events", "end to end", {"reports": 2}, (*counted.figures(), far), tuple(counted.slips))


def test_the_table_shows_counts_rates_and_interval_a_group_each() -> None:
    shown = tables(saved(result(), "all", "communique evaluate events"))
    assert "2 reports; " in shown
    assert "| event | 1 / 2 / 2 | 0.500 | 0.500 | 0.500 | 0.000-" in shown
    assert "| distances |" in shown
    assert "| mean error |  |  |  | 12 km | 10-15 km |" in shown


def test_json_gives_back_what_was_written(tmp_path: Path) -> None:
    run = saved(result(), "all", "communique evaluate events")
    path = tmp_path / "events.json"
    write_json(run, path)
    assert read_json(path) == run


def test_the_list_of_errors_names_the_report_and_its_words() -> None:
    assert errors_text(result()) == "# event: 1\n\none\n  wanted: shelling\n  found:  -\n  Rebels shelled Anna.\n"
