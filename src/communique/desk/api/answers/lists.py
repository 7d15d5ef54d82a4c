"""Actors, places, types, families, sources, who holds what."""

from datetime import datetime

import msgspec

from communique.situation import PlaceState


class NamedActor(msgspec.Struct, frozen=True, kw_only=True):
    """An actor, and of how many incidents it is; ``more`` where they are more than were counted."""

    name: str
    aliases: tuple[str, ...]
    incidents: int
    more: bool
    page: str


class ActorList(msgspec.Struct, frozen=True, kw_only=True):
    """A page of actors, by name."""

    basis: str
    items: tuple[NamedActor, ...]
    next: str | None


class CountryRow(msgspec.Struct, frozen=True, kw_only=True):
    """A country that has incidents, and how many; ``more`` where they are more than were counted."""

    country: str
    name: str
    incidents: int
    more: bool
    page: str


class CountryList(msgspec.Struct, frozen=True, kw_only=True):
    """Every country that has incidents."""

    basis: str
    items: tuple[CountryRow, ...]


class PlaceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A place of the gazetteer that incidents have."""

    geonameid: int
    name: str
    page: str


class PlaceList(msgspec.Struct, frozen=True, kw_only=True):
    """Places of a name, those of most of the latest incidents first."""

    basis: str
    items: tuple[PlaceRow, ...]


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """Who is said to hold a place on a day, by the claims for and against it. ``words`` say it in a sentence, ``why`` is the rule
    behind it in words."""

    words: str
    why: str
    state: PlaceState


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of who holds places on the day ``on``. Nothing is told of a place of which nobody said anything.

    ``left_out`` is true where only the latest incidents of such types were looked at.
    """

    basis: str
    on: str
    items: tuple[Holding, ...]
    left_out: bool


class TypeRow(msgspec.Struct, frozen=True, kw_only=True):
    """A type of event of the codebook, its meaning, and what other schemes call it."""

    type: str
    label: str
    family: str
    definition: str
    acled: str | None
    plover: str | None
    cameo: str | None


class FamilyRow(msgspec.Struct, frozen=True, kw_only=True):
    """Types that are shown alike, and their colour."""

    family: str
    label: str
    colour: str
    types: tuple[str, ...]


class Codebook(msgspec.Struct, frozen=True, kw_only=True):
    """The types of events and their families."""

    types: tuple[TypeRow, ...]
    families: tuple[FamilyRow, ...]


class WatchedSource(msgspec.Struct, frozen=True, kw_only=True):
    """A source, how it does, and when it is asked next."""

    number: int
    kind: str
    name: str
    address: str | None
    publisher: str | None
    language: str | None
    active: bool
    every_minutes: int
    failures: int
    error: str | None
    tried_at: datetime | None
    succeeded_at: datetime | None
    due_at: datetime | None


class SourceList(msgspec.Struct, frozen=True, kw_only=True):
    """A page of sources, by number."""

    items: tuple[WatchedSource, ...]
    next: str | None
