"""Our events gathered into incidents of one MUC-4 type each."""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from communique.evaluation.suites.muc4.projection.same import gather
from communique.evaluation.suites.muc4.projection.tables import ranked, words
from communique.evaluation.suites.muc4.projection.weights import Choice
from communique.model import Event, Span

TYPES = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY", "FORCED WORK STOPPAGE")


@dataclass(frozen=True, slots=True)
class Incident:
    """The events of one type in one report, and the first tokens of the sentences that tell of them, in order."""

    type: str
    events: tuple[Event, ...]
    sentences: tuple[int, ...]


def muc_type(event: Event) -> str | None:
    """The incident type of an event: by what it was done with, by its own word, else by our type; null for none."""
    told = set(f"{event.anchor} {event.weapon or ''}".lower().replace("-", " ").split())
    for kind, listed in ranked("incident by word"):
        types, _, called = listed[0].partition(":")
        if event.type in types.split() and (called == "*" or told & words(called)):
            return kind.upper()
    return None


def incidents(doc: Doc, same: Choice, least: float) -> list[Incident]:
    """The incidents of a report by type, events that ``same`` holds to be one taken together."""
    by_type: dict[str, list[Event]] = {}
    for event in doc._.events:
        kind = muc_type(event)
        if kind is not None:
            by_type.setdefault(kind, []).append(event)
    return [
        Incident(kind, tuple(group), sentences_of(doc, group))
        for kind in TYPES
        for group in gather(by_type.get(kind, ()), same, least)
    ]


def sentences_of(doc: Doc, events: Iterable[Event]) -> tuple[int, ...]:
    """The first tokens of the sentences in which events are told."""
    spans = [
        span for event in events for path, span in event.evidence.items() if path.startswith(("quote", "mentions"))
    ]
    return tuple(
        sorted({sent.start for sent in doc.sents if any(_meets(sent.start_char, sent.end_char, s) for s in spans)})
    )


def _meets(start: int, end: int, span: Span) -> bool:
    return start < span[1] and span[0] < end
