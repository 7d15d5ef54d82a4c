"""Clusters add up to what is there; what is imprecise is never a point."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.desk.public.columns.table import DATABASE, Columns, table
from communique.desk.public.map.grid import drawn

WORLD = (-180.0, -90.0, 180.0, 90.0)
PRECISIONS = ("site", "town", "district", "region", "country", "unknown")


def row(pk: int, precision: str, longitude: float, latitude: float, killed: int | None) -> dict[str, object]:
    known = precision not in ("country", "unknown")
    return {
        "pk": pk, "incident_id": pk, "day": 738000 + pk % 50, "end": None, "geonameid": pk % 7,
        "latitude": latitude if known else None, "longitude": longitude if known else None, "accuracy_km": 20.0,
        "killed_best": killed, "killed_low": killed, "publishers": 1, "country": "ML" if precision != "unknown" else "",
        "family": "battle", "type": "armed-clash", "precision": precision, "status": "actual", "certainty": "stated", "admin1": "",
    }  # fmt: skip


def rows_of(made: list[tuple[str, float, float, int | None]]) -> Columns:
    rows = [row(number + 1, *each) for number, each in enumerate(made)]
    return table([each[name] for name in DATABASE] for each in rows)


MADE = st.lists(
    st.tuples(st.sampled_from(PRECISIONS), st.floats(-179, 179), st.floats(-80, 80), st.none() | st.integers(0, 500)),
    max_size=60,
)


@given(MADE, st.floats(0, 14))
def test_every_incident_is_drawn_once_or_counted_as_not_located(
    made: list[tuple[str, float, float, int | None]], zoom: float
) -> None:
    found = drawn(rows_of(made), np.ones(len(made), dtype=bool), WORLD, zoom)
    points = sum(each.count for each in found.clusters) + len(found.singles)
    areas, countries = sum(each.count for each in found.areas), sum(found.countries.values())
    assert points + areas + countries + found.unlocated == found.shown == len(made)


@given(MADE, st.floats(0, 14))
def test_only_what_is_known_to_the_town_is_a_point(
    made: list[tuple[str, float, float, int | None]], zoom: float
) -> None:
    of = rows_of(made)
    found = drawn(of, np.ones(len(made), dtype=bool), WORLD, zoom)
    precise = sum(precision in ("site", "town") for precision, *_ in made)
    assert sum(each.count for each in found.clusters) + len(found.singles) == precise
    assert set(of.precision[found.singles].tolist()) <= {b"site", b"town"}


@given(MADE, st.floats(0, 14))
def test_the_dead_of_a_cluster_are_those_that_reports_give(
    made: list[tuple[str, float, float, int | None]], zoom: float
) -> None:
    of = rows_of(made)
    found = drawn(of, np.ones(len(made), dtype=bool), WORLD, zoom)
    given = [each for precision, _, _, each in made if precision in ("site", "town") and each is not None]
    alone = of.killed_best[found.singles]
    total = sum(each.killed for each in found.clusters) + int(alone[alone >= 0].sum())
    assert total == sum(given)


def test_what_lies_outside_of_the_box_is_not_drawn_but_counted_in_the_selection() -> None:
    of = rows_of([("town", 2.0, 15.0, None), ("town", 40.0, 50.0, None)])
    found = drawn(of, np.ones(2, dtype=bool), (0.0, 10.0, 5.0, 20.0), 5)
    assert (len(found.singles), found.clusters, found.shown, found.unlocated) == (1, (), 2, 0)


@pytest.mark.parametrize("zoom", [0.0, 22.0])
def test_a_box_across_the_date_line_holds_both_sides(zoom: float) -> None:
    of = rows_of([("town", 179.0, 0.0, None), ("town", -179.0, 1.0, None), ("town", 0.0, 0.0, None)])
    found = drawn(of, np.ones(3, dtype=bool), (170.0, -10.0, -170.0, 10.0), zoom)
    assert sum(each.count for each in found.clusters) + len(found.singles) == 2


@given(MADE, st.floats(0, 14))
def test_a_circle_reaches_over_every_place_that_it_stands_for(
    made: list[tuple[str, float, float, int | None]], zoom: float
) -> None:
    imprecise = [each for each in made if each[0] in ("district", "region")]
    of = rows_of(imprecise)
    for area in drawn(of, np.ones(len(of), dtype=bool), WORLD, zoom).areas:
        west, south, east, north = area.box
        assert west - 1e-9 <= area.longitude <= east + 1e-9
        assert south - 1e-9 <= area.latitude <= north + 1e-9
        assert area.km >= 20.0 - 0.1
        assert area.km >= (north - south) / 2 * 40_075 / 360 - 0.2


def test_circles_of_clusters_do_not_lie_on_each_other() -> None:
    spread = [("town", 0.05 * number, 0.03 * (number % 7), None) for number in range(200)]
    found = drawn(rows_of(spread), np.ones(200, dtype=bool), WORLD, 4)
    middles = [(each.longitude, each.latitude) for each in found.clusters]
    degree = 512 * 2**4 / 360
    apart = [abs(one[0] - other[0]) * degree for one in middles for other in middles if one < other]
    assert sum(each.count for each in found.clusters) + len(found.singles) == 200
    assert all(each > 0.7 * 24 for each in apart)


def test_a_window_wider_than_any_screen_is_drawn_as_from_further_off() -> None:
    spread = [("town", -170.0 + number / 2, 0.0, None) for number in range(600)]
    found = drawn(rows_of(spread), np.ones(600, dtype=bool), WORLD, 20)
    assert len(found.clusters) + len(found.singles) < 200
