"""What asking a source gives, or why it gave nothing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta


class SourceFailedError(Exception):
    """A source that cannot be asked or gives nothing that is read. ``str()`` is words for the person who watches it.

    ``wait`` is how long the source asked to be left alone.
    """

    def __init__(self, words: str, wait: timedelta | None = None) -> None:
        super().__init__(words)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Found:
    """What a source had: ``kept`` snapshots that are new; ``again`` when more of it waits; ``asked`` whether it was reached;
    ``problems`` with parts of it, in words."""

    kept: int = 0
    again: datetime | None = None
    asked: bool = True
    problems: tuple[str, ...] = field(default=())
