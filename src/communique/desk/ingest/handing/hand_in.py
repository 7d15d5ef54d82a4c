"""Take a report that somebody gives: it is kept and read at once, so that they see what became of it."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from communique.desk.accounts.models import User
from communique.desk.archive.changing.history import Subject, note
from communique.desk.archive.models import Report, Snapshot, Source
from communique.desk.ingest.fetching import Fetched, FetchError, NotYetError, ask
from communique.desk.ingest.fetching.fetcher import split
from communique.desk.ingest.hints import Hints
from communique.desk.ingest.intake import Read, keep, read
from communique.desk.ingest.limits import MOST_BYTES
from communique.desk.ingest.media import media_type
from communique.desk.ingest.messages import message_id
from communique.desk.ingest.parsing import MESSAGE, PASTED
from communique.reading.limits import FetchLimits, megabytes

LEASE = timedelta(minutes=10)
"""For which the worker leaves to us what we keep; afterwards it reads what we did not."""
PATIENCE_S = 5.0
"""Seconds that somebody waits for a host's turn."""
LIMITS = FetchLimits(wait=10.0, total=20.0)
"""Of a fetch that somebody waits for."""
MOST_KNOWN = 50
"""Reports told of a file that came before."""
TEXT = "text/plain; charset=utf-8"
"""Pasted text."""
WAYS = {
    Source.Kind.PASTED: "Pasted texts and addresses",
    Source.Kind.UPLOADED: "Files handed in",
    Source.Kind.API: "API",
}


class HandInError(ValueError):
    """What cannot be taken; ``str()`` says why and what to do."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the giver says of it. ``url`` is of a text or a file; of a fetched page it is its own."""

    who: User
    publisher: str = ""
    published: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one thing handed in: new reports, known ones, and what could not be read, in words."""

    name: str
    made: list[Report] = field(default_factory=list)
    known: list[Report] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def hand_in_text(text: str, given: Given, kind: Source.Kind = Source.Kind.PASTED) -> Outcome:
    """Take the text of one report. Raises ``HandInError``."""
    if not text.strip():
        raise HandInError("Paste the text of the report.")
    body = text.replace("\r\n", "\n").encode("utf-8", "replace")
    address = _url(given.url) or f"{PASTED}:{sha256(body).hexdigest()[:16]}"
    return _take(kind, "The text", address, body, TEXT, _hints(given, kind="text"), given.who)


def hand_in_address(url: str, given: Given, kind: Source.Kind = Source.Kind.PASTED) -> Outcome:
    """Fetch a page and take its report. Raises ``HandInError``."""
    address = _url(url)
    if not address:
        raise HandInError("Give the address of a page.")
    fetched = _in_turn(lambda: _asked(address))
    if _is_feed(fetched):
        raise HandInError("This is a feed; add it as a source, and its reports come by themselves.")
    hints = _hints(Given(given.who, given.publisher, given.published))
    return _take(kind, address, fetched.url, fetched.body, fetched.media_type, hints, given.who)


def hand_in_file(name: str, body: bytes, given: Given, kind: Source.Kind = Source.Kind.UPLOADED) -> Outcome:
    """Take a file: text, HTML, a feed, WARC, JSON lines, or an e-mail. Raises ``HandInError``."""
    if len(body) > MOST_BYTES:
        raise HandInError(f"{name} is larger than the {megabytes(MOST_BYTES)} that are taken; split it.")
    if not body.strip():
        raise HandInError(f"{name} is empty; choose the file with the report.")
    found = media_type(name) or ""
    address = (message_id(body) if found == MESSAGE else None) or name[:2000]
    return _take(kind, name, address, body, found, _hints(given), given.who)


def _hints(given: Given, kind: str | None = None) -> Hints:
    return Hints(
        published=given.published.isoformat() if given.published else None,
        publisher=given.publisher.strip() or None,
        url=_url(given.url) or None,
        kind="text" if kind == "text" else None,
        given_by=given.who.pk,
    )


def _url(written: str) -> str:
    """An address as it is kept; empty where none is given. Raises ``HandInError``."""
    if not written.strip():
        return ""
    try:
        return str(split(written.strip() if "://" in written else f"https://{written.strip()}"))
    except FetchError as error:
        raise HandInError(str(error)) from error


def _asked(address: str) -> Fetched:
    try:
        return ask(address, timezone.now(), limits=LIMITS)
    except FetchError as error:
        raise HandInError(f"{error} If you can see the page, paste its text.") from error


def _in_turn(step: Callable[[], Fetched]) -> Fetched:
    """Ask when it is our turn, if that is soon. Raises ``HandInError``."""
    try:
        return step()
    except NotYetError as error:
        wait = (error.at - timezone.now()).total_seconds()
        if wait > PATIENCE_S:
            raise HandInError(f"The host wants to rest; try again in {wait:,.0f} s, or paste the text.") from error
    time.sleep(max(wait, 0))
    try:
        return step()
    except NotYetError as error:
        raise HandInError("The host is asked by the worker; try again in a moment, or paste the text.") from error


def _is_feed(fetched: Fetched) -> bool:
    start = fetched.body[:2000].lower()
    return any(mark in start for mark in (b"<rss", b"<rdf:rdf", b"<feed")) and b"<html" not in start


def _take(kind: Source.Kind, name: str, address: str, body: bytes, media: str, hints: Hints, who: User) -> Outcome:
    now = timezone.now()
    source = _way_in(kind)
    worker, until = f"hand-in {os.getpid()}", now + LEASE
    snapshot = keep(source, address, body, media, hints, now, leased_by=worker, lease_until=until)
    if snapshot is None:
        return _known(name, address, body, now)
    found = read(snapshot, now)
    _note(found, hints, kind, who)
    return Outcome(name, found.made, found.known, found.problems)


def _known(name: str, address: str, body: bytes, now: datetime) -> Outcome:
    """What became of the same bytes when they came before; what the worker has not read yet is read now."""
    snapshot = Snapshot.objects.get(address=address, sha256=sha256(body).hexdigest())
    if snapshot.state == Snapshot.State.FETCHED:
        found = read(snapshot, now)
        return Outcome(name, found.made, found.known, found.problems)
    return Outcome(
        name,
        [],
        list(snapshot.reports.defer("packed", "origin")[:MOST_KNOWN]),
        snapshot.error.split("\n") if snapshot.error else [],
    )


def _way_in(kind: Source.Kind) -> Source:
    """The source that stands for what people hand in; it is never polled."""
    found = Source.objects.filter(kind=kind, address="").order_by("pk").first()
    return found or Source.objects.create(kind=kind, name=WAYS[kind])


def _note(found: Read, hints: Hints, kind: Source.Kind, who: User) -> None:
    """Write into the history who gave which report."""
    with transaction.atomic():
        for report in found.made:
            note(who, Subject.REPORT, report.name, "given", None, {"way": kind, "publisher": hints.publisher})
