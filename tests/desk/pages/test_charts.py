"""Charts draw what is told and nothing more; whoever does not see them reads the same."""

from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.desk.public.charts.land import clipped
from communique.desk.public.charts.months import bars, months_chart
from communique.desk.public.charts.place_map import Spot, place_map
from communique.desk.public.charts.scale import Scale, spread, ticks
from communique.desk.public.charts.svg import Chart
from communique.desk.public.charts.toll import stages, toll_chart
from communique.model import Figure, TollAccount
from communique.situation.plot.outlines import Box, Outlines


def figure(day: str | None, low: int | None, high: int | None, stands: bool = True) -> Figure:
    return Figure(event=f"e-{day}-{low}", low=low, high=high, published=day, stands=stands)


def toll(*figures: Figure) -> TollAccount:
    return TollAccount(outcome="killed", low=1, best=1, high=1, rule="r", event=figures[0].event, figures=figures)


RISING = toll(figure("2024-05-03", 12, None, stands=False), figure("2024-05-05", 20, 20), figure(None, 3, 3))


def kinds(chart: Chart | None, tag: str) -> list[str]:
    assert chart is not None
    return [each.get("class", "") for each in ElementTree.fromstring(str(chart.svg)).iter(tag)]


def test_a_toll_is_told_as_it_stood_on_each_day_of_publication() -> None:
    told = [(str(each.day), each.low, each.best, each.high) for each in stages(RISING)]
    assert told == [("2024-05-03", 12, 12, None), ("2024-05-05", 20, 20, 20)]


def test_an_end_that_no_report_gives_is_drawn_open_and_not_closed_by_a_number() -> None:
    chart = toll_chart(RISING)
    assert kinds(chart, "rect") == ["band open", "band"]
    assert "figure overtaken dashed" in kinds(chart, "line")
    assert chart is not None
    assert [cell.text for cell in chart.rows[0]] == ["2024-05-03", "12", "12", "not given"]


def test_a_figure_without_a_date_is_said_to_be_left_out() -> None:
    chart = toll_chart(RISING)
    assert chart is not None
    assert chart.note == "Not drawn: 1 figure of reports without a date of publication."


def test_a_toll_of_one_day_has_no_history_to_draw() -> None:
    assert toll_chart(toll(figure("2024-05-03", 5, 5))) is None


def test_charts_have_a_title_and_a_description_for_those_who_do_not_see_them() -> None:
    chart = toll_chart(RISING)
    assert chart is not None
    root = ElementTree.fromstring(str(chart.svg))
    named = {root.get("aria-labelledby"), root.get("aria-describedby")}
    assert named == {"toll-killed-title", "toll-killed-description"}
    assert {each.get("id") for each in root} >= named


def test_incidents_are_counted_by_month_also_where_there_are_none() -> None:
    found = bars([(date(2023, 12, 31), "battle"), (date(2024, 2, 29), "remote"), (date(2024, 2, 1), "battle")])
    assert [(bar.name, bar.total, str(bar.last)) for bar in found] == [
        ("2023-12", 1, "2023-12-31"),
        ("2024-01", 0, "2024-01-31"),
        ("2024-02", 2, "2024-02-29"),
    ]


def test_a_long_time_is_counted_by_year() -> None:
    found = bars([(date(2010, 5, 1), "battle"), (date(2024, 2, 1), "other")])
    assert (found[0].name, found[-1].name, len(found)) == ("2010", "2024", 15)


def test_each_bar_leads_to_its_incidents_and_stands_in_the_table() -> None:
    found = bars([(date(2024, 2, 3), "battle"), (date(2024, 4, 3), "remote")])
    chart = months_chart(found, lambda first, last: f"/list?{first}&{last}")
    assert chart is not None
    links = [each.get("href") for each in ElementTree.fromstring(str(chart.svg)).iter("a")]
    assert links == ["/list?2024-02-01&2024-02-29", "/list?2024-04-01&2024-04-30"]
    assert [row[0].address for row in chart.rows] == links
    assert chart.columns == ("Month", "Battles", "Bombs and shells", "All")


def spot(precision: str, latitude: float | None = 16.3, km: float | None = 5.0) -> Spot:
    return Spot("Gao <&", precision, "ML", latitude, -0.04 if latitude else None, km)


@pytest.mark.parametrize("precision", ["site", "town"])
def test_a_point_stands_for_a_site_or_a_town(precision: str) -> None:
    assert kinds(place_map([spot(precision)], "Where", "ML"), "circle") == ["point"]


@pytest.mark.parametrize("precision", ["district", "region"])
def test_what_is_less_exact_is_an_area(precision: str) -> None:
    assert kinds(place_map([spot(precision, km=90.0)], "Where", "ML"), "circle") == ["area"]


def test_a_country_is_never_a_point_whatever_coordinates_it_has() -> None:
    chart = place_map([spot("country")], "Where", "ML")
    assert kinds(chart, "circle") == []
    assert "country area" in kinds(chart, "path")


@pytest.mark.parametrize("place", [spot("unknown"), spot("town", latitude=None)])
def test_nothing_is_drawn_where_nothing_is_known(place: Spot) -> None:
    assert place_map([place], "Where", None) is None
    assert place_map([place], "Where", "ML") is None


def test_names_in_a_picture_are_escaped() -> None:
    chart = place_map([spot("town")], 'Where "<script>"', "ML")
    assert chart is not None
    assert "<script>" not in chart.svg
    assert "Gao &lt;&amp;" in chart.svg


@given(st.integers(1, 10_000_000))
def test_the_marks_of_an_axis_are_few_round_and_reach_over_all(highest: int) -> None:
    found = ticks(highest)
    assert found[0] == 0
    assert found[-1] >= highest
    assert 2 <= len(found) <= 7


def test_one_value_lies_in_the_middle_of_its_scale() -> None:
    assert Scale(5, 5, 0, 100)(5) == 50


@given(st.lists(st.integers(), unique=True, min_size=1).map(sorted), st.integers(2, 9))
def test_a_few_of_many_keep_the_first_and_the_last(values: list[int], most: int) -> None:
    found = spread(values, most)
    assert (found[0], found[-1]) == (values[0], values[-1])
    assert len(found) == min(len(values), most)


@pytest.mark.parametrize("code", ["ML", "RU", "ID"])
def test_land_is_cut_at_the_edges_of_the_map(code: str) -> None:
    whole = Outlines.packaged().mainland(code)
    assert whole is not None
    middle_x, middle_y = (whole.west + whole.east) / 2, (whole.south + whole.north) / 2
    box = Box(middle_x - 3, middle_y - 3, middle_x + 3, middle_y + 3)
    cut = [clipped(ring, box) for ring in Outlines.packaged().of(code)]
    kept = [ring for ring in cut if len(ring)]
    assert kept
    for ring in kept:
        assert ring[:, 0].min() >= box.west - 1e-9
        assert ring[:, 0].max() <= box.east + 1e-9
        assert ring[:, 1].min() >= box.south - 1e-9
        assert ring[:, 1].max() <= box.north + 1e-9
