"""Where words that a model copied stand in the report; what does not stand there is not found."""

import re

from communique.model import Span


def find(words: str, text: str, within: Span | None = None) -> Span | None:
    """The first place of ``words`` in ``text``, or within a part of it; line breaks and runs of spaces are alike."""
    parts = words.split()
    if not parts:
        return None
    start, end = within or (0, len(text))
    pattern = rf"(?<!\w){_joined(parts)}(?!\w)" if words.strip()[0].isalnum() else _joined(parts)
    match = re.compile(pattern).search(text, start, end)
    return match.span() if match else None


def _joined(parts: list[str]) -> str:
    return r"\s+".join(map(re.escape, parts))


def near(words: str | None, text: str, quote: Span) -> Span | None:
    """Words within the quote, else their last place before it, else their first after it."""
    if words is None:
        return None
    inside = find(words, text, quote)
    return inside or _last(words, text[: quote[0]]) or find(words, text, (quote[1], len(text)))


def _last(words: str, text: str) -> Span | None:
    found, start = None, 0
    while (span := find(words, text, (start, len(text)))) is not None:
        found, start = span, span[1]
    return found
