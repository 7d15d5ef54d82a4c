"""GeoJSON: RFC 7946, opened by GeoPandas and pyogrio, checked by geojson-pydantic and shapely."""

import io
import json
from pathlib import Path

import geopandas
import pyogrio
import pytest
from geojson_pydantic import FeatureCollection
from plain import HOSTILE, made, read, town, written
from samples import sample_incidents
from shapely.geometry import shape

from communique.exports.projection import UnreadableError
from communique.exports.projections.flat_incident.row import row
from communique.exports.projections.geojson import CODES, PROJECTION
from communique.exports.projections.geojson.features import OWN


def features(content: bytes) -> list[dict[str, object]]:
    return json.loads(content)["features"]


@pytest.fixture
def sampled(tmp_path: Path) -> Path:
    path = tmp_path / "incidents.geojson"
    path.write_bytes(written(PROJECTION, sample_incidents()))
    return path


def test_its_structure_is_that_of_the_standard() -> None:
    found = FeatureCollection.model_validate_json(written(PROJECTION, [*sample_incidents(), HOSTILE]))
    assert len(found.features) == len(sample_incidents()) + 1


def test_the_codes_are_its_properties_its_id_and_its_geometry() -> None:
    for each in features(written(PROJECTION, sample_incidents())):
        assert ("id", "geometry", *each["properties"]) == CODES


def test_only_sites_and_towns_are_points() -> None:
    drawn = {
        (each["properties"]["place_precision"], each["geometry"] and each["geometry"]["type"])
        for each in features(written(PROJECTION, sample_incidents()))
    }
    assert drawn == {
        ("site", "Point"),
        ("town", "Point"),
        ("district", "Polygon"),
        ("region", "Polygon"),
        ("country", None),
        (None, None),
    }


def test_a_note_says_what_is_drawn() -> None:
    notes = {
        each["properties"]["geometry_note"]
        for each in features(written(PROJECTION, sample_incidents()))
        if each["properties"]["geometry_kind"] != "point"
    }
    assert "Somewhere in Kidal (region): the circle of 300 km marks the area and is not its border." in notes
    assert "Somewhere in Sudan: nothing is drawn, since no point stands for a country." in notes


def test_positions_are_longitude_then_latitude() -> None:
    (found,) = features(written(PROJECTION, [made(place=town())]))
    assert found["geometry"]["coordinates"] == [-6.018, 14.688]


def test_an_area_over_the_antimeridian_is_cut_in_two() -> None:
    fiji = town(precision="region", latitude=-17.0, longitude=179.5, accuracy_km=120.0)
    (found,) = features(written(PROJECTION, [made(place=fiji)]))
    assert found["geometry"]["type"] == "MultiPolygon"
    assert shape(found["geometry"]).is_valid


def test_every_geometry_is_valid_and_its_rings_anticlockwise(sampled: Path) -> None:
    table = geopandas.read_file(sampled)
    drawn = table.geometry.dropna()
    assert drawn.is_valid.all()
    assert drawn[drawn.geom_type == "Polygon"].exterior.is_ccw.all()


def test_geopandas_opens_it_with_its_values(sampled: Path) -> None:
    table = geopandas.read_file(sampled).set_index("id")
    assert len(table) == len(sample_incidents())
    assert table.crs == "EPSG:4326"
    assert table.loc["SY-2017-0001", "killed_best"] == 61
    assert table.geometry.isna().sum() == 2


def test_pyogrio_finds_one_layer_and_every_column(sampled: Path) -> None:
    info = pyogrio.read_info(sampled, force_feature_count=True)
    assert info["features"] == len(sample_incidents())
    assert set(info["fields"]) == {"id", *CODES} - {"geometry"}


def test_own_properties_are_made_again_not_read() -> None:
    content = written(PROJECTION, sample_incidents()[:1]).replace(b'"family": "fighting"', b'"family": "x"')
    assert written(PROJECTION, read(PROJECTION, content)) == written(PROJECTION, sample_incidents()[:1])
    assert not set(OWN) & set(row(HOSTILE))


def test_a_file_that_another_program_wrote_again_is_read(sampled: Path, tmp_path: Path) -> None:
    """GeoPandas gives whole numbers beside nulls as decimals and lays the file out in its own way."""
    again = tmp_path / "again.geojson"
    geopandas.read_file(sampled).to_file(again, driver="GeoJSON", engine="pyogrio")
    back = {each.id: row(each) for each in PROJECTION.read(io.BytesIO(again.read_bytes()))}
    strike = next(each for each in sample_incidents() if each.id == "SY-2017-0001")
    assert back["SY-2017-0001"] == row(strike)


@pytest.mark.parametrize(
    "content",
    [
        b'{"type": "FeatureCollection", "features": [\n{"type": "Feature"',
        b'{"type": "FeatureCollection", "features": [\n{"type": "Point"}\n]}\n',
        b'{"type": "FeatureCollection"}',
        b'{"features": [{"type": "Feature", "id": "a", "geometry": null, "properties": {"type": ["x"]}}]}',
    ],
)
def test_what_is_no_collection_of_features_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        read(PROJECTION, content)
