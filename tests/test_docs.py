"""Docs live with the code: what a user can type, set or read in the output is documented."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click

from communique.cli import main
from communique.codebook.types import load_codebook
from communique.exports.flat import COLUMNS
from communique.exports.formats import FORMATS
from communique.exports.registry import MODULES, projection
from communique.model import Event

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def commands(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every command that can be typed."""
    if not isinstance(command, click.Group):
        return [path]
    return [found for name, child in command.commands.items() for found in commands(child, (*path, name))]


def prose() -> str:
    return "\n".join(path.read_text("utf-8") for path in (ROOT / "README.md", *sorted(DOCS.rglob("*.md"))))


def test_every_command_is_told_of_in_the_prose() -> None:
    text = prose()
    for path in commands(main):
        assert f"communique {' '.join(path)}" in text, f"communique {' '.join(path)} is not documented"


def test_every_command_and_option_has_help() -> None:
    def check(command: click.Command) -> None:
        assert command.help, command.name
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, f"{command.name} {option.name}"
        if isinstance(command, click.Group):
            for child in command.commands.values():
                check(child)

    check(main)


def test_every_environment_setting_is_documented() -> None:
    settings = set()
    for path in (ROOT / "src").rglob("*.py"):
        settings |= set(re.findall(r"[\"'](COMMUNIQUE_[A-Z_]+)[\"']", path.read_text("utf-8")))
    text = prose()
    assert not {setting for setting in settings if setting not in text}


def test_every_format_and_column_is_documented() -> None:
    text = (DOCS / "formats.md").read_text("utf-8")
    for name in (*FORMATS, *COLUMNS):
        assert f"`{name}`" in text, name


def test_every_projection_has_its_page_its_golden_file_and_its_codes_told() -> None:
    index = (DOCS / "exports" / "index.md").read_text("utf-8")
    for name in MODULES:
        page = DOCS / "exports" / f"{name}.md"
        text = page.read_text("utf-8")
        assert f"[`{name}`]({page.name})" in index
        assert "lost" in text, f"{page.name} does not say what is lost"
        if "csv.md#columns" in text:  # the formats that share the columns of the CSV tell of them there
            text += (DOCS / "exports" / "csv.md").read_text("utf-8")
        assert list((ROOT / "tests/exports/golden").glob(f"{name}.*")), f"{name} has no golden file"
        for code in projection(name).codes:
            assert code in text, f"{page.name} does not tell of {code}"


def test_every_type_and_field_stands_in_the_codebook_page() -> None:
    text = (DOCS / "codebook.md").read_text("utf-8")
    for name in load_codebook().types:
        assert f"| `{name}` |" in text, name
    for field in Event.__struct_fields__:
        assert f"`{field}" in text or field in ("id", "report", "evidence", "rules", "confidence"), field


def test_every_dependency_has_its_line() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    block = project.split("dependencies = [")[1].split("]")[0]
    text = (DOCS / "dependencies.md").read_text("utf-8")
    for line in re.findall(r'"([a-z0-9-]+)', block):
        assert f"| {line} |" in text, line


def test_no_registry_host_stands_in_the_constraints() -> None:
    constraints = (ROOT / "constraints.txt").read_text("utf-8")
    assert "://" not in constraints
    assert all("==" in line for line in constraints.splitlines() if line and not line.startswith("#"))


def test_the_docs_build_without_a_warning_and_have_a_page_on_every_type(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {path.parent.name for path in (tmp_path / "site" / "types").glob("*/index.html")}
    assert set(load_codebook().types) <= pages
