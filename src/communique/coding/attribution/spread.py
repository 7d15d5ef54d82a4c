"""Quotations over several sentences: the speaker of the first keeps the rest."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from communique.coding.layers import Said

Range = tuple[int, int]
UNSPOKEN = ("belief", "finding", "evidence", "naming", "accuse", "stance")
"""Groups of cues that quote no one."""


def spread(doc: Doc, found: Sequence[Said], quotes: Sequence[Range]) -> list[Said]:
    """Give each saying all of the quotations it touches, and quoted sentences with no speaker the one before."""
    if not quotes:
        return sorted(found, key=lambda said: said.cue)
    whole = [_with_quotations(said, quotes) for said in found]
    more = _run_on(doc, whole, quotes)
    joined = [_joined(said, more.get(number, ())) for number, said in enumerate(whole)]
    return sorted(joined, key=lambda said: said.cue)


def _joined(said: Said, more: Sequence[Range]) -> Said:
    if not more:
        return said
    return replace(said, content=(*said.content, *more), rule=f"{said.rule}, quotation runs on", quotation=True)


def touching(quotes: Sequence[Range], start: int, end: int) -> Sequence[Range]:
    """Quotations that share a token with the range; they are sorted and do not overlap."""
    low = bisect_left(quotes, start, key=lambda quote: quote[1] - 1)
    high = bisect_right(quotes, end - 1, key=lambda quote: quote[0])
    return quotes[low:high]


def _with_quotations(said: Said, quotes: Sequence[Range]) -> Said:
    """The quotations that the content touches, whole, where the cue itself stands outside them."""
    content = list(said.content)
    quoted = said.quotation
    for start, end in said.content:
        for quote in touching(quotes, start, end):
            if quote[0] <= said.cue[0] < quote[1]:
                continue
            quoted = True
            if quote[0] < start or quote[1] > end:
                content.append(quote)
    return replace(said, content=tuple(dict.fromkeys(content)), quotation=quoted)


def _run_on(doc: Doc, found: Sequence[Said], quotes: Sequence[Range]) -> dict[int, list[Range]]:
    """Quoted sentences that no saying covers, by the saying (its place in ``found``) of the sentence before them."""
    covered = sorted(piece for said in found if said.quotation for piece in said.content)
    cues = sorted((said.cue[0], number) for number, said in enumerate(found) if _speaks(said, quotes))
    more: dict[int, list[Range]] = {}
    for quote in quotes:
        first = doc[quote[0]].sent
        if not _opens_sentence(doc, first, quote) or _is_covered(covered, quote[0]):
            continue
        speaker = _speaker_before(doc, first, cues, quotes)
        if speaker is not None:
            more.setdefault(speaker, []).append(quote)
    return more


def _opens_sentence(doc: Doc, sentence: Span, quote: Range) -> bool:
    """Whether the quotation is a sentence's first words, and no mere phrase in it."""
    return all(not token.is_alpha for token in doc[sentence.start : quote[0]]) and quote[1] >= sentence.end - 3


def _is_covered(covered: Sequence[Range], index: int) -> bool:
    return any(start <= index < end for start, end in covered)


def _speaks(said: Said, quotes: Sequence[Range]) -> bool:
    """Whether someone named says it, in words and not inside a quotation: one does not quote a belief."""
    if said.source is None or said.rule.startswith(UNSPOKEN):
        return False
    return not touching(quotes, said.cue[0], said.cue[1])


def _speaker_before(doc: Doc, first: Span, cues: Sequence[tuple[int, int]], quotes: Sequence[Range]) -> int | None:
    """The last named speaker of the sentence before, over sentences that are all quotation."""
    start = first.start
    while start > 0:
        before = doc[start - 1].sent
        last = bisect_left(cues, (before.end, -1)) - 1
        if last >= 0 and cues[last][0] >= before.start:
            return cues[last][1]
        if before.text.strip() and not touching(quotes, before.start, before.end):
            return None
        start = before.start
    return None
