"""Tables of cells on binary streams, written and read row by row: UTF-8 without a byte order mark, which a reader may meet."""

import contextlib
import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO, BinaryIO

from communique.exports.flat import guarded
from communique.exports.projection import UnreadableError
from communique.exports.projections.flat_incident.cells import text


@contextlib.contextmanager
def as_text(stream: IO[bytes], encoding: str = "utf-8") -> Iterator[io.TextIOWrapper]:
    """A binary stream as text for a while; the stream itself stays open, or closed where another closed it meanwhile."""
    wrapped = io.TextIOWrapper(stream, encoding=encoding, newline="", write_through=True)
    try:
        yield wrapped
    finally:
        if not stream.closed:
            wrapped.detach()


def line(values: Iterable[object]) -> list[str]:
    """Values as cells; text that a spreadsheet would run is guarded."""
    return [text(guarded(value)) for value in values]  # type: ignore[arg-type]


def rows(stream: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file that are not empty, each with the number of its last line. Raises ``UnreadableError``."""
    with as_text(stream, "utf-8-sig") as lines:
        reader = csv.reader(lines, strict=True)
        try:
            yield from ((reader.line_num, cells) for cells in reader if cells)
        except csv.Error as error:
            raise UnreadableError(f"line {reader.line_num}: {error}; give a CSV file with commas") from error
        except UnicodeDecodeError as error:
            raise UnreadableError(f"after line {reader.line_num}: not UTF-8; save the file as UTF-8") from error
