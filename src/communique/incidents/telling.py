"""What of an event and its report is compared with another's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from communique.incidents.actors import NONE, Sides, sides
from communique.incidents.families import is_words
from communique.incidents.origins import origin
from communique.incidents.rarity import rarity
from communique.incidents.told import Told
from communique.incidents.words import words_of
from communique.model import Event, Origin, Outcome, Place, Report

Range = tuple[int | None, int | None]
"""Lowest and highest number of people; null where open."""
RANKS = {"site": 0, "town": 1, "district": 2, "region": 3, "country": 4, "unknown": 5}
SPEAKERS = 4
"""Speakers kept of an act of words."""
SENTENCE_WORDS = 24
"""Words kept of an event's own sentences: the rarest."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's telling of one happening. ``id`` must differ among those that are joined."""

    id: str
    report: str
    kind: str | None = None
    """The codebook type; with ``no`` before it where it is an act of words that nobody did."""
    aggregate: bool = False
    place: Place | None = None
    start: date | None = None
    end: date | None = None
    published: date | None = None
    killed: Range | None = None
    injured: Range | None = None
    actors: Sides = NONE
    speakers: tuple[str, ...] = ()
    """Who does an act of words."""
    weapon: str | None = None
    quote: str = ""
    sentences: tuple[str, ...] = ()
    """The rarest words of the event's own sentences."""
    words: tuple[str, ...] = ()
    """The rarest words of the report, names with a capital."""
    sketch: str | None = None
    meaning: str | None = None


def telling(told: Told) -> Telling:
    """The telling of one event."""
    return of_events([told.event], told.origin, told.event.id)


def tell(report: Report, events: Sequence[Event] = (), id: str | None = None) -> Telling:  # noqa: A002
    """The telling of several events that are stages of one, the chief first; of none: the report's words alone."""
    return of_events(events, origin(report), id or (events[0].id if events else report.id))


def of_events(events: Sequence[Event], brief: Origin, id: str) -> Telling:  # noqa: A002
    """What several events of one report tell together."""
    first = events[0] if events else None
    dated = next((event.date for event in events if event.date.start and event.date.end), None)
    lines = "\n".join(line for event in events for line in (event.quote, *event.mentions))
    return Telling(
        id=id,
        report=brief.report,
        kind=_kind(first) if first else None,
        aggregate=first.aggregate if first else False,
        place=_narrowest(events),
        start=date.fromisoformat(dated.start) if dated and dated.start else None,
        end=date.fromisoformat(dated.end) if dated and dated.end else None,
        published=date.fromisoformat(brief.published[:10]) if brief.published else None,
        killed=_loss(events, "killed"),
        injured=_loss(events, "injured"),
        actors=sides(events),
        speakers=_speakers(first) if first else (),
        weapon=next((event.weapon.lower() for event in events if event.weapon), None),
        quote=first.quote if first else "",
        sentences=_rarest(words_of(lines)),
        words=brief.words,
        sketch=brief.sketch,
        meaning=brief.meaning,
    )


def _kind(event: Event) -> str:
    return f"no {event.type}" if event.status == "negated" and is_words(event.type) else event.type


def _speakers(event: Event) -> tuple[str, ...]:
    if not is_words(event.type):
        return ()
    return tuple(dict.fromkeys(actor.name or actor.text.lower() for actor in event.initiators))[:SPEAKERS]


def _rarest(words: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-rarity(word), word))[:SENTENCE_WORDS])


def _narrowest(events: Sequence[Event]) -> Place | None:
    places = [event.place for event in events if event.place is not None]
    return min(places, key=lambda place: RANKS[place.precision], default=None)


def _loss(events: Sequence[Event], outcome: Outcome) -> Range | None:
    """The figure that is greatest, of all that are told."""
    found = [(toll.low, toll.high) for event in events for toll in event.tolls if toll.outcome == outcome]
    return max(found, key=lambda toll: (toll[0] or 0, toll[1] or 0), default=None)
