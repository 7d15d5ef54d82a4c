"""The media type of a file by its name, as the readers know them; content is looked at first."""

from pathlib import PurePath
from types import MappingProxyType

from communique.desk.ingest.parsing import MESSAGE
from communique.reading.kinds import suffix_kind

TYPES = MappingProxyType(
    {"text": "text/plain", "html": "text/html", "feed": "application/rss+xml", "jsonl": "application/jsonl"}
)


def media_type(name: str) -> str | None:
    """The type that a name promises, empty where the content tells; null where no such file is read."""
    if PurePath(name).suffix.lower() == ".eml":
        return MESSAGE
    kind = suffix_kind(name)
    return None if kind is None else TYPES.get(kind, "")
