""" "We" and "our forces" inside a quotation are the speaker's side."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from communique.coding.actors.grammar import Grammar
from communique.coding.actors.mentions import Found
from communique.coding.layers import Said


def first_person(doc: Doc, found: Sequence[Found], grammar: Grammar) -> list[Found]:
    """Mentions for the pronouns of the first person whose speaker the attribution layer gives; none without it."""
    resolved: list[Found] = []
    for said in doc._.said or ():
        speaker = _speaker(said, found)
        if speaker is None:
            continue
        for start, end in said.content:
            resolved.extend(
                _spoken(doc, index, speaker) for index in range(start, end) if doc[index].lower_ in grammar.speakers
            )
    return resolved


def _speaker(said: Said, found: Sequence[Found]) -> Found | None:
    if said.source is None:
        return None
    start, end = said.source
    inside = [item for item in found if start <= item.head.i < end and item.reading.name is not None]
    return inside[0] if inside else None


def _spoken(doc: Doc, index: int, speaker: Found) -> Found:
    span = speaker.traced or (speaker.start, speaker.end)
    text = doc[speaker.start : speaker.end].text
    rule = f"first person '{doc[index].text}' → the speaker '{text}'"
    return Found(doc[index], index, index + 1, replace(speaker.reading, rule=rule), span)
