"""What a source, or the person who hands a report in, says of it beside the bytes themselves."""

from typing import Literal

import msgspec

from communique.desk.archive.models import Snapshot

Kind = Literal["text", "html", "feed", "warc", "jsonl"]


class Hints(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """``published`` (ISO date) and ``publisher`` come from a person and hold over the page's own; ``listed`` (ISO date),
    ``lister`` (publisher), ``title`` and ``author`` come from a feed and hold where the page gives none.

    ``url`` is the report's address where ``Snapshot.address`` is not; ``kind`` is what the bytes are where that is known;
    ``given_by`` is the primary key of who handed it in.
    """

    published: str | None = None
    publisher: str | None = None
    listed: str | None = None
    lister: str | None = None
    title: str | None = None
    author: str | None = None
    url: str | None = None
    kind: Kind | None = None
    given_by: int | None = None


def hints_of(snapshot: Snapshot) -> Hints:
    """The hints that a snapshot was kept with."""
    return msgspec.convert(snapshot.hints, Hints)
