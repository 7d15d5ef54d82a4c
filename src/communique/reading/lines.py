"""Lines and sentences of a text, as offsets."""

import re
import statistics
from collections.abc import Iterator

from communique.model import Span

WRAP_COLUMNS = (45, 95)
"""Median and longest line, in characters, of text whose lines were broken by a machine (as ``coding.base`` has it)."""
PARAGRAPH = re.compile(r"\S(?:.|\n(?![^\S\n]*(?:\n|\Z)))*")
LINE = re.compile(r"[^\s].*")
SENTENCE_END = re.compile(r"(?:[.!?…]|(?<=[.!?])[\"”’')\]])[\"”’')\]]*\s+(?=[\"“‘'(\[©]?[A-Z0-9©])")
ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Gov|Sen|Rep|St|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.\s+)\Z"
)


def is_hard_wrapped(text: str) -> bool:
    """Whether single line ends are only typography: most lines are of one width and run on in the next."""
    lengths = [len(line) for line in text.split("\n") if line.strip()]
    low, high = WRAP_COLUMNS
    return len(lengths) >= 4 and low <= statistics.median(lengths) <= high and max(lengths) <= high


def units(text: str) -> list[Span]:
    """The lines of a text, or its paragraphs where lines are only typography; trimmed, none empty."""
    pattern = PARAGRAPH if is_hard_wrapped(text) else LINE
    return [trimmed(text, *match.span()) for match in pattern.finditer(text)]


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of a line, roughly: cut where a stop is followed by a capital, not after an abbreviation."""
    begin = start
    for match in SENTENCE_END.finditer(text, start, end):
        if ABBREVIATED.search(text, max(start, match.end() - 8), match.end()):
            continue
        yield trimmed(text, begin, match.end())
        begin = match.end()
    if begin < end:
        yield trimmed(text, begin, end)


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
