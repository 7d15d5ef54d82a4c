"""Tolls of the text as tolls of the record, with their words and their source."""

from spacy.tokens import Doc

from communique.coding.attribution import attribution_of, source_text
from communique.coding.draft import Loss
from communique.coding.tolls import TollMention, find_tolls
from communique.model import Toll


def losses(doc: Doc) -> list[Loss]:
    """Every toll the report states, in the order of the text; a place that was taken is no one captured."""
    places = {i for place in doc._.places or () if place.kind != "adjective" for i in range(place.start, place.end)}
    return [_loss(doc, mention) for mention in find_tolls(doc) if mention.victim not in places]


def _loss(doc: Doc, mention: TollMention) -> Loss:
    span = doc[mention.start : mention.end]
    who = doc[mention.who[0] : mention.who[1]].text if mention.who is not None else None
    said = attribution_of(doc, mention.trigger)
    found = source_text(doc, said) if said is not None else None
    toll = Toll(
        outcome=mention.outcome,
        who=who,
        low=mention.low,
        high=mention.high,
        text=span.text,
        source=found[0] if found is not None else None,
    )
    offsets = (span.start_char, span.end_char)
    number = (mention.quantity.start, mention.quantity.end) if mention.quantity is not None else None
    return Loss(
        toll,
        offsets,
        mention.rule,
        mention.trigger,
        (found[1], found[2]) if found is not None else None,
        mention.victim,
        number,
    )
