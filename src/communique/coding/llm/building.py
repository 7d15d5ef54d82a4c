"""From a proposal to an event of the record: words located in the report, values read from them by the rules' own components."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import msgspec
from spacy.tokens import Doc

from communique.coding.llm.finding import find, near
from communique.coding.llm.proposal import ProposedEvent, ProposedToll
from communique.coding.parties import of_mention
from communique.coding.record import confidence
from communique.model import Actor, Attribution, Event, Place, Report, Span, Toll, When

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Words:
    """The words of one proposal that stand in the report, with the offsets kept as evidence."""

    doc: Doc
    text: str
    quote: Span
    rule: str
    evidence: dict[str, Span] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)

    def keep(self, path: str, span: Span, how: str = "") -> str:
        """Note the evidence of a value; returns its words."""
        self.evidence[path] = span
        self.rules[path] = f"{self.rule}; {how}" if how else self.rule
        return self.text[slice(*span)]

    def locate(self, words: str | None) -> Span | None:
        """Where the words stand, nearest to the quote; None, and a line in the log, where they do not."""
        span = near(words, self.text, self.quote)
        if words is not None and span is None:
            log.warning("llm: %r does not stand in the report and is dropped", words)
        return span


def build(proposed: ProposedEvent, doc: Doc, report: Report, rule: str) -> Event | None:
    """The event, each value null whose words do not stand in the report; None where the anchor or the quote does not."""
    quote = find(proposed.quote, report.text)
    anchor = find(proposed.anchor, report.text, quote) if quote else None
    if quote is None or anchor is None:
        log.warning("llm: %s of %s is dropped: its words do not stand in the report", proposed.type, report.id)
        return None
    words = Words(doc, report.text, quote, rule)
    initiators, recipients = (_side(words, side, getattr(proposed, side)) for side in ("initiators", "recipients"))
    place, date = _place(words, proposed.place), _date(words, proposed.date)
    weapon = words.locate(proposed.weapon)
    return Event(
        id=f"{report.id}:{anchor[0]}-{anchor[1]}",
        report=report.id,
        type=proposed.type,
        anchor=words.keep("anchor", anchor),
        quote=words.keep("quote", quote),
        initiators=initiators,
        recipients=recipients,
        place=place,
        date=date,
        status=proposed.status,
        certainty=proposed.certainty,
        attribution=_attribution(words, proposed),
        tolls=_tolls(words, proposed.tolls),
        weapon=words.keep("weapon", weapon) if weapon else None,
        aggregate=proposed.aggregate,
        confidence=confidence(initiators, recipients, place, date.start or date.end),
        evidence=words.evidence,
        rules={**words.rules, "type": rule, "status": rule, "certainty": rule, "aggregate": rule},
    )


def _side(words: Words, side: str, texts: list[str]) -> tuple[Actor, ...]:
    spans = [span for text in texts if (span := words.locate(text)) is not None]
    return tuple(_actor(words, f"{side}[{index}]", span) for index, span in enumerate(dict.fromkeys(spans)))


def _actor(words: Words, path: str, span: Span) -> Actor:
    """The actor named by the words, as the actor lists know it; the words alone where they do not."""
    mention = _widest(words.doc, words.doc._.actors, span)
    if mention is None:
        return Actor(text=words.keep(f"{path}.text", span))
    party = of_mention(words.doc, mention, words.rule)
    if party.actor.name:
        words.keep(f"{path}.name", _chars(words.doc, *party.named), mention.rule)
    return msgspec.structs.replace(party.actor, text=words.keep(f"{path}.text", span))


def _place(words: Words, text: str | None) -> Place | None:
    span = words.locate(text)
    if span is None:
        return None
    mention = _widest(words.doc, words.doc._.places, span)
    if mention is None:
        return Place(text=words.keep("place.text", span))
    if mention.place.name:
        words.keep("place.name", _chars(words.doc, *(mention.antecedent or (mention.start, mention.end))), mention.rule)
    place: Place = mention.place
    return msgspec.structs.replace(place, text=words.keep("place.text", span))


def _date(words: Words, text: str | None) -> When:
    span = words.locate(text)
    if span is None:
        return When()
    mention = _widest(words.doc, words.doc._.times, span)
    kept = words.keep("date", span, mention.rule if mention else "")
    return msgspec.structs.replace(mention.when, text=kept) if mention else When(text=kept)


def _attribution(words: Words, proposed: ProposedEvent) -> Attribution | None:
    source, cue = words.locate(proposed.source), words.locate(proposed.cue)
    if source is None:
        return None
    kept = words.keep("attribution.source", source)
    return Attribution(source=kept, cue=words.keep("attribution.cue", cue) if cue else None)


def _tolls(words: Words, proposed: list[ProposedToll]) -> tuple[Toll, ...]:
    found = [toll for item in proposed if (toll := _toll(words, item)) is not None]
    for index, (_, span) in enumerate(found):
        words.keep(f"tolls[{index}].text", span)
    return tuple(toll for toll, _ in found)


def _toll(words: Words, proposed: ProposedToll) -> tuple[Toll, Span] | None:
    """A figure whose words hold a number that the numbers component reads; without one there is no figure."""
    span = words.locate(proposed.text)
    quantity = _widest(words.doc, words.doc._.quantities, span) if span else None
    if span is None or quantity is None:
        return None
    who, source = words.locate(proposed.who), words.locate(proposed.source)
    toll = Toll(
        outcome=proposed.outcome,
        who=words.text[slice(*who)] if who else None,
        low=quantity.low,
        high=quantity.high,
        text=words.text[slice(*span)],
        source=words.text[slice(*source)] if source else None,
    )
    return toll, span


def _chars(doc: Doc, start: int, end: int) -> Span:
    span = doc[start:end]
    return span.start_char, span.end_char


class Mention(Protocol):
    """Tokens of the report that a component read."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


Some = TypeVar("Some", bound=Mention)


def _widest(doc: Doc, mentions: Iterable[Some] | None, span: Span) -> Some | None:
    """The mention that shares most letters with a span; the first of equals; None where none does."""
    best, most = None, 0
    for mention in mentions or ():
        start, end = _chars(doc, mention.start, mention.end)
        shared = min(span[1], end) - max(span[0], start)
        if shared > most:
            best, most = mention, shared
    return best
