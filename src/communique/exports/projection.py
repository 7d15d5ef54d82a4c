"""What every export of incidents is: a lossy projection that can be written, and read back by its codes.

An event alone is exported as an incident of one event, so a projection knows incidents only.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from communique.model import Incident


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An incident that the format has no place for, and why, in words."""

    incident: str
    reason: str


@dataclass(slots=True)
class Outcome:
    """What a writer did: incidents and rows written, and what was left out."""

    incidents: int = 0
    rows: int = 0
    left_out: list[LeftOut] = field(default_factory=list)


class UnreadableError(ValueError):
    """A file that is not of the format; the message names the line or place and the remedy."""


@dataclass(frozen=True, slots=True)
class Projection:
    """A format. ``write`` takes incidents to a binary stream; ``read`` gives incidents back, with the codes that the format
    keeps and nothing else (no events, no claims but its own). ``read`` raises ``UnreadableError``.

    ``codes`` are the columns or keys that come back the same when what was read is written again.
    """

    name: str
    suffix: str
    summary: str
    write: Callable[[Iterable[Incident], BinaryIO], Outcome]
    read: Callable[[BinaryIO], Iterator[Incident]]
    codes: tuple[str, ...]
