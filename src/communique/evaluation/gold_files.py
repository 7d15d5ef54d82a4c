"""Find and read the files of the gold sets."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec


class GoldError(ValueError):
    """A gold file that is missing or cannot be read; the message names the file, the place and what is wrong."""


def part(gold: Path, suite: str, name: str) -> Path:
    """The file of one part (``dev``, ``tst1-2``) of a set. Raises ``GoldError`` where it is not there."""
    found = sorted(path for path in (gold / suite).glob(f"{name}.*") if path.is_file())
    if not found:
        raise GoldError(f"{gold / suite / name}.*: not here; name the folder that holds the gold sets with --gold")
    return found[0]


def text(path: Path) -> str:
    """A whole file as text, unpacked where its name ends in ``.gz``."""
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        return data.decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: cannot be read ({error})") from error


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file. Raises ``GoldError`` naming the line that is not one."""
    for number, line in enumerate(text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield msgspec.json.decode(line, type=dict[str, Any])
        except msgspec.DecodeError as error:
            raise GoldError(f"{path}, line {number}: not a JSON object ({error})") from error
