"""The scorer of place names, on cases counted by hand: a lenient scorer fails here."""

import gzip
from math import log
from pathlib import Path

import pytest

from communique.evaluation.counts import Counts
from communique.evaluation.gold_files import GoldError
from communique.evaluation.suite import Run
from communique.evaluation.suites import geoparsing_scores as scores
from communique.evaluation.suites.geoparsing import SUITE
from communique.evaluation.suites.geoparsing_gold import GoldName, load
from communique.evaluation.suites.geoparsing_scores import FARTHEST_KM, FoundName
from communique.model import Place

CODES = {"France": "FR"}
PARIS = GoldName(0, 5, "Paris", (48.85341, 2.3488), 2988507)


def town(latitude: float | None, longitude: float | None, geonameid: int | None = None) -> Place:
    return Place(text="x", name="x", precision="town", latitude=latitude, longitude=longitude, geonameid=geonameid)


def name(start: int, end: int) -> FoundName:
    return FoundName(start, end, town(None, None))


def gold(start: int, end: int) -> GoldName:
    return GoldName(start, end, "x", (0.0, 0.0))


def test_a_name_that_is_not_resolved_is_as_far_off_as_can_be() -> None:
    assert scores.error_km(None, PARIS, CODES) == FARTHEST_KM
    assert scores.error_km(town(None, None), PARIS, CODES) == FARTHEST_KM


def test_a_degree_of_latitude_is_111_km_off() -> None:
    assert scores.error_km(town(49.85341, 2.3488), PARIS, CODES) == pytest.approx(111.2, abs=0.1)


def test_the_gold_entry_itself_is_no_error_and_no_number_is_no_entry() -> None:
    assert scores.error_km(town(33.66, -95.56, 2988507), PARIS, CODES) == 0
    unnumbered = GoldName(0, 5, "Paris", (48.85341, 2.3488))
    assert scores.error_km(town(33.66, -95.56), unnumbered, CODES) > 7000


def test_a_country_is_laid_at_its_point_and_an_unknown_one_nowhere() -> None:
    france = Place(text="France", name="France", country="France", precision="country")
    nowhere = Place(text="Nowhere", name="Nowhere", country="Nowhere", precision="country")
    assert 100 < scores.error_km(france, PARIS, CODES) < 400
    assert scores.error_km(nowhere, PARIS, CODES) == FARTHEST_KM


def test_a_country_is_the_gold_s_by_its_page_unless_points_alone_are_asked() -> None:
    page = GoldName(0, 6, "France", (42.0, 9.0), page="France")
    france = Place(text="France", name="France", country="France", precision="country")
    assert scores.error_km(france, page, CODES) == 0
    assert scores.error_km(france, page, CODES, points_only=True) > 500
    assert scores.error_km(town(46.0, 2.0), page, CODES) > 500
    spain = Place(text="Spain", name="Spain", country="Spain", precision="country")
    assert scores.error_km(spain, page, {**CODES, "Spain": "ES"}) > 500


def test_names_are_paired_once_and_the_same_span_goes_first() -> None:
    assert scores.pair([name(0, 12), name(6, 12)], [gold(6, 12)], exact=False) == [(1, 0)]
    assert scores.pair([name(0, 12)], [gold(0, 5), gold(6, 12)], exact=False) == [(0, 0)]


def test_names_that_only_touch_do_not_meet_and_exact_asks_for_both_ends() -> None:
    assert scores.pair([name(0, 5)], [gold(5, 9)], exact=False) == []
    assert scores.pair([name(0, 5)], [gold(0, 6)], exact=False) == [(0, 0)]
    assert scores.pair([name(0, 5)], [gold(0, 6)], exact=True) == []


def test_the_area_is_0_for_no_error_1_for_the_greatest_and_by_trapezium_between() -> None:
    assert scores.area([0.0, 0.0]) == 0
    assert scores.area([FARTHEST_KM, FARTHEST_KM]) == pytest.approx(1, abs=1e-4)
    half = log(101) / log(FARTHEST_KM)
    assert scores.area([100.0, 0.0, FARTHEST_KM]) == pytest.approx((0 + half) / 4 + (half + 1) / 4, abs=1e-4)


def test_mean_and_median_of_errors() -> None:
    assert scores.mean_km([0.0, 1.0, 8.0]) == 3
    assert scores.median_km([0.0, 1.0, 8.0]) == 1


BODY = "The mayor of Paris, France, spoke in Zzyzxville."
LGL = """<articles><article docid="7"><domain>desk.example</domain><text>{body}</text><toponyms>
<toponym><start>13</start><end>18</end><phrase>Paris</phrase>
 <gaztag geonameid="2988507"><lat>48.85341</lat><lon>2.3488</lon></gaztag></toponym>
<toponym><start>37</start><end>47</end><phrase>Zzyzxville</phrase></toponym></toponyms></article></articles>"""
GEOVIRUS = """<articles><article><source>https://wiki.example/x</source><text>{body}</text><locations>
<location><name>Paris</name><start>14</start><end>19</end><lat>48.85</lat><lon>2.35</lon></location>
</locations></article></articles>"""


def write(folder: Path, part: str, xml: str) -> Path:
    path = folder / "geoparsing" / f"{part}.xml.gz"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(xml.format(body=BODY).encode()))
    return path


def test_both_forms_are_read_counted_from_0_or_1_with_null_points(tmp_path: Path) -> None:
    first, second = load(write(tmp_path, "one", LGL))[0].names
    assert (first.start, first.end, first.geonameid) == (13, 18, 2988507)
    assert second.point is None
    shifted = load(write(tmp_path, "two", GEOVIRUS))[0].names[0]
    assert (shifted.start, shifted.end, shifted.point) == (13, 18, (48.85, 2.35))


@pytest.mark.parametrize("xml", ["<articles><article>", LGL.replace(">13<", ">30<"), "<a><article/></a>"])
def test_a_broken_file_is_named(tmp_path: Path, xml: str) -> None:
    with pytest.raises(GoldError, match=r"bad\.xml\.gz"):
        load(write(tmp_path, "bad", xml))


def test_a_run_counts_names_without_coordinates_apart(tmp_path: Path) -> None:
    write(tmp_path, "one", LGL)
    result = SUITE.run(Run(tmp_path, ("one",)))
    figures = {(figure.group, figure.name): figure for figure in result.figures}
    assert result.items["names without coordinates, left out where places are compared"] == 1
    given = figures["one", "gold spans: within 161 km"]
    assert given.counts == Counts(1, 1, 1)
    assert figures["", "found and within 161 km"].counts == Counts(1, 2, 1)
    assert {group for group, _name in figures} == {"", "one"}
