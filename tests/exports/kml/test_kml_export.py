"""KML: valid by the standard's schema, opened by fastkml and GeoPandas, pins only for sites and towns."""

from pathlib import Path

import geopandas
import lxml.etree
import pytest
from fastkml import KML
from fastkml.validator import validate
from plain import HOSTILE, made, read, town, written
from samples import sample_incidents

from communique.exports.families import families
from communique.exports.projection import UnreadableError
from communique.exports.projections.kml import PROJECTION
from communique.exports.projections.kml.styles import StylesError, parse
from communique.model import When

K = "{http://www.opengis.net/kml/2.2}"
FIJI = town(precision="region", latitude=-17.0, longitude=179.5, accuracy_km=120.0)


@pytest.fixture
def sampled(tmp_path: Path) -> Path:
    path = tmp_path / "incidents.kml"
    path.write_bytes(written(PROJECTION, [*sample_incidents(), HOSTILE, made(id="FJ-1", place=FIJI, status="planned")]))
    return path


def marks(content: bytes) -> list[lxml.etree._Element]:
    return list(lxml.etree.fromstring(content).iter(f"{K}Placemark"))


def mark(**fields: object) -> lxml.etree._Element:
    (found,) = marks(written(PROJECTION, [made(**fields)]))
    return found


def test_it_is_valid_by_the_schema_of_the_standard(sampled: Path) -> None:
    assert validate(file_to_validate=sampled)


def test_the_check_by_the_schema_can_fail(sampled: Path) -> None:
    sampled.write_bytes(
        sampled.read_bytes().replace(b"<TimeSpan>", b"<TimeSpam>").replace(b"</TimeSpan>", b"</TimeSpam>")
    )
    with pytest.raises(AssertionError):
        validate(file_to_validate=sampled)


def test_fastkml_opens_it(sampled: Path) -> None:
    (document,) = KML.parse(sampled).features
    assert len(document.features) == len(sample_incidents()) + 2
    assert {each.geometry.geom_type for each in document.features if each.geometry} == {
        "Point",
        "Polygon",
        "MultiPolygon",
    }


def test_geopandas_opens_it_with_its_values(sampled: Path) -> None:
    table = geopandas.read_file(sampled).set_index("incident")
    assert len(table) == len(sample_incidents()) + 2
    assert table.loc["SY-2017-0001", "killed_best"] == 61
    assert str(table.loc["SY-2017-0001", "begin"].date()) == "2017-11-13"
    assert table.geometry.dropna().is_valid.all()


@pytest.mark.parametrize(
    ("precision", "shape"), [("site", "Point"), ("town", "Point"), ("district", "Polygon"), ("region", "Polygon")]
)
def test_what_is_drawn_hangs_on_how_exact_the_place_is(precision: str, shape: str) -> None:
    found = mark(place=town(precision=precision))
    assert [each.tag for each in found if each.tag in (f"{K}Point", f"{K}Polygon")] == [f"{K}{shape}"]


@pytest.mark.parametrize("place", [None, town(precision="country"), town(latitude=None, longitude=None)])
def test_a_placemark_without_a_point_or_extent_is_a_list_entry_only(place: object) -> None:
    found = mark(place=place)
    assert not list(found.iter(f"{K}coordinates"))
    assert "nothing is drawn" in found.findtext(f"{K}description")


def test_an_area_over_the_antimeridian_is_two_polygons() -> None:
    assert len(list(mark(place=FIJI).find(f"{K}MultiGeometry"))) == 2


@pytest.mark.parametrize(
    ("status", "visible"),
    [("actual", None), ("ongoing", None), ("planned", "0"), ("hypothetical", "0"), ("negated", "0"), (None, None)],
)
def test_what_did_not_happen_is_not_drawn_until_it_is_ticked(status: str | None, visible: str | None) -> None:
    assert mark(status=status, place=town()).findtext(f"{K}visibility") == visible


def test_time_is_the_happenings_or_none() -> None:
    span = mark(date=When(start="2013-01-01", end=None, precision="span")).find(f"{K}TimeSpan")
    assert [(each.tag, each.text) for each in span] == [(f"{K}begin", "2013-01-01")]
    assert mark(first_reported="2013-01-03", last_updated="2013-01-03").find(f"{K}TimeSpan") is None


def test_every_family_has_its_style_and_every_placemark_one_of_them() -> None:
    tree = lxml.etree.fromstring(written(PROJECTION, sample_incidents()))
    assert [each.get("id") for each in tree.iter(f"{K}Style")] == list(families())
    assert {each.text for each in tree.iter(f"{K}styleUrl")} <= {f"#{name}" for name in families()}


def test_colours_are_written_as_kml_has_them() -> None:
    tree = lxml.etree.fromstring(written(PROJECTION, []))
    assert tree.find(f".//{K}IconStyle/{K}color").text == "ff5a64d8"
    assert tree.find(f".//{K}PolyStyle/{K}color").text == "405a64d8"


def test_markup_in_a_report_is_shown_not_run() -> None:
    (found,) = marks(written(PROJECTION, [HOSTILE]))
    assert "<script>" not in found.findtext(f"{K}description")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in found.findtext(f"{K}description")


@pytest.mark.parametrize(("name", "given"), [("ML-2013-0001", "ML-2013-0001"), ("7", None), ("a:b", None)])
def test_an_element_has_an_id_where_xml_allows_the_incidents(name: str, given: str | None) -> None:
    assert mark(id=name).get("id") == given
    assert mark(id=name).find(f".//{K}SimpleData[@name='incident']").text == name


def test_entities_are_not_followed() -> None:
    bomb = b'<!DOCTYPE kml [<!ENTITY a "armed-clash">]>'
    content = written(PROJECTION, sample_incidents()[:1]).replace(b"?>\n", b"?>\n" + bomb, 1)
    with pytest.raises(UnreadableError, match="column type: empty"):
        read(PROJECTION, content.replace(b">armed-clash<", b">&a;<"))


@pytest.mark.parametrize("colours", [None, {"fighting": "#ffffff"}, dict.fromkeys(families(), "red")])
def test_colours_that_cannot_be_used_are_refused(colours: object) -> None:
    with pytest.raises(StylesError):
        parse(colours)
