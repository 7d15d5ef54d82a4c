"""Words of the record as the report prints them: upper-case wires are read in normal case and quoted as they stand."""

import msgspec

from communique.model import Actor, Attribution, Event, Place, Span, Toll, When


def as_printed(event: Event, text: str) -> Event:
    """The event with every quoted text taken from the report itself, at its evidence."""
    at = event.evidence
    return msgspec.structs.replace(
        event,
        initiators=_actors(event.initiators, "initiators", at, text),
        recipients=_actors(event.recipients, "recipients", at, text),
        place=_place(event.place, at, text),
        date=_date(event.date, at, text),
        attribution=_attribution(event.attribution, at, text),
        tolls=tuple(_toll(toll, at.get(f"tolls[{i}].text"), text) for i, toll in enumerate(event.tolls)),
    )


def printed(words: str, near: Span | None, text: str) -> str:
    """``words`` as the report has them: at ``near`` or round it, the same but for their case."""
    if near is None:
        return words
    start = max(0, near[0] - len(words))
    found = text.lower().find(words.lower(), start, near[1] + len(words))
    return text[found : found + len(words)] if found >= 0 else words


def _actors(actors: tuple[Actor, ...], side: str, at: dict[str, Span], text: str) -> tuple[Actor, ...]:
    spans = [at.get(f"{side}[{i}].text") for i in range(len(actors))]
    return tuple(
        msgspec.structs.replace(actor, text=text[slice(*span)].strip()) if span is not None else actor
        for actor, span in zip(actors, spans, strict=True)
    )


def _place(place: Place | None, at: dict[str, Span], text: str) -> Place | None:
    if place is None:
        return None
    return msgspec.structs.replace(place, text=printed(place.text, at.get("place.text"), text))


def _date(date: When, at: dict[str, Span], text: str) -> When:
    if date.text is None:
        return date
    return msgspec.structs.replace(date, text=printed(date.text, at.get("date"), text))


def _attribution(attribution: Attribution | None, at: dict[str, Span], text: str) -> Attribution | None:
    if attribution is None:
        return None
    source = printed(attribution.source, at.get("attribution.source"), text)
    cue = printed(attribution.cue, at.get("attribution.cue"), text) if attribution.cue else None
    return Attribution(source=source, cue=cue)


def _toll(toll: Toll, near: Span | None, text: str) -> Toll:
    who = printed(toll.who, near, text) if toll.who else None
    return msgspec.structs.replace(toll, text=printed(toll.text, near, text), who=who)
