"""Sentences with slots and other wordings, and where in the finished sentence each slot stands.

``{slot}`` is filled; of ``(one|other)`` one is written; of ``[one|other]`` as well, and it is the anchor.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.linking.chances import pick
from communique.model import Span

PART = re.compile(r"\{(\w+)\}|\(([^()]*\|[^()]*)\)|\[([^\]]+)\]")
ANCHOR = "anchor"


class TemplateError(ValueError):
    """A sentence with a slot that nothing fills."""


@dataclass(frozen=True, slots=True)
class Template:
    """For each part a slot's name or none, and the wordings (none for a slot that is filled)."""

    parts: tuple[tuple[str | None, tuple[str, ...]], ...]

    @property
    def slots(self) -> frozenset[str]:
        """The slots to fill."""
        return frozenset(name for name, wordings in self.parts if name and not wordings)


def parse(text: str) -> Template:
    """The parts of a sentence."""
    parts: list[tuple[str | None, tuple[str, ...]]] = []
    end = 0
    for found in PART.finditer(text):
        if found.start() > end:
            parts.append((None, (text[end : found.start()],)))
        slot, wordings, anchor = found.groups()
        parts.append((slot, ()) if slot else (None if wordings else ANCHOR, tuple((wordings or anchor).split("|"))))
        end = found.end()
    if end < len(text):
        parts.append((None, (text[end:],)))
    return Template(tuple(parts))


def parsed(texts: Sequence[str]) -> tuple[Template, ...]:
    """Of several sentences."""
    return tuple(parse(text) for text in texts)


def render(template: Template, slots: Mapping[str, str], chance: Random) -> tuple[str, dict[str, Span]]:
    """The sentence, with a capital, and the offsets of its slots. An empty slot takes the space before it along.

    Raises ``TemplateError`` where a slot is not given.
    """
    written: list[str] = []
    length = 0
    spans: dict[str, Span] = {}
    for name, wordings in template.parts:
        if wordings:
            words = wordings[0] if len(wordings) == 1 else pick(wordings, chance)
        elif name is not None and name in slots:
            words = slots[name]
        else:
            raise TemplateError(f"nothing fills the slot {name}")
        if not words:
            if written and written[-1].endswith(" "):
                written[-1] = written[-1][:-1]
                length -= 1
            continue
        written.append(words)
        if name:
            spans.setdefault(name, (length, length + len(words)))
        length += len(words)
    sentence = "".join(written)
    return sentence[:1].upper() + sentence[1:], spans
