"""Days with their precision."""

import pytest

from communique.model import When
from communique.situation.days import stretch, told, week_of


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (When(start="2013-01-10", end="2013-01-10", precision="day"), "2013-01-10"),
        (When(start="2013-01-01", end="2013-01-31", precision="month"), "2013-01 (month)"),
        (When(start="2013-01-01", end="2013-12-31", precision="year"), "2013 (year)"),
        (When(start="2013-01-07", end="2013-01-13", precision="week"), "2013-01-07 to 2013-01-13 (week)"),
        (When(start="2013-01-14", precision="span"), "since 2013-01-14"),
        (When(end="2013-01-14", precision="span"), "by 2013-01-14 (span)"),
        (When(), "not dated"),
    ],
)
def test_a_date_is_told_with_its_precision(date: When, words: str) -> None:
    assert told(date) == words


def test_a_report_ends_the_days_on_which_what_it_tells_can_have_happened() -> None:
    month = When(start="2013-01-01", end="2013-01-31", precision="month")
    assert stretch(month, "2013-01-12").last == "2013-01-12"
    assert stretch(month, "2013-02-12").last == "2013-01-31"
    assert stretch(month, None).last == "2013-01-31"
    assert stretch(When(), "2013-01-12").before(stretch(month, "2013-02-12")) is False


def test_a_month_is_no_week_even_where_only_its_first_days_are_told() -> None:
    assert week_of(When(start="2013-01-01", end="2013-01-02", precision="month")) is None
    assert week_of(When(start="2013-01-01", end="2013-01-02", precision="days")) == "2013-W01"
