"""The report: one text as received. Offsets are characters into ``Report.text``, which never changes after it is made."""

from typing import Literal

import msgspec

PublishedFrom = Literal["option", "metadata", "dateline"]


class Boilerplate(msgspec.Struct, frozen=True, kw_only=True):
    """Text of the page that is not the report: a menu, a sign-up box, a credit line.

    ``start`` and ``end`` are offsets into ``Report.text`` where the words stand in it (plain text is stored as it
    came), and null where they were left out of it (HTML).
    """

    text: str
    reason: str
    start: int | None = None
    end: int | None = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One text as received. ``published`` is an ISO date, or null with ``published_from`` null."""

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    published_from: PublishedFrom | None = None
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None
    dateline: str | None = None
    source: str | None = None
    """Where the report was read from: a file name, an address, ``-`` for standard input."""
    boilerplate: tuple[Boilerplate, ...] = ()
