"""Inside the desk, too, nothing imports what stands to its right; ``accounts`` and ``archive`` know of each other."""

import ast
from pathlib import Path

import pytest

DESK = Path(__file__).parents[2] / "src" / "communique" / "desk"
MAY_IMPORT = {
    "config": {"public", "archive"},
    "accounts": {"archive", "config"},
    "archive": {"accounts"},
    "ingest": {"accounts", "archive", "config"},
    "review": {"accounts", "archive"},
    "public": {"accounts", "archive"},
    "newsletters": {"accounts", "archive", "config", "ingest", "public"},
    "api": {"accounts", "archive", "config", "ingest", "newsletters", "public", "review"},
    "operations": {"accounts", "archive", "ingest", "newsletters", "review", "public", "api", "config"},
}


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found |= {name.split(".")[2] for name in names if name.startswith("communique.desk.")}
    return found


@pytest.mark.parametrize("app", sorted(MAY_IMPORT))
def test_no_app_imports_one_to_its_right(app: str) -> None:
    for path in sorted((DESK / app).rglob("*.py")):
        outside = imported(path) - {app} - MAY_IMPORT[app]
        assert not outside, f"{path.relative_to(DESK)} imports {sorted(outside)}"


def test_every_app_has_its_place() -> None:
    assert {path.parent.name for path in DESK.glob("*/__init__.py")} == set(MAY_IMPORT)
