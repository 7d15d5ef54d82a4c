"""What the situation tells: frozen, typed, serialisable. Dates are ISO; a null is not known, never nought."""

from typing import Literal

import msgspec

from communique.model import Contradiction, Outcome, Place, Status, When

State = Literal["held", "contested", "unknown"]
Effect = Literal["holds", "leaves", "contests", "lifts", "fought", "told"]
Ruling = Literal[
    "held", "undated", "besieged-or-fought-for", "same-day", "side-not-told", "order-not-told", "left", "nobody-said"
]


class ControlClaim(msgspec.Struct, frozen=True, kw_only=True):
    """What one report says of who holds a place. ``rule`` is the id of the rule (``data/effects.yaml``) that gives ``effect``.

    ``date`` is when it happened; ``said_by`` is null where the reporter tells it in its own voice; ``quote`` are its words,
    null where the incident was read from a file without them.
    """

    incident: str
    event: str | None = None
    type: str
    effect: Effect
    rule: str
    sides: tuple[str, ...] = ()
    date: When = When()
    status: Status = "actual"
    published: str | None = None
    publisher: str | None = None
    said_by: str | None = None
    hedged: bool = False
    alleged: bool = False
    quote: str | None = None


class PlaceState(msgspec.Struct, frozen=True, kw_only=True):
    """Who is said to hold one place on the day asked for.

    ``holders`` are those that the standing claims name, also where the place is contested. ``since`` is when the state began,
    with its precision; ``since_reported`` is given in its stead where no claim is dated: the day by which it was reported.
    ``claims`` stand behind the state, ``denials`` say that one of them is not so, ``beside`` are fights, bases and deals, which
    change nothing. ``last_claim`` is the latest day of the claims behind it, ``days_ago`` is counted from it.
    """

    place: Place
    state: State
    rule: Ruling
    holders: tuple[str, ...] = ()
    since: When | None = None
    since_reported: str | None = None
    imprecise: bool = False
    claims: tuple[ControlClaim, ...] = ()
    denials: tuple[ControlClaim, ...] = ()
    beside: tuple[ControlClaim, ...] = ()
    last_claim: str | None = None
    days_ago: int | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An incident in a timeline: the preferred values, the tolls in words and the quote of the event that gave the type."""

    incident: str
    type: str
    status: Status
    date: When
    place: Place | None = None
    initiators: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    tolls: tuple[str, ...] = ()
    publishers: int = 0
    first_reported: str | None = None
    last_updated: str | None = None
    aggregate: bool = False
    contradictions: tuple[Contradiction, ...] = ()
    quote: str | None = None


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents in the order in which they happened, and apart those that no report dates, in the order of reporting.

    ``earlier`` and ``undated_earlier`` count those that were not kept because only the latest were asked for.
    """

    dated: tuple[Entry, ...] = ()
    undated: tuple[Entry, ...] = ()
    earlier: int = 0
    undated_earlier: int = 0


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many incidents have a value."""

    value: str
    incidents: int


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents that happened, by type, ISO week, first-level division and pair of actors, the most first (weeks in order).

    An incident of several pairs counts once in each. ``no_week``, ``no_admin1`` and ``no_pair`` count those that do not tell it.
    ``not_happened`` counts by status what was planned, feared or denied, ``aggregates`` the summaries, which are in no other count.
    """

    incidents: int = 0
    types: tuple[Count, ...] = ()
    weeks: tuple[Count, ...] = ()
    admin1: tuple[Count, ...] = ()
    pairs: tuple[Count, ...] = ()
    no_week: int = 0
    no_admin1: int = 0
    no_pair: int = 0
    not_happened: tuple[Count, ...] = ()
    aggregates: int = 0


class TollSum(msgspec.Struct, frozen=True, kw_only=True):
    """The losses of one outcome summed over incidents. ``high`` is null where any incident has no upper end: no number is the sum.

    ``no_low``, ``no_best`` and ``no_high`` count the incidents that give no such end; an unknown low end adds nothing to ``low``.
    """

    outcome: Outcome
    incidents: int
    low: int
    best: int
    high: int | None
    no_low: int = 0
    no_best: int = 0
    no_high: int = 0


class SummaryToll(msgspec.Struct, frozen=True, kw_only=True):
    """What a summary over many happenings says of losses: told apart, since summaries overlap with all that is counted."""

    incident: str
    outcome: Outcome
    low: int | None
    best: int | None
    high: int | None
    date: When
    quote: str | None = None


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """One ISO week: incidents by ACLED event type (``Words`` where the codebook names none), and those killed."""

    week: str
    families: dict[str, int]
    killed: TollSum | None = None


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place with a point and how many incidents it has."""

    place: Place
    incidents: int


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What is new since a moment: an incident not reported before, or what its later reports changed, in words."""

    incident: str
    kind: Literal["new", "changed"]
    entry: Entry
    what: tuple[str, ...] = ()


class ControlChange(msgspec.Struct, frozen=True, kw_only=True):
    """A place whose state is another than by the reports of the earlier day; ``before`` is null where nothing was said."""

    before: PlaceState | None
    after: PlaceState


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents that were not used, by reason."""

    reported_later: int = 0
    happened_later: int = 0
    not_dated_report: int = 0
    not_recomputable: int = 0
    no_country: int = 0


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """The picture of one day, of what was reported by then."""

    on: str
    since: str | None = None
    country: str | None = None
    place: str | None = None
    actor: str | None = None
    incidents: int = 0
    reports: int = 0
    publishers: int = 0
    left_out: LeftOut = LeftOut()
    places: tuple[PlaceState, ...] = ()
    vague_claims: int = 0
    """Claims of holding or leaving whose place is told no more exactly than the country."""
    counts: Counts = Counts()
    tolls: tuple[TollSum, ...] = ()
    summaries: tuple[SummaryToll, ...] = ()
    changes: tuple[Change, ...] = ()
    control_changes: tuple[ControlChange, ...] = ()
    timeline: Timeline = Timeline()
    weeks: tuple[Week, ...] = ()
    spots: tuple[Spot, ...] = ()
    unplaced: int = 0
    """Incidents of the counts that have no point: no place, or no more than a country."""
