"""HXL: hashtags of the standard, found and checked by libhxl."""

import csv
import io
from collections.abc import Iterable

import hxl
import pytest
from plain import HOSTILE, made, read, town, written
from samples import sample_incidents

from communique.exports.projection import UnreadableError
from communique.exports.projections.flat_incident.columns import names
from communique.exports.projections.flat_incident.row import row
from communique.exports.projections.hxl import PROJECTION
from communique.exports.projections.hxl.tags import TagsError, key, parse, tags
from communique.model import Incident

CORE = {"hashtags": ["event", "affected"], "attributes": {"type": ["event"], "killed": ["affected"]}}


def dataset(incidents: Iterable[Incident]) -> hxl.model.Dataset:
    """The file as libhxl sees it."""
    return hxl.data(list(csv.reader(io.StringIO(written(PROJECTION, incidents).decode()))))


def values(found: hxl.model.Dataset, pattern: str) -> list[str]:
    return [each.get(pattern) for each in found]


def test_libhxl_finds_no_error_in_it() -> None:
    report = hxl.validate(dataset(sample_incidents()))
    assert report["is_valid"]
    assert report["stats"]["error"] == 0
    assert report["stats"]["warning"] == 0


def test_libhxls_check_can_fail() -> None:
    lines = list(csv.reader(io.StringIO(written(PROJECTION, sample_incidents()).decode())))
    lines[2][lines[1].index("#affected+killed")] = "dozens"
    assert not hxl.validate(hxl.data(lines))["is_valid"]


def test_libhxl_gets_the_preferred_figure_for_the_plain_pattern() -> None:
    strike = [each for each in sample_incidents() if each.id == "SY-2017-0001"]
    assert values(dataset(strike), "#affected+killed") == ["61"]
    assert values(dataset(strike), "#affected+killed+low") == ["40"]
    assert values(dataset(strike), "#affected+injured") == ["90"]


def test_libhxl_gets_the_day_of_the_happening_for_a_date() -> None:
    assert values(dataset(sample_incidents()[:1]), "#date") == ["2013-01-14"]


def test_libhxl_knows_the_headers_and_the_hashtags() -> None:
    found = dataset(sample_incidents())
    assert found.headers[:2] == ["Incident", "Formerly"]
    assert found.display_tags == [tag.hashtag for tag in tags()]


def test_only_sites_and_towns_have_coordinates() -> None:
    placed = [made(place=town(precision=each)) for each in ("town", "district", "region", "country")]
    assert values(dataset(placed), "#geo+lat") == ["14.688", None, None, None]
    assert values(dataset(placed), "#geo+precision") == ["town", "district", "region", "country"]


def test_the_middle_of_an_area_is_all_that_is_left_out() -> None:
    assert set(names()) - {tag.column for tag in tags()} == {"area_latitude", "area_longitude"}


def test_a_file_is_read_by_its_hashtags_whatever_their_order_and_spelling() -> None:
    lines = list(csv.reader(io.StringIO(written(PROJECTION, [HOSTILE]).decode())))
    turned = [line[::-1] for line in lines[1:]]
    turned[0] = [cell.replace("#affected+killed+low", "#Affected +low +killed") for cell in turned[0]]
    out = io.StringIO()
    csv.writer(out).writerows([["a title above"], *turned])
    (back,) = read(PROJECTION, out.getvalue().encode())
    assert {tag.column: row(back)[tag.column] for tag in tags()} == {
        tag.column: row(HOSTILE)[tag.column] for tag in tags()
    }


def test_a_file_that_libhxl_filtered_is_read() -> None:
    kept = "".join(dataset(sample_incidents()).with_rows("#country+name=Nigeria").gen_csv())
    assert [each.id for each in read(PROJECTION, kept.encode())] == ["NG-2014-0001", "NG-2014-0002", "NG-2014-0003"]


def test_a_hashtag_row_far_below_is_not_looked_for() -> None:
    with pytest.raises(UnreadableError, match="among the first 25"):
        read(PROJECTION, b"x\n" * 30 + written(PROJECTION, sample_incidents()))


def test_attributes_have_no_order() -> None:
    assert key("#geo +lon +x") == key("#GEO+x+lon") != key("#geo+lon")


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("killed_best,#deaths+killed,", "no core hashtag"),
        ("killed_best,#affected+type,", "attributes that are not the standard's"),
        ("killed_best,#affected+killed,killed", "attributes that are not the standard's"),
        ("killed_best,affected,", "not a hashtag"),
        ("deaths,#affected+killed,", "no column 'deaths'"),
        ("killed_best,#affected+killed,\nkilled_low,#affected+killed,", "stands twice"),
    ],
)
def test_hashtags_are_checked_against_the_standard(line: str, wrong: str) -> None:
    with pytest.raises(TagsError, match=wrong):
        parse(f"column,hashtag,own\n{line}\n", CORE)
