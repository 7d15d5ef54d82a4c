import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from communique.gazetteer import build, sources
from communique.gazetteer.sources import Raw


def _tiny(scratch: Path) -> None:
    connection = sqlite3.connect(scratch)
    connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    connection.execute("INSERT INTO meta VALUES ('stamp', ?)", (sources.stamp(),))
    connection.commit()
    connection.close()


def test_the_path_can_be_set_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(build.VARIABLE, str(tmp_path / "mine.sqlite"))
    assert build.default_path() == tmp_path / "mine.sqlite"


def test_a_stale_or_broken_file_is_built_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"
    monkeypatch.setattr(build, "_write", _tiny)
    path.write_bytes(b"not a database at all, only words")
    assert not build.is_current(path)
    build.ensure(path)
    assert build.is_current(path)
    monkeypatch.setattr(sources, "SCHEMA", -1)
    assert not build.is_current(path)


def test_a_failed_build_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(scratch: Path) -> None:
        scratch.write_bytes(b"half")
        raise ValueError("the data is bad")

    monkeypatch.setattr(build, "_write", broken)
    with pytest.raises(ValueError, match="bad"):
        build.build(tmp_path / "g.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_two_builds_at_once_leave_one_whole_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(build, "_write", _tiny)
    path = tmp_path / "g.sqlite"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: build.build(path), range(8)))
    assert build.is_current(path)
    assert [item.name for item in tmp_path.iterdir()] == ["g.sqlite"]


def test_a_supplement_place_that_geonames_has_adds_only_its_names() -> None:
    places = [Raw("Konna", "ML", latitude=14.94, longitude=-3.89, geonameid=7)]
    twin = Raw("Konna", "ML", ["Kona"], latitude=14.95, longitude=-3.90, source="supplement")
    far = Raw("Konna", "ML", latitude=12.0, longitude=-8.0, source="supplement")
    build._merge(places, [twin, far])
    assert [place.geonameid for place in places] == [7, None]
    assert "Kona" in places[0].aliases


def test_the_middle_of_a_division_is_not_drawn_away_by_one_far_place() -> None:
    near = [Raw(str(n), "XX", latitude=10 + n / 100, longitude=20 + n / 100) for n in range(10)]
    latitude, longitude, reach = build._middle([*near, Raw("far", "XX", latitude=60.0, longitude=90.0)])
    assert latitude == pytest.approx(10.05, abs=0.1)
    assert longitude == pytest.approx(20.05, abs=0.1)
    assert reach is not None
    assert reach < 50
    assert build._middle([]) == (None, None, None)


def test_our_own_lists_are_well_formed() -> None:
    codes = {division.code for division in sources.divisions()}
    assert [row["code"] for row in sources.rows("admin1.csv") if row["code"] not in codes] == []
    assert [row["code"] for row in sources.rows("centres.csv") if row["code"] not in codes] == []
    iso = {country.iso2 for country in sources.countries()}
    assert [row["iso2"] for row in sources.rows("countries.csv") if row["iso2"] not in iso] == []


def test_a_row_of_the_supplement_finds_its_division_by_english_name() -> None:
    row = {
        "name": "Konna",
        "aliases": "Kona; Kônna",
        "country": "ML",
        "admin1": "Mopti",
        "latitude": "14.94",
        "longitude": "-3.89",
        "accuracy_km": "3",
        "kind": "town",
    }
    place = build._supplement(row, {("ML", "mopti"): "ML.04"})
    assert (place.admin1, place.kind, place.accuracy, place.aliases) == ("ML.04", "city", 3.0, ["Kona", "Kônna"])
    assert build._supplement(row | {"kind": "base"}, {}).kind == "site"
