"""The coder: a report in, its events out."""

import functools
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

import communique.coding.components  # noqa: F401  registers the factories
from communique.coding.base import new_parser
from communique.coding.readers import DEFAULT_READER, READERS
from communique.model import Event, Report
from communique.reading.parsing_text import text_for_parsing

COMPONENTS = (
    "communique_times",
    "communique_places",
    "communique_numbers",
    "communique_attribution",
    "communique_actors",
    "communique_happenings",
    "communique_events",
)
BATCH = 32
"""Reports parsed together; memory grows with it, speed hardly above it."""


class Coder:
    """Reads reports into events. Make one with ``communique.load()``; it may be used for any number of reports."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp

    def code(self, report: Report) -> list[Event]:
        """The events of one report, in the order of their anchors; empty where it tells of none."""
        return list(self.analyse(report)._.events)

    def analyse(self, report: Report) -> Doc:
        """The parsed report with every layer on it, for explaining and for tests."""
        return self.nlp(self._prepare(report))

    def stream(self, reports: Iterable[Report]) -> Iterator[tuple[Report, list[Event]]]:
        """Each report with its events, in order; memory does not grow with the number of reports."""
        for batch in _batches(reports, BATCH):
            # Words met for the first time are forgotten with their batch, so that the vocabulary does not grow for ever.
            with self.nlp.memory_zone():
                docs = self.nlp.pipe([self._prepare(report) for report in batch], batch_size=BATCH)
                coded = [(doc._.report, list(doc._.events)) for doc in docs]
            yield from coded

    def _prepare(self, report: Report) -> Doc:
        doc = self.nlp.make_doc(text_for_parsing(report))
        doc._.report = report
        return doc


def _batches(reports: Iterable[Report], size: int) -> Iterator[list[Report]]:
    waiting = iter(reports)
    while batch := list(itertools.islice(waiting, size)):
        yield batch


def load(codebook: str | Path | None = None, reader: str = DEFAULT_READER) -> Coder:
    """A coder with the built-in codebook, or a user's own folder laid over it. Raises ``ValueError`` on an unknown reader."""
    if reader not in READERS:
        raise ValueError(f"no reader {reader!r}; there are {', '.join(READERS)}")
    return _load(None if codebook is None else str(codebook), reader)


@functools.lru_cache(maxsize=4)
def _load(codebook: str | None, reader: str) -> Coder:
    nlp = new_parser()
    configs = {"communique_happenings": {"codebook": codebook}}
    configs["communique_events"] = {"codebook": codebook, "reader": reader}
    for name in COMPONENTS:
        nlp.add_pipe(name, config=configs.get(name, {}))
    return Coder(nlp)
