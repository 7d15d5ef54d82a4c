"""Incidents as they are told."""

from datetime import date, datetime
from typing import Literal

import msgspec

from communique.model import Incident

BasisName = Literal["read", "reviewed"]
ReviewedName = Literal["none", "partly", "all"]


class PlaceBrief(msgspec.Struct, frozen=True, kw_only=True):
    """Where it happened. Coordinates (WGS 84, degrees) are a point only where ``precision`` is site or town; elsewhere they are the
    middle of an area of ``accuracy_km`` around it, and no place where anything happened."""

    name: str
    admin1: str | None
    country: str | None
    geonameid: int | None
    precision: str
    latitude: float | None
    longitude: float | None
    accuracy_km: float | None


class Killed(msgspec.Struct, frozen=True, kw_only=True):
    """The preferred figure, and the least and the greatest that stand; null is not given."""

    low: int | None
    best: int | None
    high: int | None


class IncidentBrief(msgspec.Struct, frozen=True, kw_only=True):
    """An incident by its preferred values; null is not given by any report. ``start`` and ``end`` are days on which it
    happened, never those of publication, as exact as ``date_precision`` says. ``page`` is where people read it. ``stamp`` is that
    of its last change."""

    id: str
    basis: BasisName
    reviewed: ReviewedName
    headline: str
    type: str | None
    family: str
    status: str | None
    certainty: str | None
    start: date | None
    end: date | None
    date_precision: str
    place: PlaceBrief | None
    killed: Killed
    aggregate: bool
    reports: int
    publishers: int
    contradictions: int
    first_reported: date | None
    last_updated: date | None
    stamp: int
    changed_at: datetime
    page: str


class IncidentList(msgspec.Struct, frozen=True, kw_only=True):
    """A page of incidents. ``next`` is what the next page is asked with (``after``), null on the last.

    ``gone`` is of ``changed_since`` alone: ids that are not in what was asked for any longer, or never were; drop what you keep of
    them. ``stamp`` is what to ask with as ``changed_since`` the next time, once ``next`` is null.
    """

    basis: BasisName
    items: tuple[IncidentBrief, ...]
    next: str | None
    gone: tuple[str, ...] = ()
    stamp: int


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """How far people judged an event. ``number`` and ``version`` are what review actions ask for."""

    event: str
    number: int
    state: str
    made_by: Literal["machine", "person"]
    version: int


class IncidentWhole(msgspec.Struct, frozen=True, kw_only=True):
    """An incident with every claim, figure, contradiction, source and event, each with the words it came from. ``record`` is as
    ``communique schema incident`` has it; ``judged`` tells of each event in ``record.events``."""

    id: str
    basis: BasisName
    reviewed: ReviewedName
    headline: str
    stamp: int
    changed_at: datetime
    page: str
    record: Incident
    judged: tuple[Judged, ...]
