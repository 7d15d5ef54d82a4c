"""The words that a claim came from, marked in their sentence; everything from a report is escaped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from communique.desk.public.search.snippets import marked
from communique.model import Event, Span

FIELD = re.compile(r"([a-z]+)(?:\[(\d+)\])?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the report that the record quotes, and where it begins in the text."""

    text: str
    start: int


def quoted(event: Event, field: str, outcome: str | None = None) -> SafeString:
    """The sentence of an event with the words of one field marked: ``date``, ``initiators``, or ``tolls`` of an outcome.

    It is the sentence that has most of these words; the one that tells of the event where none has any.
    """
    spans = [span for path, span in event.evidence.items() if _is_of(event, path, field, outcome)]
    told = max(_sentences(event), key=lambda each: len(_inside(each, spans)))
    inside = _inside(told, spans) or _found(told, words_of(event, field, outcome))
    return marked(told.text, _joined(inside), 0, len(told.text))


def _sentences(event: Event) -> Iterator[Sentence]:
    """The quote and the mentions. A quote without evidence of its own is found by the anchor in it."""
    at = event.evidence.get("quote")
    anchor = event.evidence.get("anchor", (0, 0))[0]
    yield Sentence(event.quote, at[0] if at else anchor - max(0, event.quote.find(event.anchor)))
    for index, text in enumerate(event.mentions):
        if path := event.evidence.get(f"mentions[{index}]"):
            yield Sentence(text, path[0])


def _is_of(event: Event, path: str, field: str, outcome: str | None) -> bool:
    found = FIELD.match(path)
    if found is None or found.group(1) != field:
        return False
    index = int(found.group(2)) if found.group(2) else None
    if outcome is None or index is None or index >= len(event.tolls):
        return outcome is None
    return event.tolls[index].outcome == outcome


def _inside(sentence: Sentence, spans: Sequence[Span]) -> list[Span]:
    end = sentence.start + len(sentence.text)
    return [(a - sentence.start, b - sentence.start) for a, b in spans if sentence.start <= a < b <= end]


def words_of(event: Event, field: str, outcome: str | None = None) -> list[str]:
    """The report's own words for a field, as the record has them."""
    if field == "tolls":
        return [toll.text for toll in event.tolls if outcome is None or toll.outcome == outcome]
    if field in ("initiators", "recipients"):
        return [actor.text for actor in getattr(event, field)]
    found = {"place": event.place and event.place.text, "date": event.date.text, "weapon": event.weapon}
    return [found.get(field, event.anchor) or ""]


def _found(sentence: Sentence, words: Sequence[str]) -> list[Span]:
    """Where words stand in a sentence, once each, where the record does not say."""
    starts = ((sentence.text.find(each), each) for each in words if each)
    return [(at, at + len(each)) for at, each in starts if at >= 0]


def _joined(spans: Sequence[Span]) -> list[Span]:
    """In order, those that overlap as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
