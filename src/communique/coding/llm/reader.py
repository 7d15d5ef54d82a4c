"""A coder like the rules' own, with a language model in their place."""

import functools
from collections.abc import Iterable, Iterator
from importlib import resources

from communique.codebook.types import Codebook
from communique.coding.llm.building import build
from communique.coding.llm.client import LlmError, Messages, ask
from communique.coding.llm.proposal import parse, schema
from communique.coding.llm.settings import LlmSettings
from communique.coding.pipeline import Coder
from communique.model import Event, Report
from communique.reading.failure import Failure

PIECE = 12_000
"""Characters of a report sent at once; a longer one is cut between paragraphs."""


class LlmReader:
    """Reads reports into events with a model's proposals. ``coder`` reads names, places, times and numbers from their words."""

    def __init__(self, coder: Coder, codebook: Codebook, settings: LlmSettings) -> None:
        self.coder = coder
        self.settings = settings
        self.schema = schema(codebook.types)
        self.instructions = _instructions(codebook)

    def code(self, report: Report) -> list[Event]:
        """The events of one report, in the order of their anchors. Raises ``LlmError``: then nothing is known of it."""
        doc = self.coder.analyse(report)
        rule = f"llm: {self.settings.model}"
        found: dict[str, Event] = {}
        for piece in pieces(report.text, PIECE):
            answer = ask(self.settings, self._messages(report, piece), self.schema)
            for proposed in parse(answer).events:
                event = build(proposed, doc, report, rule)
                if event is not None and event.type in self.schema_types:
                    found.setdefault(event.id, event)
        return sorted(found.values(), key=lambda event: event.evidence["anchor"])

    def stream(self, reports: Iterable[Report]) -> Iterator[tuple[Report, list[Event] | Failure]]:
        """Each report with its events, or with the reason why it could not be read; one that fails stops no other."""
        for report in reports:
            try:
                yield report, self.code(report)
            except LlmError as error:
                yield report, Failure(report.source or report.id, error.reason, error.remedy)

    @functools.cached_property
    def schema_types(self) -> frozenset[str]:
        """The codebook's types; an endpoint that does not keep to the schema may name another."""
        return frozenset(self.schema["$defs"]["ProposedEvent"]["properties"]["type"]["enum"])

    def _messages(self, report: Report, piece: str) -> Messages:
        published = report.published or "unknown"
        said = f"Published: {published}\n\n{piece}"
        return ({"role": "system", "content": self.instructions}, {"role": "user", "content": said})


def _instructions(codebook: Codebook) -> str:
    text = (resources.files("communique.coding.llm") / "data" / "prompt.md").read_text("utf-8")
    types = "\n".join(f"- {name}: {kind.definition}" for name, kind in codebook.types.items())
    return text.replace("{types}", types)


def pieces(text: str, size: int) -> list[str]:
    """The text in pieces of at most ``size`` characters, cut between paragraphs where it has any, else between words."""
    found, start = [], 0
    while len(text) - start > size:
        cut = max(text.rfind("\n\n", start, start + size), 0)
        cut = cut if cut > start else text.rfind(" ", start, start + size)
        cut = cut if cut > start else start + size
        found.append(text[start:cut])
        start = cut
    return [*found, text[start:]]
