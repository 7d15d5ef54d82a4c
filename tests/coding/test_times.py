import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.coding.base import new_parser, read
from communique.coding.times import TimeTableError, build, parse_day, resolve
from communique.model import Report

PUBLISHED = "2013-01-21"
"""A Monday."""


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("January 11", "2013-01-11", "2013-01-11", "day"),
        ("on 11 January 2013", "2013-01-11", "2013-01-11", "day"),
        ("Jan. 11", "2013-01-11", "2013-01-11", "day"),
        ("the 3rd of December", "2012-12-03", "2012-12-03", "day"),
        ("18 FEB 90", "1990-02-18", "1990-02-18", "day"),
        ("25/01/2013", "2013-01-25", "2013-01-25", "day"),
        ("2013-01-11", "2013-01-11", "2013-01-11", "day"),
        ("mid-2014", "2014-05-01", "2014-08-31", "year"),
        ("early March 2012", "2012-03-01", "2012-03-10", "month"),
        ("in the 1980s", "1980-01-01", "1989-12-31", "span"),
        ("in 2012", "2012-01-01", "2012-12-31", "year"),
        ("in May 2012", "2012-05-01", "2012-05-31", "month"),
        ("on Tuesday", "2013-01-15", "2013-01-15", "day"),
        ("on Monday", "2013-01-21", "2013-01-21", "day"),
        ("last Monday", "2013-01-14", "2013-01-14", "day"),
        ("next Monday", "2013-01-28", "2013-01-28", "day"),
        ("late Sunday night", "2013-01-20", "2013-01-20", "day"),
        ("the night of Friday", "2013-01-18", "2013-01-18", "day"),
        ("yesterday", "2013-01-20", "2013-01-20", "day"),
        ("overnight", "2013-01-20", "2013-01-21", "days"),
        ("over the weekend", "2013-01-19", "2013-01-20", "days"),
        ("a week ago", "2013-01-14", "2013-01-14", "day"),
        ("ten days ago", "2013-01-11", "2013-01-11", "day"),
        ("two months ago", "2012-11-01", "2012-11-30", "month"),
        ("four years ago", "2009-01-01", "2009-12-31", "year"),
        ("last week", "2013-01-14", "2013-01-20", "week"),
        ("this week", "2013-01-21", "2013-01-27", "week"),
        ("last month", "2012-12-01", "2012-12-31", "month"),
        ("last year", "2012-01-01", "2012-12-31", "year"),
        ("last March", "2012-03-01", "2012-03-31", "month"),
        ("June last year", "2012-06-01", "2012-06-30", "month"),
        ("earlier this month", "2013-01-01", "2013-01-20", "month"),
        ("in recent weeks", None, "2013-01-21", "span"),
        ("for weeks", None, "2013-01-21", "span"),
        ("for nine months", "2012-04-21", "2013-01-21", "span"),
        ("for more than a week", None, "2013-01-21", "span"),
        ("over the last nine months", "2012-04-21", "2013-01-21", "span"),
        ("in the past 24 hours", "2013-01-20", "2013-01-21", "days"),
        ("since March 2011", "2011-03-01", None, "span"),
        ("since Tuesday", "2013-01-15", None, "span"),
        ("between June 3 and June 5", "2012-06-03", "2012-06-05", "days"),
        ("from 3 to 5 May", "2012-05-03", "2012-05-05", "days"),
        ("June 3-15", "2012-06-03", "2012-06-15", "span"),
        ("from 2011 to 2013", "2011-01-01", "2013-12-31", "span"),
        ("on the eve of January 11", "2013-01-10", "2013-01-10", "day"),
        ("on New Year's Day", "2013-01-01", "2013-01-01", "day"),
        ("two days before May 5", "2012-05-03", "2012-05-03", "day"),
        ("on Thursday, January 31", "2013-01-31", "2013-01-31", "day"),
        ("on 9/11", "2001-09-11", "2001-09-11", "day"),
        ("in the summer of 2012", "2012-06-01", "2012-08-31", "span"),
        ("in the 20th century", "1901-01-01", "2000-12-31", "span"),
    ],
)
def test_a_time_is_resolved_against_the_day_of_publication(text: str, start: str, end: str, precision: str) -> None:
    when = resolve(text, PUBLISHED)
    assert (when.start, when.end, when.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on Friday", "2013-01-25", "2013-01-25"),
        ("on March 5", "2013-03-05", "2013-03-05"),
        ("until Friday", None, "2013-01-25"),
        ("by Monday", None, "2013-01-21"),
    ],
)
def test_a_sentence_that_looks_ahead_takes_the_next_such_day(text: str, start: str, end: str) -> None:
    when = resolve(text, PUBLISHED, future=True)
    assert (when.start, when.end) == (start, end)


@pytest.mark.parametrize(
    "text", ["yesterday", "on Tuesday", "last week", "January 11", "for nine months", "11/01/2013"]
)
def test_what_cannot_be_resolved_keeps_its_words_and_no_dates(text: str) -> None:
    when = resolve(text, None)
    assert (when.start, when.end, when.precision) == (None, None, "unknown")
    assert when.text
    assert when.text in text


def test_a_full_date_needs_no_day_of_publication() -> None:
    assert resolve("on 3 May 1999", None).start == "1999-05-03"


@pytest.mark.parametrize(
    "text", ["the two-year-old boy", "he may march there", "a second attack", "Resolution 1973", "the sun rose"]
)
def test_ages_verbs_and_numbers_of_things_are_no_dates(text: str) -> None:
    assert resolve(text, PUBLISHED).start is None
    assert resolve(text, PUBLISHED).end is None


def test_the_words_of_a_time_are_those_of_the_text() -> None:
    assert resolve("It fell in early March 2012, they said.", PUBLISHED).text == "early March 2012"


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 1, 1)))
def test_every_calendar_day_written_out_is_read_as_itself(day: datetime.date) -> None:
    months = "January February March April May June July August September October November December".split()
    text = f"on {day.day} {months[day.month - 1]} {day.year}"
    assert resolve(text, PUBLISHED).start == day.isoformat()


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2150, 1, 1)), st.integers(0, 6), st.booleans())
def test_a_weekday_is_within_a_week_of_publication_on_the_side_asked_for(
    day: datetime.date, number: int, future: bool
) -> None:
    name = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()[number]
    found = datetime.date.fromisoformat(resolve(f"on {name}", day.isoformat(), future).start or "")
    distance = (found - day).days
    assert found.weekday() == number
    assert 0 <= (distance if future else -distance) < 7


WORDS = st.sampled_from(
    "the a of in on since for until last next this ago early late years months week day Monday May March 11 2013 two 3rd - , 's "
    "yesterday night weekend earlier before after between and to from every recent 1980s 5 p.m. first quarter summer than".split()
)


@given(st.lists(WORDS, max_size=14), st.sampled_from([None, "2013-01-21", "1990-02-28", "2096-02-29"]))
def test_no_words_make_the_reading_fail_and_spans_run_forward(words: list[str], published: str | None) -> None:
    when = resolve(" ".join(words), published)
    if when.start and when.end:
        assert when.start <= when.end


def test_a_publication_date_that_is_none_is_not_taken_for_one() -> None:
    assert parse_day("yesterday") is None
    assert parse_day("0001-01-01") is None
    assert parse_day("2013-01-21T10:00:00Z") == datetime.date(2013, 1, 21)


def test_a_faulty_list_says_what_is_wrong() -> None:
    with pytest.raises(TimeTableError, match="months: missing"):
        build({})


@pytest.fixture(scope="module")
def nlp():
    pipeline = new_parser()
    pipeline.add_pipe("communique_times")
    return pipeline


def times(nlp, text: str, published: str | None = PUBLISHED):
    doc = nlp(read(Report(id="r", text=text, published=published), nlp))
    return [(m.when.text, m.when.start, m.when.end, m.kind, m.value) for m in doc._.times]


def test_a_planned_meeting_is_dated_ahead_and_a_past_one_behind(nlp) -> None:
    assert times(nlp, "The envoys will meet on Thursday.")[0][1] == "2013-01-24"
    assert times(nlp, "The envoys met on Thursday.")[0][1] == "2013-01-17"
    assert times(nlp, "The talks are scheduled for Thursday.")[0][1] == "2013-01-24"


def test_the_next_day_follows_the_day_last_told_of(nlp) -> None:
    found = times(nlp, "Rebels took the bridge on January 3. The army shelled it the next day.")
    assert [item[1] for item in found] == ["2013-01-03", "2013-01-04"]


def test_durations_and_repeated_times_are_told_apart_from_dates(nlp) -> None:
    found = times(nlp, "The siege took two weeks, with daily raids.")
    assert [(item[3], item[4]) for item in found] == [("duration", "P2W"), ("set", "P1D")]


def test_the_morning_of_a_day_is_that_day(nlp) -> None:
    assert times(nlp, "Shells fell on the morning of 3 May 2012.")[0][1:4] == ("2012-05-03", "2012-05-03", "time")


def test_a_clock_time_and_its_day_are_one_time(nlp) -> None:
    assert times(nlp, "It blew up at 5 p.m. on Friday.") == [
        ("5 p.m. on Friday", "2013-01-18", "2013-01-18", "time", "2013-01-18T17:00")
    ]


def test_a_length_that_lasts_reaches_up_to_publication(nlp) -> None:
    assert times(nlp, "A month-long siege goes on.")[0][1:3] == ("2012-12-21", "2013-01-21")


def test_a_word_from_far_before_dates_nothing(nlp) -> None:
    text = "It began on January 3. " + "Trade went on as it had always done. " * 15 + "The next day they left."
    assert times(nlp, text)[-1][1] is None


def test_the_verb_may_is_no_month(nlp) -> None:
    assert times(nlp, "Soldiers may march to the border.") == []


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The town has been on edge since the March bombing of the market.", "2012-03-01"),
        ("They took part in the March on Rome.", None),
    ],
)
def test_march_before_what_happened_in_it_is_the_month(nlp, text: str, start: str | None) -> None:
    assert next((found[1] for found in times(nlp, text)), None) == start


def test_a_caption_date_after_this_is_read_whole(nlp) -> None:
    assert times(nlp, "In this June 4, 2012, photo a tank burns.")[0][1:3] == ("2012-06-04", "2012-06-04")


def test_words_are_kept_exactly_across_line_ends(nlp) -> None:
    text = "They fled\nlast\nweek to the hills."
    assert times(nlp, text)[0][0] in text


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("last Thanksgiving", "2012-11-22", "2012-11-22"),
        ("on Easter Sunday", "2012-04-08", "2012-04-08"),
        ("on Good Friday", "2012-04-06", "2012-04-06"),
        ("the night of Friday, January 18", "2013-01-18", "2013-01-18"),
        ("last January 11", "2013-01-11", "2013-01-11"),
        ("next year's first quarter", "2014-01-01", "2014-03-31"),
        ("the 2011 second quarter", "2011-04-01", "2011-06-30"),
        ("the year-ago quarter", "2011-10-01", "2011-12-31"),
        ("by year-end", None, "2013-12-31"),
        ("by the end of the month", None, "2013-01-31"),
        ("for the week", "2013-01-21", "2013-01-27"),
    ],
)
def test_feasts_quarters_and_ends_of_units_are_resolved(text: str, start: str | None, end: str) -> None:
    when = resolve(text, PUBLISHED)
    assert (when.start, when.end) == (start, end)


@pytest.mark.parametrize("text", ["three-quarters of its food", "the quarter near the old market", "the year of hope"])
def test_fractions_quarters_of_a_town_and_bare_units_are_no_dates(text: str) -> None:
    assert resolve(text, PUBLISHED).start is None


def values(text: str) -> list[str | None]:
    report = Report(id="r", text=text, published=PUBLISHED)
    nlp = new_parser()
    nlp.add_pipe("communique_times")
    doc = nlp.make_doc(text)
    doc._.report = report
    return [mention.value for mention in nlp(doc)._.times]


def test_a_year_earlier_is_the_same_quarter_where_a_quarter_is_told_of() -> None:
    assert values("Sales rose in the third quarter from those of a year earlier.") == ["2012-Q3", "2011-Q3"]
    assert values("They had fought a year earlier.")[0] in ("2012", None)


def test_half_a_unit_is_written_in_the_smaller_one() -> None:
    assert values("They waited for 2 1/2 years.") == ["P2Y6M"]


def test_that_year_is_the_year_last_told_of() -> None:
    assert values("He left in June 1998 and came back later that year.") == ["1998-06", "1998"]


@pytest.mark.parametrize(
    "text",
    [
        "The vote was postponed until Tuesday.",
        "Troops could leave as early as Tuesday.",
        "He said that he would meet rebels on Tuesday.",
    ],
)
def test_what_is_put_off_or_foretold_lies_ahead(text: str) -> None:
    assert values(text) == ["2013-01-22"]


def test_what_would_have_been_lies_behind() -> None:
    assert values("They would have left on Tuesday.") == ["2013-01-15"]


def test_both_ends_of_a_range_are_kept() -> None:
    nlp = new_parser()
    nlp.add_pipe("communique_times")
    (mention,) = nlp("It happened between 1994 and 1997.")._.times
    assert [part.value for part in mention.parts] == ["1994", "1997"]
    assert mention.when.start == "1994-01-01"
