"""What could not be read, and what to do about it."""

from dataclasses import dataclass
from typing import Literal

FailureKind = Literal["unreadable", "unsupported-language"]


@dataclass(frozen=True, slots=True)
class Failure:
    """One input, or a part of one, that gave no report.

    ``source`` names the file, address or ``-`` and, where there is one, the place in it ("reports.jsonl, line 7").
    ``str()`` is one line for the user: source, reason, remedy.
    """

    source: str
    reason: str
    remedy: str
    kind: FailureKind = "unreadable"

    def __str__(self) -> str:
        return " ".join(f"{self.source}: {self.reason}; {self.remedy}".split())


class UnreadableError(Exception):
    """Raised inside the readers; becomes a ``Failure`` that names the source."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy

    def failure(self, source: str) -> Failure:
        """The same, with where it happened."""
        return Failure(source, self.reason, self.remedy)
