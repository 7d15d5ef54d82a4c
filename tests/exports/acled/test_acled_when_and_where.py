"""Days and time_precision, places and geo_precision."""

import pytest
from acled_making import ARMY, REBELS, TOWN, killed, made, reason, row, rows, stretch, told
from msgspec.structs import replace

from communique.exports.projections.acled.dates import rules as date_rules
from communique.exports.projections.acled.fatalities import share
from communique.incidents.composing import compose
from communique.model import Place, When

KIDAL = Place(
    text="the Kidal region",
    name="Kidal",
    admin1="Kidal",
    country="Mali",
    precision="region",
    latitude=19.7,
    longitude=1.6,
)
MALI = Place(text="Mali", name="Mali", country="Mali", precision="country")


def when(*args: str | None, **fields: object) -> list[tuple[str, str]]:
    start, end, precision, text = args
    made_of = stretch(start, end, str(precision), str(text))
    return [
        (each["event_date"], each["time_precision"])
        for each in rows(made("armed-clash", [ARMY], [REBELS], **made_of, **fields))
    ]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("three days", "They fought for three days round Gossi."),
        ("for three days", "They fought round Gossi."),
        ("from Monday to Wednesday", "They fought from Monday to Wednesday."),
        ("May 5-7", "They fought on May 5-7."),
        ("three consecutive days", "They fought on three consecutive days."),
        ("three days", "After three days of fighting they left."),
    ],
)
def test_a_fight_told_as_lasting_is_a_row_a_day(text: str, quote: str) -> None:
    days = [("2014-05-05", "1"), ("2014-05-06", "1"), ("2014-05-07", "1")]
    assert when("2014-05-05", "2014-05-07", "days", text, quote=quote) == days


def test_words_of_another_happening_in_the_sentence_do_not_make_it_last() -> None:
    quote = "They left Gossi last week after days of shelling that had gone on for a month."
    assert when("2014-05-05", "2014-05-11", "week", "last week", quote=quote) == [("2014-05-08", "2")]


def test_what_goes_on_is_a_row_a_day() -> None:
    assert len(when("2014-05-05", "2014-05-07", "days", "this week", status="ongoing")) == 3


def test_a_stretch_in_which_it_happened_is_one_row_in_its_middle() -> None:
    assert when("2014-05-05", "2014-05-07", "days", "between Monday and Wednesday") == [("2014-05-06", "2")]
    assert when("2014-05-10", "2014-05-11", "days", "over the weekend") == [("2014-05-10", "2")]
    assert when("2014-05-05", "2014-05-11", "week", "last week") == [("2014-05-08", "2")]


def test_a_stretch_longer_than_a_week_is_not_assumed_to_have_gone_on_every_day() -> None:
    most = date_rules().split_most_days
    assert len(when("2014-05-01", f"2014-05-{most:02}", "span", "for days")) == most
    assert when("2014-05-01", f"2014-05-{most + 1:02}", "span", "for days") == [("2014-05-04", "3")]


def test_a_month_is_its_midpoint_and_its_beginning_or_end_the_first_or_last_day() -> None:
    assert when("2014-04-01", "2014-04-30", "month", "in April") == [("2014-04-15", "3")]
    assert when("2014-04-01", "2014-04-10", "span", "early April") == [("2014-04-01", "3")]
    assert when("2014-04-21", "2014-04-30", "span", "in late April") == [("2014-04-30", "3")]


def test_the_middle_is_not_later_than_the_report_that_tells_of_it() -> None:
    assert when("2014-05-05", "2014-05-11", "week", "this week", published="2014-05-06") == [("2014-05-05", "2")]
    assert when("2014-05-05", "2014-05-11", "week", "that week", published="2014-05-01") == [("2014-05-08", "2")]


@pytest.mark.parametrize(
    ("start", "end", "precision", "why"),
    [
        (None, None, "unknown", "not told"),
        (None, "2014-05-20", "span", "open end"),
        ("2014-05-20", None, "span", "open end"),
        ("2014-01-01", "2014-12-31", "year", "longer than a month"),
        ("2014-04-01", "2014-05-02", "span", "longer than a month"),
    ],
)
def test_a_date_that_acled_cannot_hold_leaves_the_incident_out(
    start: str | None, end: str | None, precision: str, why: str
) -> None:
    assert why in reason("armed-clash", [ARMY], [REBELS], **stretch(start, end, precision, "some time"))


def test_the_publication_date_never_stands_for_the_day() -> None:
    assert "not told" in reason("armed-clash", [ARMY], [REBELS], date=When(), published="2014-05-20")


def test_fatalities_are_divided_over_the_days_and_the_notes_say_so() -> None:
    lasted = stretch("2014-05-05", "2014-05-07", "days", "for three days")
    found = rows(made("armed-clash", [ARMY], [REBELS], tolls=(killed("20", 20, 20),), **lasted))
    assert [each["fatalities"] for each in found] == ["7", "7", "6"]
    assert [each["event_id_cnty"] for each in found] == [f"ML-2014-0001.{day}" for day in (1, 2, 3)]
    assert all("20 reported fatalities in all, divided over 3 days." in each["notes"] for each in found)


@pytest.mark.parametrize("whole", [0, 1, 2, 12, 13, 100])
def test_a_share_keeps_the_whole_and_gives_the_first_days_what_is_left(whole: int) -> None:
    found = share(whole, 3)
    assert sum(found) == whole
    assert max(found) - min(found) <= 1
    assert list(found) == sorted(found, reverse=True)


@pytest.mark.parametrize(
    ("precision", "accuracy", "quote", "expected"),
    [
        ("town", 5.0, "They fought in Gossi.", "1"),
        ("site", 2.0, "They fought in Gossi.", "1"),
        ("town", 5.0, "They fought near Gossi.", "2"),
        ("town", 5.0, "They fought 20 kilometres from Gossi.", "2"),
        ("town", 5.0, "They fought near a river in Gossi.", "1"),
        ("district", 20.0, "They fought in Gossi.", "2"),
        ("district", 60.0, "They fought in Gossi.", "3"),
        ("town", 25.0, "They fought in Gossi.", "1"),
        ("town", 26.0, "They fought there.", "2"),
        ("town", 70.0, "They fought near Gossi.", "3"),
        ("region", 20.0, "They fought in Gossi.", "3"),
        ("region", 300.0, "They fought near Gossi.", "3"),
    ],
)
def test_geo_precision_says_how_well_the_place_is_known(
    precision: str, accuracy: float, quote: str, expected: str
) -> None:
    place = replace(TOWN, precision=precision, accuracy_km=accuracy)
    assert row("armed-clash", [ARMY], [REBELS], quote=quote, place=place)["geo_precision"] == expected


def test_a_place_that_is_no_town_is_told_in_the_notes() -> None:
    assert (
        "The place is told as the Kidal region (region)." in row("armed-clash", [ARMY], [REBELS], place=KIDAL)["notes"]
    )
    near = row("armed-clash", [ARMY], [REBELS], quote="They fought near Gossi.")
    assert "The place is told as near Gossi." in near["notes"]
    assert "The place is told" not in row("armed-clash", [ARMY], [REBELS])["notes"]


def test_the_place_columns_hold_what_the_record_has() -> None:
    found = row("armed-clash", [ARMY], [REBELS])
    columns = ("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude")
    assert [found[column] for column in columns] == (
        ["466", "Western Africa", "Mali", "Tombouctou", "", "", "Gossi", "15.8000", "-1.3000"]
    )


def test_a_district_is_the_second_division() -> None:
    assert row("armed-clash", [ARMY], [REBELS], place=replace(TOWN, precision="district"))["admin2"] == "Gossi"


def test_a_whole_country_is_left_out_but_for_strategic_developments_which_have_no_point() -> None:
    assert "no better than to the country" in reason("armed-clash", [ARMY], [REBELS], place=MALI)
    found = row("agreement", [ARMY], [REBELS], place=MALI)
    assert [found[column] for column in ("location", "latitude", "longitude", "geo_precision")] == ["Mali", "", "", "3"]
    assert "The place is told as Mali (country)." in found["notes"]


def test_a_country_with_a_point_of_its_own_is_still_no_place() -> None:
    centred = replace(MALI, latitude=17.0, longitude=-4.0)
    assert "no better than to the country" in reason("armed-clash", [ARMY], [REBELS], place=centred)


@pytest.mark.parametrize(
    ("place", "why"),
    [
        (None, "the country of the place is not told"),
        (replace(TOWN, country=None), "the country of the place is not told"),
        (replace(TOWN, country="Yugoslavia"), "ACLED has no country Yugoslavia"),
    ],
)
def test_a_place_in_no_country_of_acled_is_left_out(place: Place | None, why: str) -> None:
    assert reason("armed-clash", [ARMY], [REBELS], place=place) == why


def test_the_days_are_read_in_the_sentence_of_the_event_that_the_date_is_of() -> None:
    exact = told(
        "armed-clash",
        [ARMY],
        [REBELS],
        quote="They fought for two days.",
        **stretch("2014-05-05", "2014-05-06", "days", "two days"),
    )
    vague = told(
        "armed-clash", [ARMY], [REBELS], report="r2", **stretch("2014-05-05", "2014-05-11", "week", "last week")
    )
    assert len(rows(compose("ML-2014-0001", [exact, vague]))) == 2
