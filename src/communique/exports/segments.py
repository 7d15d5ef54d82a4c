"""A text cut at every boundary of its evidence, so that overlapping quotations can all be marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from communique.model import Event, Report, Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the report. ``refs`` are "event number:field path" of the values that rest on it."""

    start: int
    text: str
    refs: tuple[str, ...]
    anchor_of: int | None
    """The number of the event whose anchor this is part of, for its colour."""
    boilerplate: str | None
    """Why it is not coded, where it is not."""

    @property
    def numbers(self) -> str:
        """The events that rest on this stretch, as space-separated numbers."""
        return " ".join(dict.fromkeys(ref.split(":", 1)[0] for ref in self.refs))


WHOLE_SENTENCES = ("quote", "mentions")
"""Paths whose spans are whole sentences: linked to, but not cut out."""


def segments(report: Report, events: Iterable[Event]) -> list[Segment]:
    """The report's text in order, nothing left out and nothing twice."""
    spans = _spans(events)
    kept_apart = [(b.start, b.end, b.reason) for b in report.boilerplate if b.start is not None and b.end is not None]
    cuts = {0, len(report.text)}
    cuts.update(offset for start, end in spans.values() for offset in (start, end))
    cuts.update(offset for start, end, _ in kept_apart for offset in (start, end))
    edges = sorted(cut for cut in cuts if 0 <= cut <= len(report.text))
    return [_segment(report, start, end, spans, kept_apart) for start, end in zip(edges, edges[1:], strict=False)]


def _spans(events: Iterable[Event]) -> dict[str, Span]:
    return {
        f"{number}:{path}": span
        for number, event in enumerate(events, 1)
        for path, span in event.evidence.items()
        if not path.startswith(WHOLE_SENTENCES)
    }


def _segment(
    report: Report, start: int, end: int, spans: Mapping[str, Span], kept_apart: Iterable[tuple[int, int, str]]
) -> Segment:
    refs = tuple(ref for ref, (first, last) in spans.items() if first <= start and end <= last)
    anchors = [int(ref.split(":", 1)[0]) for ref in refs if ref.endswith(":anchor")]
    reason = next((reason for first, last, reason in kept_apart if first <= start and end <= last), None)
    return Segment(start, report.text[start:end], refs, anchors[0] if anchors else None, reason)
