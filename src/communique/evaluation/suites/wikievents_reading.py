"""What we read of a document in the terms of WikiEvents: triggers with our types, and the sides, place and weapon of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from communique.model import Event, Span

Filler = frozenset[Span]
SLOTS = ("initiators", "recipients", "place", "weapon")


@dataclass(slots=True)
class Found:
    """One trigger of ours. ``slots`` are by field its fillers, each by where it stands: told of here, and named."""

    span: Span
    types: set[str]
    slots: dict[str, set[Filler]] = field(default_factory=lambda: {name: set() for name in SLOTS})


def found(doc: Doc) -> list[Found]:
    """Our triggers in the order of the text: anchors and other mentions of events, and words of loss; overlapping ones are one."""
    made: list[Found] = []
    for each in sorted((*_anchors(doc._.events), *_others(doc), *_losses(doc)), key=lambda each: each.span):
        if made and overlap(made[-1].span, each.span):
            _take(made[-1], each)
        else:
            made.append(each)
    return made


def overlap(one: Span, other: Span) -> bool:
    """Whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]


def _take(into: Found, other: Found) -> None:
    into.span = (into.span[0], max(into.span[1], other.span[1]))
    into.types |= other.types
    for name, fillers in other.slots.items():
        known = {span for filler in into.slots[name] for span in filler}
        into.slots[name] |= {filler for filler in fillers if not filler & known}


def _anchors(events: Iterable[Event]) -> Iterator[Found]:
    for event in events:
        made = Found(event.evidence["anchor"], {event.type})
        by_path: dict[str, set[Span]] = {}
        for path, span in event.evidence.items():
            by_path.setdefault(path.split(".")[0], set()).add(span)
        for path, spans in by_path.items():
            if path.split("[")[0] in SLOTS:
                made.slots[path.split("[")[0]].add(frozenset(spans))
        yield made


def _others(doc: Doc) -> Iterator[Found]:
    """Mentions of an event told already: the event's own slots, where the sentence is one of its mentions."""
    for each in doc._.happenings or ():
        span = doc[each.start].idx, doc[each.end - 1].idx + len(doc[each.end - 1])
        owner = next((event for event in doc._.events if _mentions(event, span)), None)
        made = Found(span, {each.type})
        if owner is not None:
            made.slots = next(_anchors((owner,))).slots
        yield made


def _mentions(event: Event, span: Span) -> bool:
    return any(p.startswith("mentions[") and s[0] <= span[0] < s[1] for p, s in event.evidence.items())


def _losses(doc: Doc) -> Iterator[Found]:
    """Words of killing and wounding in the words of a toll, with those lost as recipients."""
    starts = {token.idx: token for token in doc}
    for event in doc._.events:
        for number, toll in enumerate(event.tolls):
            span = event.evidence.get(f"tolls[{number}].text")
            outcomes = [name for name in ("killed", "injured") if name in toll.outcome]
            token = starts.get(span[0]) if span else None
            while span and outcomes and token is not None and token.idx < span[1]:
                if token.pos_ == "VERB":
                    made = Found((token.idx, token.idx + len(token)), set(outcomes))
                    made.slots["recipients"].add(frozenset((span,)))
                    yield made
                token = token.nbor() if token.i + 1 < len(doc) else None
