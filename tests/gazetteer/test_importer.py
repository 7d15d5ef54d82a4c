import contextlib
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.gazetteer import Gazetteer, ImportProblem, import_geonames
from communique.gazetteer.importer import imported_path
from communique.gazetteer.store import create, fill


def _line(number: int, name: str, code: str = "P", feature: str = "PPL", people: int = 900, aliases: str = "") -> str:
    return "\t".join(
        [
            str(number),
            name,
            name,
            aliases,
            "14.5",
            "-5.9",
            code,
            feature,
            "ML",
            "",
            "05",
            "",
            "",
            "",
            str(people),
            "",
            "280",
            "Africa/Bamako",
            "2020-01-01",
        ]
    )


@pytest.fixture
def main(tmp_path: Path) -> Path:
    path = tmp_path / "g.sqlite"
    connection = create(path)
    fill(connection, [], frozenset())
    connection.commit()
    connection.close()
    return path


def test_places_of_a_dump_are_found_by_name_and_alias(main: Path, tmp_path: Path) -> None:
    dump = tmp_path / "ML.txt"
    dump.write_text(_line(1, "Sokoura", aliases="Soukoura,Sokura") + "\n" + _line(2, "Old Well", "H", "WLL") + "\n")
    assert import_geonames(dump, main) == 1
    found = Gazetteer(main).lookup("soukoura")
    assert [(entry.geonameid, entry.source, entry.country_name, entry.alias) for entry in found] == [
        (1, "imported", "Mali", True)
    ]
    assert Gazetteer(main).lookup("Old Well") == ()


def test_importing_twice_changes_nothing(main: Path, tmp_path: Path) -> None:
    dump = tmp_path / "ML.txt"
    dump.write_text(_line(1, "Sokoura") + "\n")
    import_geonames(dump, main)
    import_geonames(dump, main)
    assert len(Gazetteer(main).lookup("Sokoura")) == 1


def test_a_zip_as_downloaded_is_read(main: Path, tmp_path: Path) -> None:
    packed = tmp_path / "ML.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("ML.txt", _line(1, "Sokoura") + "\n")
    assert import_geonames(packed, main) == 1


def test_imported_places_outlive_a_new_build(main: Path, tmp_path: Path) -> None:
    dump = tmp_path / "ML.txt"
    dump.write_text(_line(1, "Sokoura") + "\n")
    import_geonames(dump, main)
    main.unlink()
    connection = create(main)
    connection.close()
    assert Gazetteer(main).lookup("Sokoura")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one\ttwo\n", r"line 1: 2 columns .* 19"),
        (_line(1, "A place") + "\n" + _line(2, "B").replace("14.5", "north") + "\n", r"line 2: .*fetch"),
    ],
)
def test_a_file_that_is_no_dump_is_refused_with_line_and_remedy(
    main: Path, tmp_path: Path, text: str, words: str
) -> None:
    dump = tmp_path / "bad.txt"
    dump.write_text(text)
    with pytest.raises(ImportProblem, match=words):
        import_geonames(dump, main)
    assert Gazetteer(main).lookup("A place") == (), "all or nothing"


def test_a_missing_file_and_a_binary_one_say_so(main: Path, tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match="no such file"):
        import_geonames(tmp_path / "none.txt", main)
    (tmp_path / "binary.txt").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(ImportProblem, match="UTF-8"):
        import_geonames(tmp_path / "binary.txt", main)


@given(st.text(max_size=200))
def test_no_text_crashes_the_import(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("dump")
    dump = folder / "any.txt"
    dump.write_text(text, encoding="utf-8", newline="")
    with contextlib.suppress(ImportProblem):
        assert import_geonames(dump, folder / "g.sqlite") == 0
    assert imported_path(folder / "g.sqlite").parent == folder
