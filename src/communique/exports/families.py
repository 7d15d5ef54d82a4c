"""The families of types that share a colour on the page, from ``data/families.yaml``."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import yaml

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Family:
    """A colour of the page: what its legend says, and the types that wear it."""

    title: str
    types: tuple[str, ...]


@functools.cache
def families() -> Mapping[str, Family]:
    """The families by name, which is also the name of their colour in ``page.css``."""
    text = (resources.files("communique.exports") / "data" / "families.yaml").read_text(encoding="utf-8")
    raw = yaml.load(text, Loader=yaml.CSafeLoader)
    return {name: Family(entry["title"], tuple(entry["types"])) for name, entry in raw.items()}


def family(event_type: str) -> str:
    """The family of a type; ``other`` where none lists it."""
    return next((name for name, entry in families().items() if event_type in entry.types), OTHER)
