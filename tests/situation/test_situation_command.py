"""``communique situation`` as it is typed."""

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from samples import sample_incidents

from communique.cli import main
from communique.commands.situation import situation
from communique.situation import Situation

DOCS = Path(__file__).parent.parent.parent / "docs" / "situation.md"


@pytest.fixture
def samples(tmp_path: Path) -> str:
    path = tmp_path / "incidents.jsonl"
    path.write_bytes(b"".join(msgspec.json.encode(incident) + b"\n" for incident in sample_incidents()))
    return str(path)


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["situation", *args])


def asked(*args: str) -> Situation:
    done = run(*args, "--format", "json")
    assert done.exit_code == 0, done.output
    return msgspec.json.decode(done.stdout, type=Situation)


@pytest.mark.parametrize("country", ["ML", "ml", "MLI", "Mali", "mali"])
def test_a_country_is_its_name_or_code(samples: str, country: str) -> None:
    found = asked(samples, "--country", country, "--on", "2013-01-22")
    assert found.country == "Mali"
    assert [state.place.name for state in found.places] == ["Diabaly"]


def test_the_picture_of_a_day_is_not_that_of_a_later_day(samples: str) -> None:
    early = asked(samples, "--country", "Mali", "--on", "2013-01-19")
    assert [state.state for state in early.places] == ["unknown"]
    late = asked(samples, "--country", "Mali", "--on", "2013-02-10")
    assert [state.state for state in late.places] == ["held"]


def test_text_is_what_is_printed(samples: str) -> None:
    done = run(samples, "--country", "ML", "--on", "2013-01-22", "--since", "2013-01-20")
    assert done.exit_code == 0
    assert done.stdout.startswith("Mali on 2013-01-22 ─")
    assert "What changed since 2013-01-20" in done.stdout


def test_a_place_and_an_actor_by_other_names(samples: str) -> None:
    by_name = asked(samples, "--place", "DIABALY", "--on", "2014-01-01").incidents
    assert by_name > 3
    assert asked(samples, "--place", "Nowhere at all", "--on", "2014-01-01").incidents == 0
    whole = asked(samples, "--actor", "Ansar Dine", "--on", "2014-01-01").incidents
    assert whole > 3
    assert asked(samples, "--actor", "Ansar Eddine", "--on", "2014-01-01").incidents == whole
    assert asked(samples, "--actor", "nobody at all", "--on", "2014-01-01").incidents == 0


def test_a_picture_is_written(samples: str, tmp_path: Path) -> None:
    target = tmp_path / "new" / "mali.svg"
    assert run(samples, "--country", "ML", "--on", "2013-01-22", "--plot", str(target)).exit_code == 0
    assert "Diabaly" in target.read_text("utf-8")
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--country", "Atlantis"), "no country of this name"),
        (("--on", "22 January"), "--on"),
        (("--on", "2013-01-01", "--since", "2013-01-01"), "is not before --on"),
        (("--plot", "mali.pdf"), ".png or .svg"),
        (("--plot", "/dev/null/x.png"), "cannot be written"),
        (("--format", "yaml"), "yaml"),
    ],
)
def test_what_makes_no_sense_is_said_with_code_2(samples: str, args: tuple[str, ...], words: str) -> None:
    done = run(samples, *args)
    assert done.exit_code == 2
    assert words in done.output


def test_a_file_of_something_else_is_said_with_code_2(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x"}\n')
    for path in (tmp_path / "a.jsonl", tmp_path / "none.jsonl"):
        done = run(str(path), "--on", "2013-01-22")
        assert done.exit_code == 2
        assert path.name in done.output


def test_every_option_stands_on_the_page() -> None:
    text = DOCS.read_text("utf-8")
    for option in situation.params:
        for name in option.opts:
            assert name == "files" or f"`{name}`" in text, name
