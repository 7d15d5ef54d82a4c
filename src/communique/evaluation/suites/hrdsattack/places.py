"""Where the attack of an article was: the countries, towns and regions that it names, each with what speaks for it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from communique.coding.layers import PlaceMention
from communique.evaluation.suites.hrdsattack.article import rights_events
from communique.model import Event, Place

Name = Callable[[Place], str | None]


@dataclass(slots=True)
class Spot:
    """A place that may be the answer, with counts of what speaks for it."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)


def country(place: Place) -> str | None:
    """The country that a place lies in."""
    return place.country


def town(place: Place) -> str | None:
    """The name of a town, or of a site's town."""
    return place.name if place.precision in ("town", "site") else None


def region(place: Place) -> str | None:
    """The first-level division that a place is."""
    return place.name if place.precision == "region" else None


def spots(doc: Doc, name: Name) -> list[Spot]:
    """Every candidate by a way of naming, most often named first."""
    found: dict[str, Spot] = {}
    title = len(doc._.report.title or "")
    for number, (mention, what) in enumerate(_named(doc, name)):
        spot = found.setdefault(what, Spot(what))
        for said in _of_mention(doc, mention, title, number):
            spot.counts[said] += 1
    for number, event in enumerate(rights_events(doc._.events)):
        for what, said in _of_event(event, number, name):
            found.setdefault(what, Spot(what)).counts[said] += 1
    return sorted(found.values(), key=lambda spot: -spot.counts["named"])


def _named(doc: Doc, name: Name) -> Iterator[tuple[PlaceMention, str]]:
    for mention in doc._.places or ():
        what = name(mention.place)
        if what is not None:
            yield mention, what


def _of_mention(doc: Doc, mention: PlaceMention, title: int, number: int) -> Iterator[str]:
    yield "named"
    yield f"as {mention.kind}"
    start = doc[mention.start].idx
    if start < title:
        yield "title"
    elif start < title + 500:
        yield "head"
    if number == 0:
        yield "first"
    before = doc[mention.start - 1].lower_ if mention.start else ""
    if before in ("in", "at", "near", "from", "to", "of"):
        yield f"after {before}"


def _of_event(event: Event, number: int, name: Name) -> Iterator[tuple[str, str]]:
    """What an event says for a place: that it was there, or that its sides are of there."""
    what = name(event.place) if event.place is not None else None
    if what is not None:
        yield from (
            (what, said) for said in ("event", f"event {event.type}", *(["event first"] if number == 0 else []))
        )
    for side, actors in (("by", event.initiators), ("whom", event.recipients)):
        for actor in actors:
            if name is country and actor.country is not None:
                yield actor.country, side


def features(spot: Spot, among: Sequence[Spot]) -> list[str]:
    """What speaks for a spot, and how it compares with the other candidates."""
    made = ["bias"]
    for said in {said for other in among for said in other.counts if not said.startswith("event ")}:
        own, total = spot.counts[said], sum(other.counts[said] for other in among)
        best = max(other.counts[said] for other in among)
        made.append(f"{said}:{'most' if own == best and own else 'some' if own else 'none'}")
        made.append(f"{said}:share{round(4 * own / total)}" if total else f"{said}:no")
    made += [said for said in spot.counts if said.startswith("event ")]
    made.append(f"often{min(spot.counts['named'], 6)}")
    made.append(f"rivals{min(len(among), 5)}")
    return made
