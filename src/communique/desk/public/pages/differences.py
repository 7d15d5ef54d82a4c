"""What one text has that another has not: sentence by sentence, and within a changed sentence word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?]+[\"”’')\]]*\s*|\n+|$)")
WORD = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 600
"""Pieces of a change that are compared word by word; a longer one is shown as a whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: ``same``, ``gone`` or ``new``."""

    kind: str
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Same and new pieces make the later text, same and gone ones the earlier."""
    one, other = SENTENCE.findall(before), SENTENCE.findall(after)
    found: list[Piece] = []
    for piece in _compared(one, other, deeper=True):
        if found and found[-1].kind == piece.kind:
            found[-1] = Piece(piece.kind, found[-1].text + piece.text)
        elif piece.text:
            found.append(piece)
    return tuple(found)


def _compared(one: Sequence[str], other: Sequence[str], deeper: bool) -> Iterator[Piece]:
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        gone, new = "".join(one[a:b]), "".join(other[c:d])
        words = (WORD.findall(gone), WORD.findall(new)) if kind == "replace" and deeper else ((), ())
        if kind == "equal":
            yield Piece("same", new)
        elif words[0] and words[1] and max(map(len, words)) <= MOST_WORDS:
            yield from _compared(*words, deeper=False)
        else:
            yield Piece("gone", gone)
            yield Piece("new", new)
