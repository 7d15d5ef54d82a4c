"""A line of JSON lines: an event with the report it comes from, in brief."""

from communique.model.event import Event
from communique.model.origin import Origin


class EventLine(Event, frozen=True, kw_only=True):
    """What ``communique code --format jsonl`` writes: the event's fields, and ``origin``."""

    origin: Origin | None = None
