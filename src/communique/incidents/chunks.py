"""Files of lines in pieces that processes read for themselves, and the lines of a piece by their offsets."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import msgspec

from communique.incidents.inputs import STANDARD_INPUT, InputError, read_document
from communique.model import EventLine

SIZE = 4 << 20
"""Bytes of a piece, about: some thousand events."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file of lines: ``path`` is read, ``name`` is what the user calls it."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole lines of a file: bytes ``start`` to ``end``; ``line`` is the number of the first, from 1."""

    file: int
    source: Input
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Line:
    """Where a line stands."""

    file: int
    start: int
    length: int


def inputs(paths: Sequence[str], stack: ExitStack) -> list[Input]:
    """The files as lines; standard input and JSON documents are put by as temporary files. Raises ``InputError``."""
    return [_input(path, stack) for path in paths]


def _input(path: str, stack: ExitStack) -> Input:
    if path != STANDARD_INPUT and not path.endswith(".json"):
        if not Path(path).is_file():
            raise InputError(f"{path}: no such file; give a file of communique code -o events.jsonl")
        return Input(path, path)
    spool = stack.enter_context(tempfile.NamedTemporaryFile(suffix=".jsonl"))  # noqa: SIM115
    if path == STANDARD_INPUT:
        shutil.copyfileobj(sys.stdin.buffer, spool)
    else:
        for told in read_document(path):
            fields = {name: getattr(told.event, name) for name in told.event.__struct_fields__}
            spool.write(msgspec.json.encode(EventLine(**fields, origin=told.origin)) + b"\n")
    spool.flush()
    return Input(spool.name, path)


def chunks(sources: Sequence[Input], size: int = SIZE) -> Iterator[Chunk]:
    """Pieces of about ``size`` bytes, every line whole in one of them."""
    for number, source in enumerate(sources):
        start, line = 0, 1
        with Path(source.path).open("rb") as file:
            while piece := file.read(size):
                piece += file.readline()
                yield Chunk(number, source, start, start + len(piece), line)
                start, line = start + len(piece), line + piece.count(b"\n")


def lines(chunk: Chunk) -> Iterator[tuple[int, Line, bytes]]:
    """Number, place and bytes of every line of a piece that is not blank."""
    with Path(chunk.source.path).open("rb") as file:
        file.seek(chunk.start)
        data = file.read(chunk.end - chunk.start)
    start = 0
    for number, line in enumerate(data.split(b"\n"), chunk.line):
        if line.strip():
            yield number, Line(chunk.file, chunk.start + start, len(line)), line
        start += len(line) + 1


def read(files: Sequence[int], line: Line) -> bytes:
    """The bytes of a line; ``files`` are the descriptors of the open files."""
    return os.pread(files[line.file], line.length, line.start)


def read_all(sources: Sequence[Input], wanted: Sequence[Line]) -> Iterator[bytes]:
    """The bytes of lines, in their order."""
    files = [os.open(source.path, os.O_RDONLY) for source in sources]
    try:
        yield from (read(files, line) for line in wanted)
    finally:
        for file in files:
            os.close(file)
