"""Where events go: standard output or files, each in its format; a file appears whole or not at all."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import click

from communique.exports.formats import FORMATS
from communique.exports.writer import Writer

BY_SUFFIX = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".geojson": "geojson",
    ".html": "html",
    ".txt": "table",
}


@dataclass(frozen=True, slots=True)
class Target:
    """A format and the file it goes to; no file means standard output."""

    format: str
    path: Path | None


def targets(format_name: str | None, files: Sequence[Path]) -> list[Target]:
    """What the options ask for. Raises ``click.UsageError`` for a file whose suffix names no format."""
    if not files:
        return [Target(format_name or "table", None)]
    if len(files) == 1 and format_name is not None:
        return [Target(format_name, files[0])]
    found = [Target(_format_of(path), path) for path in files]
    return [*found, Target(format_name, None)] if format_name is not None else found


def _format_of(path: Path) -> str:
    name = BY_SUFFIX.get(path.suffix.lower())
    if name is None:
        known = ", ".join(sorted(BY_SUFFIX))
        raise click.UsageError(
            f"{path}: no format is known for this suffix; end the name in one of {known}, or give --format"
        )
    return name


@contextmanager
def writers(wanted: Sequence[Target]) -> Iterator[list[Writer]]:
    """Open every target; on success each file takes its name, on failure none does and the half-made ones are removed."""
    with ExitStack() as stack:
        yield [stack.enter_context(_writer(target)) for target in wanted]


@contextmanager
def _writer(target: Target) -> Iterator[Writer]:
    if target.path is None:
        writer = FORMATS[target.format](sys.stdout)
        yield writer
        writer.close()
        return
    part = target.path.with_name(target.path.name + ".part")
    try:
        target.path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="") as out:
            writer = FORMATS[target.format](out)
            yield writer
            writer.close()
        part.replace(target.path)
    except OSError as error:
        raise click.ClickException(
            f"{target.path}: cannot be written ({error.strerror}); choose another place with -o"
        ) from error
    finally:
        if part.exists():
            part.unlink()


@contextmanager
def binary_output(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that takes its name on success and leaves nothing on failure."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as out:
            yield out
        part.replace(path)
    except OSError as error:
        raise click.ClickException(
            f"{path}: cannot be written ({error.strerror}); choose another place with -o"
        ) from error
    finally:
        if part.exists():
            part.unlink()
