"""Gold of suite ``plover``: sentences with a marked source and target and the PLOVER event that passes between them.

Two forms are read: JSON lines with ``sentence``, ``marked_sentence`` (``<s>``, ``<t>``) and ``gold_root``; and the
coded examples of the PLOVER manual (``.txt``), which are written like JSON with slips, so that fields are picked out
one by one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.evaluation.gold_files import GoldError, part, rows, text
from communique.model import Span

MARK = re.compile(r"</?([st])>")
OLD_NAMES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
"""Names of PLOVER 0.5 for what PLOVER 2.0 names otherwise."""
MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""The gold has one class for the two ways of giving way (CAMEO 08)."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One coded pair. ``sources`` and ``targets`` are offsets into ``text``; empty where none is marked."""

    id: str
    text: str
    sources: tuple[Span, ...]
    targets: tuple[Span, ...]
    root: str


def load(gold: Path, name: str) -> list[Marked]:
    """The pairs of one part. Raises ``GoldError`` naming file and place."""
    path = part(gold, "plover", name)
    if ".txt" in path.suffixes:
        return list(_examples(path))
    return [_from_row(path, number, row) for number, row in enumerate(rows(path), 1)]


def _from_row(path: Path, number: int, row: dict[str, str]) -> Marked:
    try:
        plain, spans = unmarked(row["marked_sentence"])
        return Marked(f"{row['sentence_id']}/{number}", plain, spans["s"], spans["t"], row["gold_root"])
    except KeyError as error:
        raise GoldError(f"{path}, line {number}: {error} is missing") from error


def unmarked(marked: str) -> tuple[str, dict[str, tuple[Span, ...]]]:
    """A sentence without its marks, and the offsets of what each mark enclosed."""
    plain, opened = "", {"s": -1, "t": -1}
    spans: dict[str, list[Span]] = {"s": [], "t": []}
    position = 0
    for mark in MARK.finditer(marked):
        plain += marked[position : mark.start()]
        position = mark.end()
        if mark[0].startswith("</"):
            spans[mark[1]].append((opened[mark[1]], len(plain)))
        else:
            opened[mark[1]] = len(plain)
    return plain + marked[position:], {name: tuple(found) for name, found in spans.items()}


def _examples(path: Path) -> Iterator[Marked]:
    for block in re.split(r'(?="id":\s*")', text(path))[1:]:
        name, told, root = (_field(block, field) for field in ("id", "text", "event"))
        if name and told and root:
            named = OLD_NAMES.get(root, MERGED.get(root, root))
            sides = [_spans(block, side, told) for side in ("source", "target")]
            yield Marked(name, told, sides[0], sides[1], named)


def _field(block: str, name: str) -> str | None:
    found = re.search(rf'"{name}":\s*"((?:[^"\\]|\\.)*)"', block)
    return found[1].replace('\\"', '"') if found else None


def _spans(block: str, side: str, told: str) -> tuple[Span, ...]:
    """Where the named actors of a side stand in the text, as far as they do."""
    listed = re.search(rf'"{side}":\s*\[(.*?)\]', block, re.DOTALL)
    names = re.findall(r'"actorText":\s*"([^"]+)"', listed[1]) if listed else []
    starts = [(told.find(name), name) for name in names]
    return tuple((start, start + len(name)) for start, name in starts if start >= 0)
