"""What every suite is: a name, the parts it reads, and a function that measures."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from communique.coding.readers import DEFAULT_READER
from communique.evaluation.results import Result


@dataclass(frozen=True, slots=True)
class Run:
    """What the user asked of a run."""

    gold: Path
    """The folder that holds the gold sets, a folder each."""
    parts: tuple[str, ...]
    """The parts (file stems) to read: those asked for, or the suite's own."""
    reader: str = DEFAULT_READER
    limit: int | None = None
    """Read at most so many items of each part; None is all. For a quick look and for the gate."""


@dataclass(frozen=True, slots=True)
class Suite:
    """One set of measurements on one gold folder."""

    name: str
    about: str
    """One line for ``--help`` and the docs: what is measured."""
    folder: str
    parts: tuple[str, ...]
    run: Callable[[Run], Result]
