"""The incident: one happening as many reports tell it. Every claim is kept; one value a field is preferred, by a written rule."""

from typing import Generic, TypeVar

import msgspec

from communique.model.event import Actor, Certainty, Event, Outcome, Place, Status, When

T = TypeVar("T")


class Claim(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """A value as one event tells it. ``said_by`` is null where the reporter tells it in its own voice."""

    event: str
    value: T
    said_by: str | None = None


class Chosen(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """The preferred value of a field, the rule that chose it, the event it is of, and every claim in order of publication.

    ``value`` is null where no report gives one; then ``rule`` is ``none given`` and ``event`` null.
    """

    value: T | None = None
    rule: str = "none given"
    event: str | None = None
    claims: tuple[Claim[T], ...] = ()


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """The losses of one outcome that one speaker gives in one event: people, null is an open end.

    ``stands`` is false once the figure was overtaken: a later report, or the same speaker, gave a higher one.
    """

    event: str
    low: int | None
    high: int | None
    said_by: str | None = None
    published: str | None = None
    stands: bool = True


class TollAccount(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of one outcome, in order of publication.

    ``best`` is the preferred figure's number, of ``event``, by ``rule``; ``low`` and ``high`` are the least and the greatest of
    the figures that stand. Null where no report gives that end ("at least seven" has no high).
    """

    outcome: Outcome
    low: int | None
    best: int | None
    high: int | None
    rule: str
    event: str
    figures: tuple[Figure, ...]


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Claims of one field that cannot all be true, in words, with the events that make them."""

    field: str
    words: str
    events: tuple[str, ...]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A report that tells of the incident. ``reprint_of`` is the report whose text it repeats, null where the text is its own."""

    report: str
    events: tuple[str, ...]
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None
    wire: str | None = None
    reprint_of: str | None = None


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One happening across reports.

    ``id`` is readable and stays (``ML-2013-0042``: country, year, number); ``formerly`` are ids that now lead here.
    ``publishers`` counts those that tell it independently: reprints of one text count once, and so do texts of one wire.
    ``first_reported`` and ``last_updated`` are dates of publication. ``aggregate`` is true where every event is a summary.
    """

    id: str
    formerly: tuple[str, ...] = ()
    type: Chosen[str]
    status: Chosen[Status]
    certainty: Chosen[Certainty]
    date: Chosen[When]
    place: Chosen[Place]
    initiators: Chosen[tuple[Actor, ...]]
    recipients: Chosen[tuple[Actor, ...]]
    tolls: tuple[TollAccount, ...] = ()
    weapon: Chosen[str]
    count: Chosen[int]
    aggregate: bool = False
    publishers: int = 0
    first_reported: str | None = None
    last_updated: str | None = None
    contradictions: tuple[Contradiction, ...] = ()
    sources: tuple[Source, ...] = ()
    events: tuple[Event, ...] = ()
