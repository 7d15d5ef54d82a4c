"""The report's text cut into pieces, each with the fields whose words it is part of.

The pieces put together are the text, character by character: the page counts offsets in them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from communique.exports.segments import Segment, segments
from communique.model import Event, Report, Span

PATH = re.compile(r"\w+")
SENTENCES = frozenset({"quote", "mentions"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text. ``fields`` rest on it, the narrowest first; ``other`` is the primary key of another event that it
    names; ``opens`` are the paths of evidence that begin here.
    """

    text: SafeString
    fields: tuple[str, ...]
    sentence: bool
    other: int | None
    opens: tuple[str, ...]
    apart: str | None

    @property
    def classes(self) -> str:
        """For the style: a class a field."""
        return " ".join(f"f-{field}" for field in self.fields)

    @property
    def is_marked(self) -> bool:
        """Whether a value rests on it."""
        return bool(self.fields)


def pieces(report: Report, event: Event, others: Sequence[tuple[int, Span]] = ()) -> tuple[Piece, ...]:
    """The pieces of a report for one event. ``others`` are primary key and anchor of the report's other events."""
    anchors = Event(id="", report="", type="", anchor="", quote="", evidence={str(pk): span for pk, span in others})
    width = {path: end - start for path, (start, end) in event.evidence.items()}
    return tuple(_piece(part, width) for part in segments(report, [event, anchors]))


def _piece(part: Segment, width: dict[str, int]) -> Piece:
    own = sorted((ref.path for ref in part.refs if ref.number == 1), key=lambda path: width[path])
    fields = dict.fromkeys(field_of(path) for path in own)
    return Piece(
        exact(part.text),
        tuple(field for field in fields if field not in SENTENCES),
        bool(SENTENCES & fields.keys()),
        next((int(ref.path) for ref in part.refs if ref.number == 2), None),
        tuple(ref.path for ref in part.opens if ref.number == 1),
        part.boilerplate,
    )


def field_of(path: str) -> str:
    """The field of a path: ``tolls`` of ``tolls[1].low``; the anchor's words are the type's."""
    found = PATH.match(path)
    name = found.group() if found else path
    return "type" if name == "anchor" else name


def exact(text: str) -> SafeString:
    """Text as HTML that a browser reads back character by character: it would turn CR into LF and drop NUL."""
    return mark_safe(escape(text).replace("\r", "&#13;").replace("\0", "\ufffd"))
