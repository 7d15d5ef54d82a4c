"""What of an event and its report is compared with another's."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from communique.incidents.words import names_of, words_of
from communique.model import Event, Outcome, Place, Report

Range = tuple[int | None, int | None]
"""Lowest and highest number of people; null where open."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's telling of one happening. ``id`` must differ among those that are joined."""

    id: str
    report: str
    kind: str | None = None
    """The codebook type."""
    place: Place | None = None
    start: date | None = None
    end: date | None = None
    published: date | None = None
    killed: Range | None = None
    injured: Range | None = None
    actors: frozenset[str] = frozenset()
    """Normalised names of those named, without the unidentified."""
    weapon: str | None = None
    names: frozenset[str] = frozenset()
    words: Counter[str] = field(default_factory=Counter)
    sentences: Counter[str] = field(default_factory=Counter)
    """The words of the event's own sentences."""


def tell(report: Report, events: Sequence[Event] = (), id: str | None = None) -> Telling:  # noqa: A002
    """The telling of one event, or of several that are stages of one, the chief first; of none: the report's words alone."""
    first = events[0] if events else None
    dated = next((event.date for event in events if event.date.start and event.date.end), None)
    text = report.text if not report.title or report.title in report.text else f"{report.title}\n{report.text}"
    return Telling(
        id=id or (first.id if first else report.id),
        report=report.id,
        kind=first.type if first else None,
        place=_narrowest(events),
        start=date.fromisoformat(dated.start) if dated and dated.start else None,
        end=date.fromisoformat(dated.end) if dated and dated.end else None,
        published=date.fromisoformat(report.published[:10]) if report.published else None,
        killed=_loss(events, "killed"),
        injured=_loss(events, "injured"),
        actors=_actors(events),
        weapon=next((event.weapon.lower() for event in events if event.weapon), None),
        names=names_of(text),
        words=words_of(text),
        sentences=words_of("\n".join(line for event in events for line in (event.quote, *event.mentions))),
    )


RANKS = {"site": 0, "town": 1, "district": 2, "region": 3, "country": 4, "unknown": 5}


def _narrowest(events: Sequence[Event]) -> Place | None:
    places = [event.place for event in events if event.place is not None]
    return min(places, key=lambda place: RANKS[place.precision], default=None)


def _loss(events: Sequence[Event], outcome: Outcome) -> Range | None:
    """The figure that is greatest, of all that are told."""
    found = [(toll.low, toll.high) for event in events for toll in event.tolls if toll.outcome == outcome]
    return max(found, key=lambda toll: (toll[0] or 0, toll[1] or 0), default=None)


def _actors(events: Sequence[Event]) -> frozenset[str]:
    named = (actor.name for event in events for actor in (*event.initiators, *event.recipients))
    return frozenset(name for name in named if name and not name.startswith(("Unidentified", "Civilians")))
