"""The words around what was found, marked; everything from a report is escaped."""

from collections.abc import Iterator, Sequence

from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from communique.desk.public.search.query import Query, Term
from communique.desk.public.search.words import Word, words

BEFORE, LENGTH = 80, 280
"""Characters before the first word that was found, and of the whole snippet."""
READ = 200_000

Span = tuple[int, int]


def snippet(text: str, query: Query) -> SafeString:
    """A stretch of the text with what was found in it marked; its beginning where nothing of it was found."""
    found = list(spans(text[:READ], query))
    first = _densest(found)
    start = _word_start(text, max(0, first - BEFORE))
    end = _word_end(text, min(len(text), start + LENGTH))
    inside = [(max(a, start), min(b, end)) for a, b in found if a < end and start < b]
    dots = "… " if start else "", " …" if end < len(text) else ""
    return mark_safe(f"{dots[0]}{marked(text, inside, start, end)}{dots[1]}")  # marked escapes the text


def marked(text: str, inside: Sequence[Span], start: int, end: int) -> SafeString:
    """The text between two offsets, escaped, with ``<mark>`` round each span; spans are in order and do not overlap."""
    edges = [start, *(edge for span in inside for edge in span), end]
    parts = [text[a:b] for a, b in zip(edges, edges[1:], strict=False)]
    pieces = ((conditional_escape(part) if index % 2 == 0 else _mark(part),) for index, part in enumerate(parts))
    return format_html_join("", "{}", pieces)


def _mark(part: str) -> SafeString:
    return format_html_join("", "<mark>{}</mark>", [(part,)])


def spans(text: str, query: Query) -> Iterator[Span]:
    """Where the wanted terms stand, in order; overlapping ones as one."""
    told = list(words(text))
    found = sorted(span for term in query.wanted for span in _of(term, told))
    last: Span | None = None
    for span in found:
        if last and span[0] <= last[1]:
            last = last[0], max(last[1], span[1])
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _of(term: Term, told: Sequence[Word]) -> Iterator[Span]:
    length = len(term.keys)
    for index, word in enumerate(told):
        here = told[index : index + length]
        if word.key.startswith(term.keys[0]) and len(here) == length and _meets(term, here):
            yield here[0].start, here[-1].end


def _meets(term: Term, here: Sequence[Word]) -> bool:
    keys = tuple(word.key for word in here)
    if term.prefix:
        return keys[:-1] == term.keys[:-1] and keys[-1].startswith(term.keys[-1])
    return keys == term.keys


def _densest(found: Sequence[Span]) -> int:
    """Where the stretch begins that has the most of what was found; of equals the first."""
    starts = [start for start, _ in found]
    near = LENGTH - BEFORE
    return max(starts, key=lambda at: (sum(at <= other < at + near for other in starts[:200]), -at), default=0)


def _word_start(text: str, at: int) -> int:
    return at if at == 0 else (text.find(" ", at) + 1 if 0 <= text.find(" ", at) < at + 30 else at)


def _word_end(text: str, at: int) -> int:
    return at if at == len(text) else (text.rfind(" ", at - 30, at) if text.rfind(" ", at - 30, at) > 0 else at)
