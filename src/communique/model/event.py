"""The event: what one report tells of one happening.

Field names are those of the codebook (``docs/codebook.md``). Everything here is frozen, typed and serialisable;
offsets are characters into ``Report.text``, half-open.
"""

from typing import Literal

import msgspec

Span = tuple[int, int]
"""Start and end offset, in characters, end not included."""

Precision = Literal["site", "town", "district", "region", "country", "unknown"]
DatePrecision = Literal["day", "days", "week", "month", "year", "span", "unknown"]
Status = Literal["actual", "ongoing", "planned", "hypothetical", "negated"]
Certainty = Literal["stated", "hedged"]
Outcome = Literal["killed", "injured", "killed-or-injured", "captured", "missing", "displaced", "arrested"]
PlaceMatch = Literal["exact", "alias", "misspelt", "reference", "context"]
ActorKind = Literal[
    "state-forces",
    "police",
    "government",
    "rebel-group",
    "political-militia",
    "identity-militia",
    "armed-group",
    "external-forces",
    "mission",
    "organisation",
    "political-party",
    "protesters",
    "rioters",
    "civilians",
    "media",
    "other",
]


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who did it, or to whom. ``text`` as it stands in the report; the rest null where it cannot be told."""

    text: str
    name: str | None = None
    kind: ActorKind | None = None
    country: str | None = None
    alleged: bool = False


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where it happened. Coordinates in degrees (WGS 84), null for a country; ``accuracy_km`` is a radius."""

    text: str
    name: str | None = None
    admin1: str | None = None
    country: str | None = None
    precision: Precision = "unknown"
    latitude: float | None = None
    longitude: float | None = None
    geonameid: int | None = None
    accuracy_km: float | None = None
    match: PlaceMatch | None = None


class When(msgspec.Struct, frozen=True, kw_only=True):
    """When it happened: ISO dates, both ends included; null ends are open or unknown."""

    start: str | None = None
    end: str | None = None
    precision: DatePrecision = "unknown"
    text: str | None = None


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Who the report says it from, and the words that say so."""

    source: str
    cue: str | None = None


class Toll(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of losses, as stated. ``low`` and ``high`` are people; null is an open end."""

    outcome: Outcome
    who: str | None = None
    low: int | None = None
    high: int | None = None
    text: str
    source: str | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One happening told by one report.

    ``evidence`` maps a field path (``anchor``, ``initiators[0].text``, ``place.name``, ``date``, ``tolls[1].low``) to
    the offsets of the words it came from; ``rules`` maps the same paths to the rule or list entry that made the value.
    """

    id: str
    report: str
    type: str
    anchor: str
    quote: str
    mentions: tuple[str, ...] = ()
    initiators: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    place: Place | None = None
    date: When = When()
    status: Status = "actual"
    certainty: Certainty = "stated"
    attribution: Attribution | None = None
    tolls: tuple[Toll, ...] = ()
    count: int = 1
    weapon: str | None = None
    aggregate: bool = False
    confidence: float = 0.0
    evidence: dict[str, Span] = {}
    rules: dict[str, str] = {}
