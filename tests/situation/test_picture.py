"""The picture: what is drawn, where, and that it is written whole."""

from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import msgspec
import numpy as np
import pytest
from matplotlib.image import imread
from matplotlib.patches import Ellipse
from stories import ARMY, COUNTRY, GUNMEN, OTHER_TOWN, REBELS, REGION, TOWN, incidents, killed, report

from communique.codebook.types import load_codebook
from communique.gazetteer import Gazetteer
from communique.incidents.told import Told
from communique.situation import Question, Situation, situation
from communique.situation.counting import WORDS
from communique.situation.plot.charts import latest
from communique.situation.plot.looks import FAMILIES, STATES
from communique.situation.plot.map import circle, drawable, extent, shaped
from communique.situation.plot.outlines import Box, Outlines
from communique.situation.plot.picture import draw, figure

OUTLINES = Outlines.packaged()
STORY = (
    report("territory-captured", "2013-01-10", (REBELS,), tolls=(killed(5, 9),)),
    report("territory-captured", "2013-01-12", (REBELS,), place=OTHER_TOWN, tolls=(killed(12, None),)),
    report("siege", "2013-01-20", (ARMY,), place=OTHER_TOWN),
    report("territory-captured", "2013-01-12", (GUNMEN,), place=REGION),
)


def seen(*told: Told) -> Situation:
    return situation(incidents(*told), Question(on="2013-03-01"))


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_the_same_situation_gives_the_same_file(tmp_path: Path, suffix: str) -> None:
    one, other = tmp_path / f"one{suffix}", tmp_path / f"other{suffix}"
    draw(seen(*STORY), one, OUTLINES, "ML")
    draw(seen(*STORY), other, OUTLINES, "ML")
    assert one.read_bytes() == other.read_bytes()


def test_a_png_has_colours_and_an_svg_has_words(tmp_path: Path) -> None:
    draw(seen(*STORY), tmp_path / "a.png", OUTLINES, "ML")
    draw(seen(*STORY), tmp_path / "a.svg", OUTLINES, "ML")
    pixels = np.asarray(imread(tmp_path / "a.png"))
    assert pixels.shape[1] > 1500
    for look in STATES.values():
        if look.filled:
            wanted = mpl.colors.to_rgb(look.colour)
            assert (np.abs(pixels[..., :3] - wanted).max(axis=-1) < 0.01).any(), look
    words = "".join(ET.parse(tmp_path / "a.svg").getroot().itertext())
    for word in ("Tarfa", "Gandou", "Gao (region)", "contested", "no upper figure", "Natural Earth"):
        assert word in words, word


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.png or \.svg"):
        draw(seen(), tmp_path / "a.gif", OUTLINES)


def test_nothing_at_all_is_a_picture_too() -> None:
    assert len(figure(seen(), OUTLINES).axes) == 3


def test_an_imprecise_place_is_a_circle_and_no_point() -> None:
    drawn = figure(seen(STORY[3]), OUTLINES, "ML").axes[2]
    circles = [patch for patch in drawn.patches if isinstance(patch, Ellipse)]
    assert {one.get_linestyle() for one in circles if not one.get_fill()} == {"solid"}
    assert not [line for line in drawn.lines if line.get_marker() in ("s", "D", "o")]
    assert len(drawn.collections[1].get_offsets()) == 0


def test_the_circle_has_the_place_s_radius() -> None:
    middle, breadth, height = circle(REGION)
    assert middle == (REGION.longitude, REGION.latitude)
    assert height == pytest.approx(2 * 250 / 111.32)
    assert breadth > height


def test_what_has_no_point_or_no_radius_is_not_drawn_and_is_told() -> None:
    vast = msgspec.structs.replace(REGION, accuracy_km=None)
    assert [drawable(place) for place in (TOWN, REGION, vast, COUNTRY)] == [True, True, False, False]
    found = figure(
        seen(
            report("territory-captured", "2013-01-10", (REBELS,), place=vast),
            report("protest", "2013-01-10", (), place=COUNTRY),
        ),
        OUTLINES,
    )
    told = " ".join(" ".join(text.get_text() for text in found.texts).split())
    assert "Not on the map: 2 incidents without a point." in told
    assert "Not drawn: 1 place without a point." in told


def test_the_map_shows_the_country_and_all_that_is_drawn() -> None:
    mali = extent(seen(), OUTLINES, "ML")
    assert mali.west < -12
    assert mali.east > 4
    assert extent(seen(STORY[0]), OUTLINES, None).east - extent(seen(STORY[0]), OUTLINES, None).west < 10
    assert extent(seen(), OUTLINES, None).west == -180


def test_every_country_of_the_gazetteer_that_has_land_to_draw_has_an_outline() -> None:
    known = Gazetteer.open()
    for name in ("Mali", "Syria", "Kosovo", "South Sudan", "France", "Palestine", "Ukraine", "Myanmar"):
        entry = known.country(name)
        assert entry is not None
        assert OUTLINES.of(entry.country), name


@pytest.mark.parametrize(("code", "city"), [("ML", (-8.0, 12.6)), ("SY", (36.3, 33.5)), ("FR", (2.35, 48.86))])
def test_an_outline_lies_where_the_country_is(code: str, city: tuple[float, float]) -> None:
    land = OUTLINES.mainland(code)
    assert land is not None
    assert land.meets(Box(*city, *city))
    assert land.with_point(*city) == land


def test_no_outline_jumps_round_the_globe() -> None:
    for code, rings in OUTLINES.rings.items():
        for ring in rings:
            assert np.abs(np.diff(ring[:, 0])).max() < 180, code
    russia = OUTLINES.mainland("RU")
    assert russia is not None
    assert russia.west > 20


def test_only_the_last_two_years_of_weeks_are_drawn_and_the_others_counted() -> None:
    old, new = report("protest", "2010-01-05", ()), report("protest", "2013-01-08", ())
    assert [week.week for week in latest(seen(old, new).weeks)] == ["2013-W02"]
    told = " ".join(text.get_text() for text in figure(seen(old, new), OUTLINES).texts)
    assert "Not drawn: 1 earlier week." in " ".join(told.split())


@pytest.mark.parametrize(
    "view", [Box(-100, 0, 100, 1), Box(0, -50, 1, 50), Box(-180, -60, 180, 80), Box(10, 69.8, 20, 70)]
)
def test_a_view_is_made_to_fill_the_page_within_the_globe(view: Box) -> None:
    found = shaped(view)
    assert found.west <= view.west
    assert found.east >= view.east
    assert found.south <= view.south
    assert found.north >= view.north
    assert -180 <= found.west < found.east <= 180
    assert found.north - found.south >= 0.25 * (found.east - found.west)


def test_every_family_of_the_codebook_has_a_colour_of_its_own() -> None:
    families = {found.acled.event_type if found.acled else WORDS for found in load_codebook().types.values()}
    assert families == set(FAMILIES)
    assert len(set(FAMILIES.values())) == len(FAMILIES)


def test_states_differ_in_colour_shape_and_line() -> None:
    for part in ("colour", "marker", "line"):
        assert len({getattr(look, part) for look in STATES.values()}) == len(STATES)


def test_a_name_in_another_script_and_a_dollar_are_drawn(tmp_path: Path) -> None:
    odd = msgspec.structs.replace(TOWN, name="$x_1$ تل", geonameid=9)
    draw(seen(report("territory-captured", "2013-01-10", (REBELS,), place=odd)), tmp_path / "a.png", OUTLINES)
    assert (tmp_path / "a.png").stat().st_size > 10_000
