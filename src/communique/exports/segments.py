"""A text cut at every boundary of its evidence, so that overlapping quotations can all be marked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from communique.model import Event, Report, Span


class Ref(NamedTuple):
    """A value of an event: the event's number in its report, from 1, and the field path."""

    number: int
    path: str

    def __str__(self) -> str:
        return f"{self.number}:{self.path}"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the report that the same values rest on.

    ``opens`` and ``closes`` are those of ``refs`` whose words begin or end here.
    """

    start: int
    text: str
    refs: tuple[Ref, ...]
    opens: tuple[Ref, ...]
    closes: tuple[Ref, ...]
    boilerplate: str | None
    """Why it is not coded, where it is not."""
    boilerplate_opens: bool

    @property
    def anchor_of(self) -> int | None:
        """The number of the first event whose anchor this is part of, for its colour."""
        return next((ref.number for ref in self.refs if ref.path == "anchor"), None)

    @property
    def only_sentences(self) -> bool:
        """Whether nothing rests on these words but whole sentences: they are lit when asked for, not marked."""
        return all(ref.path.startswith(("quote", "mentions")) for ref in self.refs)


def segments(report: Report, events: Iterable[Event]) -> list[Segment]:
    """The report's text in order, nothing left out and nothing twice."""
    length = len(report.text)
    spans = {
        Ref(number, path): span
        for number, event in enumerate(events, 1)
        for path, span in event.evidence.items()
        if 0 <= span[0] < span[1] <= length
    }
    apart = {(b.start, b.end): b.reason for b in report.boilerplate if b.start is not None and b.end is not None}
    edges = sorted({0, length, *_offsets(spans.values()), *(cut for cut in _offsets(apart) if 0 <= cut <= length)})
    return _sweep(report.text, edges, spans, apart)


def _offsets(spans: Iterable[Span]) -> Iterable[int]:
    return (offset for span in spans for offset in span)


def _sweep(text: str, edges: list[int], spans: Mapping[Ref, Span], apart: Mapping[Span, str]) -> list[Segment]:
    """One pass over the text, keeping the values whose words are open: linear in the segments that values cover."""
    opening, closing = defaultdict(list), defaultdict(list)
    for ref, (first, last) in spans.items():
        opening[first].append(ref)
        closing[last].append(ref)
    active: set[Ref] = set()
    found = []
    for start, end in zip(edges, edges[1:], strict=False):
        active = active.difference(closing[start]).union(opening[start])
        over = next((span for span in apart if span[0] <= start and end <= span[1]), None)
        found.append(
            Segment(
                start,
                text[start:end],
                tuple(sorted(active)),
                tuple(opening[start]),
                tuple(closing[end]),
                apart[over] if over else None,
                over is not None and over[0] == start,
            )
        )
    return found
