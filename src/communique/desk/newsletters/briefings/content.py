"""The content of a briefing as plain data: no sentence, no markup, no language; these are put to it when it is rendered."""

from datetime import date
from typing import Literal

import msgspec

Why = Literal["new", "updated", "corrected", "withdrawn"]


class Figure(msgspec.Struct, frozen=True):
    """A toll as reports give it; null where none gives that bound."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


class Said(msgspec.Struct, frozen=True):
    """Who tells of the incident: a publisher, and whom it names as its source, where it does."""

    publisher: str
    attributed: str | None = None
    url: str | None = None


class Step(msgspec.Struct, frozen=True):
    """One thing that changed since it was told last; ``name`` is a sentence's name in the translations, with its values.

    ``toll`` has measure, before and after (``Figure``); ``denied``, ``confirmed``, ``claimed`` have by; ``actor`` has
    side, before, after; ``merged`` has into; ``place``, ``date``, ``type``, ``publishers``, ``status``, ``certainty`` and
    ``review`` have before and after.
    """

    name: str
    values: dict[str, str | int | Figure | list[str] | None] = {}


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as the briefing tells it. Null or empty: no report gives it."""

    incident: str
    """Its name, SO-2021-0001."""
    why: Why
    type: str
    """Of the codebook; the family gives its colour."""
    family: str
    status: str
    certainty: str
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    admin1: str | None = None
    place: str | None = None
    precision: str | None = None
    """How exactly the place is known: the codebook's word; a region or country has no point."""
    latitude: float | None = None
    longitude: float | None = None
    accuracy_km: float | None = None
    start: date | None = None
    end: date | None = None
    date_precision: str | None = None
    initiators: list[str] = []
    recipients: list[str] = []
    tolls: dict[str, Figure] = {}
    """By measure: killed, injured, and the codebook's others."""
    weapon: str | None = None
    said: list[Said] = []
    """At most five, the latest first; ``publishers`` counts all that are independent."""
    denied_by: list[str] = []
    """Who says that it did not happen."""
    publishers: int = 0
    reports: int = 0
    contradictions: list[str] = []
    """Fields of which reports give different values, which stand side by side on its page."""
    review: str = "none"
    """``none``, ``partly`` or ``all`` of its events a person accepted."""
    outside: bool = False
    """Told a last time: the list's filter lets it through no more."""
    steps: list[Step] = []


class Section(msgspec.Struct, frozen=True):
    """The items of a country, the weightiest first; null: no report says where."""

    country: str | None
    items: list[Item]


class Briefing(msgspec.Struct, frozen=True, kw_only=True):
    """What an issue tells. Empty sections: nothing changed."""

    basis: Literal["read", "reviewed"]
    since: date | None = None
    """Day of the last issue; null: this is the first."""
    until: date
    looks_back_to: date | None = None
    """Of a first issue: the day from which on it tells what was published; null: it is none."""
    sections: list[Section]
    counts: dict[str, int] = {}
    """Incidents by why, those left out included."""
    left_out: int = 0
    """Beyond the most that one issue tells."""
    by_day: list[tuple[date, int]] = []
    """Incidents a day for the chart."""
    set_aside: list[Item] = []
    """What an editor left out, as it was then; what has not changed since stays out when the draft is composed anew."""
    note: str | None = None
    """Words of an editor, in the language of the list, told above the items as such; null: none."""
