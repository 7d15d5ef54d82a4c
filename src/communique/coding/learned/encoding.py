"""A sentence with its event word marked, as the encoder takes it: wordpieces, with the event's pieces in segment 1.

``[CLS] the sentence [SEP] the kind of happening [SEP]``. Long sentences are cut to a window round the event word.
"""

from dataclasses import dataclass

from communique.coding.learned.wordpiece import WordPieces
from communique.model import Span

WINDOW = 104
"""Wordpieces of the sentence kept; 99 in 100 news sentences are shorter."""
CLS, SEP = 101, 102
"""Ids in the BERT vocabulary (bert-base-uncased, 30,522 pieces), which MiniLM shares."""
ANY_KIND = "event"
"""Stands for the kind where none is known."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """A sentence, the offsets of its event word in it, and the codebook type of the happening."""

    text: str
    anchor: Span
    kind: str = ANY_KIND


@dataclass(frozen=True, slots=True)
class Encoded:
    """Piece ids and segments for the encoder; ``spans`` are each piece's offsets in the sentence, null for what is not of it."""

    ids: tuple[int, ...]
    segments: tuple[int, ...]
    spans: tuple[Span | None, ...]


def encode(pieces: WordPieces, item: Anchored) -> Encoded:
    """The pieces of one sentence, at most ``WINDOW`` and the kind's."""
    ids, spans = pieces.encode(item.text)
    marked = [overlaps(span, item.anchor) for span in spans]
    start = _window(marked)
    inside = slice(start, start + WINDOW)
    kind, _ = pieces.encode(item.kind.replace("-", " "))
    after = len(kind) + 2
    return Encoded(
        (CLS, *ids[inside], SEP, *kind, SEP),
        (0, *(int(mark) for mark in marked[inside]), *[0] * after),
        (None, *spans[inside], *[None] * after),
    )


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def _window(marked: list[bool]) -> int:
    """Where the window starts, so that the event word stands in its middle where it can."""
    centre = marked.index(True) if True in marked else 0
    return max(0, min(centre - WINDOW // 2, len(marked) - WINDOW))
