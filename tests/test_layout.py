"""The layout shows the architecture: a folder may import only what stands to its left."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "communique"
MAY_IMPORT = {
    "model": set(),
    "schema": {"model"},
    "reading": {"model"},
    "codebook": {"model"},
    "gazetteer": {"model"},
    "coding": {"model", "codebook", "gazetteer", "reading"},
    "exports": {"model", "codebook", "incidents"},
    "incidents": {"model", "codebook", "gazetteer", "coding"},
    "situation": {"model", "codebook", "incidents", "gazetteer"},
    "evaluation": {"model", "codebook", "gazetteer", "reading", "coding", "incidents"},
    "desk": {
        "model",
        "codebook",
        "gazetteer",
        "reading",
        "coding",
        "incidents",
        "situation",
        "exports",
        "evaluation",
        "schema",
    },
}


def imported_layers(path: Path) -> set[str]:
    """The layers of our own package that a module imports."""
    layers = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        if isinstance(node, ast.ImportFrom) and node.module == "communique":
            names = [f"communique.{alias.name}" for alias in node.names if alias.name != "__version__"]
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        layers.update(name.split(".")[1] for name in names if name.startswith("communique."))
    return layers


@pytest.mark.parametrize("layer", sorted(MAY_IMPORT))
def test_no_layer_imports_one_to_its_right(layer: str) -> None:
    folder = SOURCE / layer
    files = sorted(folder.rglob("*.py")) if folder.is_dir() else [SOURCE / f"{layer}.py"]
    assert files
    for path in files:
        outside = imported_layers(path) - {layer} - MAY_IMPORT[layer]
        assert not outside, (
            f"{path.relative_to(SOURCE)} imports {sorted(outside)}, which stands to the right of {layer}"
        )


def test_every_folder_has_its_place_in_the_architecture() -> None:
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert folders - set(MAY_IMPORT) == {"commands"}


def test_a_wrong_import_would_be_seen(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from communique.desk.models import Incident\nimport communique.exports.table\n")
    assert imported_layers(wrong) == {"desk", "exports"}
