"""What a map draws, and what it must not."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from plain import made, town
from shapely.geometry import Polygon, box

from communique.exports.projections.flat_incident.circle import circle
from communique.exports.projections.flat_incident.row import row
from communique.exports.projections.flat_incident.shape import shape
from communique.gazetteer.distance import kilometres
from communique.model import Place


@pytest.mark.parametrize("precision", ["site", "town"])
def test_a_site_or_town_is_a_point(precision: str) -> None:
    found = shape(row(made(place=town(precision=precision))))
    assert (found.kind, found.point, found.note) == (
        "point",
        (-6.018, 14.688),
        f"A point for the {precision}, good to about 5 km.",
    )


@pytest.mark.parametrize("precision", ["district", "region"])
def test_a_district_or_region_is_a_circle_that_says_so(precision: str) -> None:
    found = shape(row(made(place=town(precision=precision, accuracy_km=60.0))))
    assert (found.kind, found.point, len(found.rings)) == ("area", None, 1)
    assert (
        found.note == f"Somewhere in Diabaly ({precision}): the circle of 60 km marks the area and is not its border."
    )


def test_a_country_is_never_drawn_even_with_coordinates() -> None:
    found = shape(row(made(place=town(precision="country", name="Mali"))))
    assert (found.kind, found.point, found.rings) == ("none", None, ())
    assert found.note == "Somewhere in Mali: nothing is drawn, since no point stands for a country."


def test_an_area_without_an_extent_is_not_drawn() -> None:
    found = shape(row(made(place=town(precision="region", accuracy_km=None))))
    assert (found.kind, "its extent is not known" in found.note) == ("none", True)


def test_a_town_without_coordinates_is_not_drawn() -> None:
    found = shape(row(made(place=town(latitude=None, longitude=None))))
    assert (found.kind, "its coordinates are not known" in found.note) == ("none", True)


def test_no_place_is_said_to_be_none() -> None:
    assert shape(row(made())).note == "No report tells the place: nothing is drawn."
    assert shape(row(made(place=Place(text="x", precision="unknown")))).kind == "none"


def test_a_circle_has_its_radius_all_round() -> None:
    (ring,) = circle(14.7, -6.0, 60.0)
    assert len(ring) == 65
    assert all(abs(kilometres(14.7, -6.0, y, x) - 60.0) < 0.3 for x, y in ring)


def test_a_circle_over_the_antimeridian_is_cut_there() -> None:
    west, east = circle(-17.0, 179.5, 120.0)
    assert max(x for x, _ in east) == 180.0 or max(x for x, _ in west) == 180.0
    assert min(x for x, _ in (*west, *east)) == -180.0
    assert Polygon(west).intersection(Polygon(east)).is_empty


@pytest.mark.parametrize(("latitude", "radius"), [(89.0, 300.0), (-89.9, 60.0), (10.0, 0.0), (10.0, -5.0)])
def test_no_circle_is_drawn_round_a_pole_or_of_no_breadth(latitude: float, radius: float) -> None:
    assert circle(latitude, 0.0, radius) == ()


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(0.1, 2_000))
def test_every_circle_is_valid_closed_anticlockwise_and_on_the_map(
    latitude: float, longitude: float, radius: float
) -> None:
    rings = circle(latitude, longitude, radius)
    assume(rings)
    for ring in rings:
        polygon = Polygon(ring)
        assert polygon.is_valid
        assert polygon.exterior.is_ccw
        assert ring[0] == ring[-1]
        assert box(-180, -90, 180, 90).covers(polygon)
        assert all(math.isfinite(x) for x, _ in ring)
