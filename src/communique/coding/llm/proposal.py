"""The form of the model's answer: every value is words of the report, or one of the codebook's codes."""

from collections.abc import Iterable
from typing import Any

import msgspec

from communique.coding.llm.client import LlmError
from communique.model import Certainty, Outcome, Status


class ProposedToll(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One figure of losses: the words that hold the number, who was lost, and who says so."""

    outcome: Outcome
    text: str
    who: str | None
    source: str | None


class ProposedEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One event as the model proposes it; texts are to be copied from the report, letter by letter."""

    type: str
    anchor: str
    quote: str
    initiators: list[str]
    recipients: list[str]
    place: str | None
    date: str | None
    status: Status
    certainty: Certainty
    source: str | None
    cue: str | None
    tolls: list[ProposedToll]
    weapon: str | None
    aggregate: bool


class Proposal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole answer."""

    events: list[ProposedEvent]


def schema(types: Iterable[str]) -> dict[str, Any]:
    """The JSON schema of an answer, closed as strict endpoints ask: every key required, none other, types one of ``types``."""
    (root,), parts = msgspec.json.schema_components([Proposal], ref_template="#/$defs/{name}")
    for part in parts.values():
        part["additionalProperties"] = False
        part["required"] = list(part["properties"])
    parts["ProposedEvent"]["properties"]["type"] = {"enum": sorted(types)}
    return {**parts.pop(root["$ref"].rpartition("/")[2]), "$defs": parts}


def parse(answer: str) -> Proposal:
    """Read an answer. Raises ``LlmError`` where it is not of the form."""
    try:
        return msgspec.json.decode(answer, type=Proposal)
    except msgspec.DecodeError as error:
        raise LlmError(f"the model's answer is not of the form asked for ({error})", "try another model") from error
