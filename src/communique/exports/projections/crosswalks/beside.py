"""PLOVER's rule that MOBILIZE is not coded beside an ASSAULT, over a stream that is read once and never held in memory."""

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile

import msgspec

from communique.model import Incident

IN_MEMORY = 8 << 20
"""Bytes of held rows that stay in memory; more go to a file that ends with the run."""


class Held(msgspec.Struct, frozen=True):
    """A row that waits for the end of the stream: the incident, where it may not stand beside an ASSAULT, the row itself."""

    incident: str
    keys: tuple[int, ...]
    row: bytes


class Waiting:
    """MOBILIZE rows, held until every ASSAULT is known. Of an ASSAULT only numbers are kept, some tens of bytes each."""

    def __init__(self) -> None:
        self._assaults: set[int] = set()
        self._held: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (closed in ``close``)

    def assault(self, incident: Incident) -> None:
        """Remember where an ASSAULT was told."""
        self._assaults.update(places_told(incident))

    def hold(self, incident: Incident, row: bytes) -> None:
        """Hold a MOBILIZE row."""
        self._held.write(msgspec.json.encode(Held(incident.id, places_told(incident), row)) + b"\n")

    def held(self) -> Iterator[tuple[str, bytes, bool]]:
        """Each held row with its incident, and whether an ASSAULT stands beside it."""
        self._held.seek(0)
        for line in self._held:
            each = msgspec.json.decode(line, type=Held)
            yield each.incident, each.row, not self._assaults.isdisjoint(each.keys)

    def close(self) -> None:
        """Forget the rows."""
        self._held.close()


def places_told(incident: Incident) -> tuple[int, ...]:
    """A number for each report, first day and actor of an incident: two that share one are told side by side."""
    when = incident.date.value
    start = when.start if when else None
    actors = (*(incident.initiators.value or ()), *(incident.recipients.value or ()))
    names = {actor.name for actor in actors if actor.name}
    return tuple(hash((source.report, start, name)) for source in incident.sources for name in sorted(names))
