"""A MUC-4 template, of the key or of a response: slots with fills, and the raw forms they are read from."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["date", "location", "set", "string", "name", "description", "number"]
PIECES = re.compile(r'"(?:\\.|[^"\\])*"|[^"/:]+|[/:]')
EMPTY = frozenset(("", "-", "*"))
SLOTS: Mapping[str, Kind] = MappingProxyType(
    {
        "INCIDENT: DATE": "date",
        "INCIDENT: LOCATION": "location",
        "INCIDENT: TYPE": "set",
        "INCIDENT: STAGE OF EXECUTION": "set",
        "INCIDENT: INSTRUMENT ID": "string",
        "INCIDENT: INSTRUMENT TYPE": "set",
        "PERP: INCIDENT CATEGORY": "set",
        "PERP: INDIVIDUAL ID": "string",
        "PERP: ORGANIZATION ID": "string",
        "PERP: ORGANIZATION CONFIDENCE": "set",
        "PHYS TGT: ID": "string",
        "PHYS TGT: TYPE": "set",
        "PHYS TGT: NUMBER": "number",
        "PHYS TGT: FOREIGN NATION": "set",
        "PHYS TGT: EFFECT OF INCIDENT": "set",
        "PHYS TGT: TOTAL NUMBER": "number",
        "HUM TGT: NAME": "name",
        "HUM TGT: DESCRIPTION": "description",
        "HUM TGT: TYPE": "set",
        "HUM TGT: NUMBER": "number",
        "HUM TGT: FOREIGN NATION": "set",
        "HUM TGT: EFFECT OF INCIDENT": "set",
        "HUM TGT: TOTAL NUMBER": "number",
    }
)
"""The scored slots, 2 to 24 of the task documentation, in its order, each with how it is compared."""


@dataclass(frozen=True, slots=True)
class Fill:
    """One fill: alternative values, and alternative cross-references (empty where it has none)."""

    values: tuple[str, ...]
    tags: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """One incident. Slots that are null or do not apply have no fills."""

    slots: Mapping[str, tuple[Fill, ...]]
    optional: bool = False

    def fills(self, slot: str) -> tuple[Fill, ...]:
        """The fills of a slot; none where it is null."""
        return self.slots.get(slot, ())

    def first(self, slot: str) -> str | None:
        """The first value of a slot, or null."""
        found = self.fills(slot)
        return found[0].values[0] if found else None


def key_template(raw: Mapping[str, Iterable[str]]) -> Template:
    """A template of the answer key: slot name to raw fills. Raises ``KeyError`` where it has no incident type."""
    slots = {slot: _fills(slot, raw.get(slot, ())) for slot in SLOTS}
    if not slots["INCIDENT: TYPE"]:
        raise KeyError("INCIDENT: TYPE")
    number = " ".join(raw.get("MESSAGE: TEMPLATE", ()))
    return Template({slot: fills for slot, fills in slots.items() if fills}, "OPTIONAL" in number)


def _fills(slot: str, raw: Iterable[str]) -> tuple[Fill, ...]:
    return tuple(fill for text in raw if (fill := read_fill(slot, text)) is not None)


def read_fill(slot: str, raw: str) -> Fill | None:
    """One raw fill: ``? VALUE / VALUE: "tag" / "tag"``; null for ``-`` and ``*``."""
    text = raw.strip()
    optional = text.startswith("?")
    text = text.lstrip("? ")
    if SLOTS[slot] in ("date", "location"):
        values, tags = [value.strip() for value in text.split("/")], list[str]()
    else:
        values, tags = _alternatives(text)
    real = tuple(value for value in values if value not in EMPTY)
    return Fill(real, tuple(tags), optional or len(real) < len(values)) if real else None


def _alternatives(text: str) -> tuple[list[str], list[str]]:
    """What stands before a colon outside quotes are values, what stands after it cross-references."""
    values: list[str] = []
    tags: list[str] = []
    side, piece = values, ""
    for match in (*PIECES.findall(text), "/"):
        if match not in ("/", ":"):
            piece += match
            continue
        side.append(_plain(piece))
        piece = ""
        side = tags if match == ":" else side
    return values, tags


def _plain(piece: str) -> str:
    inner = piece.strip().strip("()").strip()
    if inner.startswith('"') and inner.endswith('"') and len(inner) > 1:
        inner = inner[1:-1]
    return " ".join(inner.replace('\\"', '"').split())
