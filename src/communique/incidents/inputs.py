"""Read what ``communique link`` and ``communique code`` wrote: incidents, and events with the report they come from."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from communique.incidents.origins import origin
from communique.incidents.told import Told
from communique.model import Event, EventLine, Incident, Origin, Report

INCIDENT = msgspec.json.Decoder(Incident)
STANDARD_INPUT = "-"


EVENT = msgspec.json.Decoder(EventLine)
FIELDS = Event.__struct_fields__


class InputError(ValueError):
    """A file that cannot be read as events or incidents; the message names file, line and remedy."""


def read_incidents(paths: Sequence[str]) -> Iterator[Incident]:
    """The incidents of JSON lines files, one at a time; ``-`` is standard input. Raises ``InputError``."""
    for path, number, line in _lines(paths):
        if b'"sources":' not in line:
            raise InputError(
                f"{path}, line {number}: no incident; make incidents with: communique link {path} -o incidents.jsonl"
            )
        yield _incident(line, path, number)


def read_either(paths: Sequence[str]) -> Iterator[Incident | Told | InputError]:
    """Incidents or events, line by line; a line that is neither is an error in its place, and the rest goes on.

    Raises ``InputError`` on a file that cannot be opened, or a JSON document of another form.
    """
    for path in paths:
        if path.endswith(".json"):
            yield from read_document(path)
            continue
        for _, number, line in _lines([path]):
            try:
                yield _incident(line, path, number) if b'"sources":' in line else parse_event(line, path, number)
            except InputError as error:
                yield error


def _incident(line: bytes, path: str, number: int) -> Incident:
    try:
        return INCIDENT.decode(line)
    except msgspec.DecodeError as error:
        raise InputError(f"{path}, line {number}: {error}; make the file again with communique link") from error


def read_events(paths: Sequence[str]) -> Iterator[Told]:
    """The events of JSON lines or JSON files of ``communique code``; ``-`` is standard input. Raises ``InputError``."""
    for path in paths:
        if path.endswith(".json"):
            yield from read_document(path)
        else:
            for _, number, line in _lines([path]):
                yield parse_event(line, path, number)


def parse_event(line: bytes, path: str, number: int) -> Told:
    """One line. Raises ``InputError``."""
    try:
        found = EVENT.decode(line)
    except msgspec.DecodeError as error:
        raise InputError(
            f"{path}, line {number}: {error}; make the file with: communique code REPORTS -o events.jsonl"
        ) from error
    event = Event(**{name: getattr(found, name) for name in FIELDS})
    return Told(event, found.origin or Origin(report=event.report))


class _Coded(msgspec.Struct, frozen=True):
    report: Report
    events: tuple[Event, ...]


class _Document(msgspec.Struct, frozen=True):
    reports: tuple[_Coded, ...]


def read_document(path: str) -> Iterator[Told]:
    """The events of a JSON document of ``communique code -o FILE.json``. Raises ``InputError``."""
    with _opened(path) as file:
        data = file.read()
    try:
        found = msgspec.json.decode(data, type=_Document)
    except msgspec.DecodeError as error:
        raise InputError(f"{path}: {error}; make the file with: communique code REPORTS -o events.json") from error
    for coded in found.reports:
        brief = origin(coded.report)
        yield from (Told(event, brief) for event in coded.events)


def _lines(paths: Sequence[str]) -> Iterator[tuple[str, int, bytes]]:
    """Path, number from 1, and bytes of every line that is not blank."""
    for path in paths:
        with _opened(path) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield path, number, line


def _opened(path: str) -> BinaryIO:
    if path == STANDARD_INPUT:
        return open(0, "rb", closefd=False)
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; give a file of communique code or communique link") from error
