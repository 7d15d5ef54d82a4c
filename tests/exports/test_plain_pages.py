"""The pages of the plain formats: every column stands on them, and what they show in Python runs as it stands."""

import re
from pathlib import Path

import matplotlib as mpl
import pytest
from plain import written
from samples import sample_incidents

from communique.exports.projections.flat_incident.columns import columns
from communique.exports.projections.geojson.features import OWN
from communique.exports.projections.hxl.tags import tags
from communique.exports.projections.parquet.schema import SCHEMA
from communique.exports.registry import projection

PAGES = Path(__file__).parents[2] / "docs" / "exports"
NAMES = ("atom", "csv", "geojson", "hxl", "kml", "parquet")


def page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text("utf-8")


def test_the_page_of_csv_has_every_column_with_its_meaning() -> None:
    for column in columns():
        assert f"| `{column.name}` | {column.kind} | {column.meaning} |" in page("csv")


def test_the_page_of_hxl_has_every_hashtag_with_its_header() -> None:
    for tag in tags():
        assert f"| {tag.header} | `{tag.hashtag}` | [`{tag.column}`]" in page("hxl")


def test_the_page_of_parquet_has_every_column() -> None:
    for name in SCHEMA.names:
        assert re.search(rf"^\| .*`{name}`.* \|", page("parquet"), re.MULTILINE), name


def test_the_page_of_geojson_has_every_property_of_its_own() -> None:
    for name in OWN:
        assert f"| `{name}` |" in page("geojson")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_what_is_lost_and_how_to_make_the_file(name: str) -> None:
    assert "\n## What is lost\n" in page(name)
    assert f"--format {name} -o incidents{projection(name).suffix}" in page(name)


@pytest.mark.parametrize("name", [name for name in NAMES if "```python" in page(name)])
def test_what_a_page_shows_in_python_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mpl.use("agg")
    monkeypatch.chdir(tmp_path)
    found = projection(name)
    Path(f"incidents{found.suffix}").write_bytes(written(found, sample_incidents()))
    for code in re.findall(r"```python\n(.*?)```", page(name), re.DOTALL):
        exec(code, {})
