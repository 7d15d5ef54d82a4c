"""The coder as the desk's settings ask for it, and the version that is written beside what it reads."""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Protocol

from django.conf import settings

from communique import __version__
from communique.codebook.files import BUILT_IN
from communique.model import Event as Record
from communique.model import Report as ReportRecord

LEARNED = resources.files("communique.coding.learned") / "data"
"""The weights of the learned reader."""


class Reads(Protocol):
    """What the worker needs of a coder."""

    def stream(self, reports: Iterable[ReportRecord]) -> Iterator[tuple[ReportRecord, list[Record]]]:
        """Each report with its events, in order."""


@dataclass(frozen=True, slots=True)
class Coding:
    """A coder and its version, as it is kept in ``Report.coded_with``."""

    coder: Reads
    coded_with: str


def open_coding() -> Coding:
    """The coder of the settings. Raises ``CodebookError`` or ``LearnedReaderError`` where it cannot be had."""
    from communique.coding.pipeline import load  # brings spaCy, which pages do without

    return Coding(load(settings.CODEBOOK, settings.READER), version(settings.READER, settings.CODEBOOK))


def version(reader: str, codebook: str | None = None) -> str:
    """``0.1.0 both 1f2e...``: package, reader, and a hash of the codebook's files, of the user's folder and of the weights.

    Two readings of one report with the same version are the same.
    """
    parts = [_built_in(reader), *(_files(Path(codebook)) if codebook is not None else ())]
    return f"{__version__[:20]} {reader} {sha256(b''.join(parts)).hexdigest()[:16]}"


@functools.cache
def _built_in(reader: str) -> bytes:
    folders = (BUILT_IN,) if reader == "rules" else (BUILT_IN, LEARNED)
    return b"".join(part for folder in folders for part in _files(folder))


def _files(folder: Traversable) -> Iterator[bytes]:
    """Hashes of the names and the bytes of every file below a folder, in order."""
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        if path.is_dir():
            yield from _files(path)
        else:
            yield sha256(path.name.encode()).digest() + sha256(path.read_bytes()).digest()
