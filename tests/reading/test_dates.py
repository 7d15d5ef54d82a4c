"""Publication dates and datelines: read where they are given, never made up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.reading import datelines, dates, titles

DAYS = st.dates(min_value=dates.EARLIEST, max_value=date.today())


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2013-01-21", date(2013, 1, 21)),
        ("2013-01-21T23:30:00-05:00", date(2013, 1, 21)),
        ("2013-01-21 08:00:00", date(2013, 1, 21)),
        ("20130121", date(2013, 1, 21)),
        ("21 January 2013", date(2013, 1, 21)),
        ("January 21st, 2013", date(2013, 1, 21)),
        ("Monday, 21 Jan. 2013", date(2013, 1, 21)),
        ("Mon, 21 Jan 2013 09:00:00 GMT", date(2013, 1, 21)),
        ("01/02/2013", None),
        ("2013", None),
        ("2013-02-30", None),
        ("0001-01-01", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_written_date_is_read_only_where_it_means_one_day(words: str, day: date | None) -> None:
    assert dates.parse(words) == day


@given(DAYS)
def test_every_iso_date_is_read_as_itself(day: date) -> None:
    assert dates.parse(day.isoformat()) == day
    assert dates.parse(f"{day.day} {day:%B} {day.year}") == day


@given(st.text(max_size=40))
def test_no_words_break_the_reading_of_dates(words: str) -> None:
    found = dates.parse(words)
    assert found is None or dates.credible(found) == found


def test_a_date_in_the_future_is_not_credible() -> None:
    assert dates.credible(date.today() + timedelta(days=3)) is None


@pytest.mark.parametrize(
    ("text", "place", "day"),
    [
        ("SAN MIGUEL, 18 FEB 90 (DPA) -- [TEXT] SOLDIERS HAVE LEFT", "SAN MIGUEL", date(1990, 2, 18)),
        ("BRAZZAVILLE (CONGO), 3 DEC 89 (AFP) -- TROOPS", "BRAZZAVILLE (CONGO)", date(1989, 12, 3)),
        ("BAMAKO, Jan 20 (Reuters) - Soldiers fired on", "BAMAKO", None),
        ("DAKAR/BAMAKO, Jan 20, 2013 (Reuters) - Soldiers", "DAKAR/BAMAKO", date(2013, 1, 20)),
        ("Kabul, March 3, 2012 (AFP) - Two", "Kabul", date(2012, 3, 3)),
        ("GAO, Mali (AP) — Gunmen rode in", "GAO, Mali", None),
        ("KYIV — Shells fell", "KYIV", None),
        (
            "Two towns fall\nBy Anna Berg\nGOMA, Democratic Republic of Congo, 3 May 2020 (Wire) - Two",
            "GOMA, Democratic Republic of Congo",
            date(2020, 5, 3),
        ),
        ("Bombs kill four\nMonday, January 28, 2019\n\nFour people died", None, date(2019, 1, 28)),
        ("CLANDESTINE, 8 JAN 90 (RADIO) -- WE", None, date(1990, 1, 8)),
        ("NO CITY, NO DATE (FBIS) -- WE", None, None),
        ("The rebels left Gao on January 20, 2013, the army said.", None, None),
        ("The front -- a union of rebels -- attacked on Friday.", None, None),
        ("FILE - Troops in Gao.", None, None),
    ],
)
def test_datelines_give_place_and_day_as_far_as_they_tell_them(text: str, place: str | None, day: date | None) -> None:
    assert datelines.find(text) == datelines.Dateline(place, day)


def test_a_dateline_without_a_year_takes_one_known_from_elsewhere() -> None:
    assert datelines.find("BAMAKO, Jan 20 (Reuters) - Soldiers", 2013).published == date(2013, 1, 20)


@given(st.text(alphabet="ABC abc,()-—/.\n1290JANuary'", max_size=120))
def test_no_text_breaks_the_reading_of_datelines(text: str) -> None:
    found = datelines.find(text)
    assert found.place is None or found.place in " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Rebels take river town\n\nFighters entered Massina at dawn.", "Rebels take river town"),
        ("Who rules the north?\nFighters entered Massina at dawn.", "Who rules the north?"),
        ("Fighters entered Massina at dawn.\n\nThe army fled.", None),
        ("BAMAKO, Jan 20 (Reuters) - Fighters entered\n\nThe army fled the town.", None),
        ("Sign up for our newsletter\n\nFighters entered Massina at dawn.", None),
        ("Rebels take river town", None),
        ("", None),
    ],
)
def test_the_first_line_is_the_title_where_it_reads_as_a_headline(text: str, title: str | None) -> None:
    assert titles.headline(text) == title
