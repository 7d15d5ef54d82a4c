"""The gold sets that are free to train on, as sentences with an event word and the spans of its roles."""

import gzip
import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from communique.coding.learned.held_out import held_out
from communique.model import Span

ROLES = ("place", "initiator", "recipient")
Roles = dict[str, list[Span]]


@dataclass(frozen=True, slots=True)
class Example:
    """One event word in its sentence. A role that is missing from ``roles`` is not annotated there, one that is empty has none."""

    text: str
    anchor: Span
    kind: str
    roles: Roles = field(default_factory=dict)
    real: bool | None = None
    """Whether it is an event of the codebook; null where nobody said."""


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a ``.jsonl.gz`` file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def event_location(gold: Path) -> list[Example]:
    """The sentences of event-location: the event word, and the places that belong to it; those whose marks slipped left out."""
    found = []
    for row in rows(gold / "event-location" / "dev.jsonl.gz"):
        spans = {"VERB": [], "LOCATION": []}
        for span in row["spans"]:
            spans[span["label"]].append((span["start"], span["end"]))
        if spans["VERB"] and not any(slipped(row["text"], span) for span in (*spans["LOCATION"], spans["VERB"][0])):
            found.append(Example(row["text"], spans["VERB"][0], "event", {"place": spans["LOCATION"]}))
    return found


def slipped(text: str, span: Span) -> bool:
    """Whether a mark stands on no word, or begins or ends within one."""
    start, end = span
    cut = any(0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() for at in span)
    return cut or not text[start:end].strip()


def hrdsattack_text(row: dict[str, Any]) -> str:
    """The text of a page of hrdsattack: one line a paragraph, entities resolved."""
    parts = re.split(r"</?p>", row["sample"]["Input.article_interface"])
    return "\n".join(html.unescape(re.sub("<[^>]+>", " ", part)).strip() for part in parts if part.strip())


def reports(gold: Path) -> Iterator[tuple[str, str]]:
    """The reports that the rules read for silver: an id of set and item, and the text."""
    for number, row in enumerate(rows(gold / "event-location" / "dev.jsonl.gz")):
        if not held_out(row["text"]):
            yield f"event-location/{number}", row["text"]
    for row in rows(gold / "muc4" / "dev.jsonl.gz"):
        yield f"muc4/{row['id']}", row["text"]
    for row in rows(gold / "hrdsattack" / "train.jsonl.gz"):
        yield f"hrdsattack/{row['sample']['Input.GLOBALEVENTID']}", hrdsattack_text(row)


def muc_strings(gold: Path) -> dict[str, Roles]:
    """Report id to the lower-case strings that its templates name, as (0, length) spans keyed by role and string."""
    found = {}
    for row in rows(gold / "muc4" / "gtt-train.jsonl.gz"):
        sides: dict[str, set[str]] = {"initiator": set(), "recipient": set()}
        for template in row["templates"]:
            sides["initiator"] |= _strings(template, ("PerpInd", "PerpOrg"))
            sides["recipient"] |= _strings(template, ("Victim", "Target"))
        found[row["docid"]] = sides
    return found


def _strings(template: dict[str, Any], slots: Iterable[str]) -> set[str]:
    return {mention[0] for slot in slots for entity in template[slot] for mention in entity if len(mention[0]) > 2}
