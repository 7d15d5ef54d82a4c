"""What every export is: something that takes reports with their events one by one and is closed at the end."""

from collections.abc import Sequence
from typing import Protocol, TextIO

from communique.model import Event, Report


class Writer(Protocol):
    """Writes to a text stream it was made with. ``add`` may be called any number of times, ``close`` once."""

    def add(self, report: Report, events: Sequence[Event]) -> None:
        """Write one report's events (there may be none)."""

    def close(self) -> None:
        """Write what stands at the end. The stream itself stays open."""


class WriterFactory(Protocol):
    """Makes a writer on a text stream."""

    def __call__(self, out: TextIO) -> Writer:
        """Make the writer."""
