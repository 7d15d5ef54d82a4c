"""The files of a codebook: which there are, and what stands on which line."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

Where = tuple[str | int, ...]
"""A way into a YAML document: keys and list positions."""

BUILT_IN = resources.files("communique.codebook") / "data"
SINGLE_FILES = ("frames.yaml", "classes.yaml", "hierarchy.yaml")
OTHER_FILES = (
    "actors_grammar.yaml",
    "assertion.yaml",
    "attribution.yaml",
    "effects.yaml",
    "numbers.yaml",
    "places_grammar.yaml",
    "times.yaml",
)
"""Lists of other parts of the coding; no one checks them here."""
TYPES_FOLDER = "types"


class Loader(yaml.CSafeLoader):
    """Reads YAML with ``on``, ``off``, ``yes`` and ``no`` as the words they are; only true and false are truth values."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Document:
    """A YAML file as plain values, with the line (from 1) on which each of them starts and the keys given twice."""

    value: Any
    lines: dict[Where, int]
    repeated: tuple[tuple[Where, int], ...]

    def line(self, where: Where) -> int:
        """The line of a value, or of the nearest value that holds it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


def type_files(folder: Traversable) -> list[Traversable]:
    """The files of event types in a codebook folder, by name; none where it has no ``types`` folder."""
    types = folder / TYPES_FOLDER
    if not types.is_dir():
        return []
    return sorted(
        (file for file in types.iterdir() if file.name.endswith((".yaml", ".yml"))), key=lambda file: file.name
    )


def single_files(folder: Traversable) -> dict[str, Traversable]:
    """The other files that a codebook folder has, by name."""
    return {name: folder / name for name in SINGLE_FILES if (folder / name).is_file()}


def read(file: Traversable) -> Any:
    """The plain values of a YAML file. Raises ``yaml.YAMLError`` or ``UnicodeDecodeError``."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=Loader)


def read_with_lines(file: Traversable | Path) -> Document:
    """The values of a YAML file with their lines. Raises as ``read`` does."""
    text = file.read_text(encoding="utf-8")
    root = yaml.compose(text, Loader=Loader)
    if root is None:
        return Document(None, {}, ())
    lines: dict[Where, int] = {}
    repeated: list[tuple[Where, int]] = []
    for where, node, twice in _walk(root, ()):
        line = node.start_mark.line + 1
        lines.setdefault(where, line)
        if twice:
            repeated.append((where, line))
    return Document(yaml.load(text, Loader=Loader), lines, tuple(repeated))


def _walk(node: yaml.Node, where: Where) -> Iterator[tuple[Where, yaml.Node, bool]]:
    yield where, node, False
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            yield (*where, name), key, name in seen
            seen.add(name)
            yield from _walk(value, (*where, name))
    elif isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            yield from _walk(item, (*where, position))
