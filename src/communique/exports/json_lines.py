"""JSON and JSON lines: the record as it is, nothing lost."""

from collections.abc import Sequence
from typing import TextIO

import msgspec

from communique.incidents.origins import origin
from communique.model import Event, EventLine, Report


def encode(value: Event | Report) -> str:
    """One line of JSON with the codebook's field names; null where the report gives nothing."""
    return msgspec.json.encode(value).decode()


class JsonLinesWriter:
    """One event a line, and what linking needs of its report."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def add(self, report: Report, events: Sequence[Event]) -> None:
        """Write a line for each event, with its report in brief; a report without events adds none."""
        brief = origin(report) if events else None
        for event in events:
            fields = {name: getattr(event, name) for name in event.__struct_fields__}
            self._out.write(encode(EventLine(**fields, origin=brief)) + "\n")

    def close(self) -> None:
        """Nothing stands at the end of JSON lines."""


class JsonWriter:
    """One JSON document: ``{"reports": [{"report": ..., "events": [...]}, ...]}``, written as it comes."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._first = True

    def add(self, report: Report, events: Sequence[Event]) -> None:
        """Write one report with its events."""
        self._out.write('{"reports": [\n' if self._first else ",\n")
        self._first = False
        inner = ",\n".join("  " + encode(event) for event in events)
        self._out.write(f'{{"report": {encode(report)},\n "events": [\n{inner}\n ]}}')

    def close(self) -> None:
        """Close the lists."""
        self._out.write('{"reports": []}\n' if self._first else "\n]}\n")
