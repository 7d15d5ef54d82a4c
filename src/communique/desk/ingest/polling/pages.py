"""The pages that entries of a feed lead to: fetched one by one, in their hosts' turns, and tried again where they fail."""

import time
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec
from django.db.models import Min

from communique.desk.archive.models import Source
from communique.desk.ingest.fetching import FetchError, NotYetError, ask
from communique.desk.ingest.hints import Hints
from communique.desk.ingest.intake import keep
from communique.desk.ingest.models import Entry

State = Entry.State
MOST_SECONDS = 60.0
"""That one poll goes on fetching pages for; the rest is fetched by the next."""
AT_ONCE = 200
"""Pages that one poll looks at."""
SOON = timedelta(seconds=1)
TRIES, FIRST_WAIT = 5, timedelta(minutes=10)
"""How often a page is tried, and the wait after the first failure, which doubles."""
MEDIA_TYPE = "application/xml; charset=utf-8"


def fetch_waiting(source: Source, now: datetime) -> tuple[int, datetime | None]:
    """Fetch the pages that are due, as far as their hosts may be asked now: how many snapshots were kept, and when to go on
    (null: no page waits)."""
    waiting = Entry.objects.filter(source=source, state=State.WAITING)
    later = waiting.filter(due_at__gt=now).aggregate(first=Min("due_at"))["first"]
    moments = [] if later is None else [later]
    end, kept, busy = time.monotonic() + MOST_SECONDS, 0, dict[str, datetime]()
    for entry in waiting.filter(due_at__lte=now).order_by("due_at", "pk")[:AT_ONCE]:
        host = urlsplit(entry.address).netloc
        if time.monotonic() > end:
            moments.append(now + SOON)
            break
        if host in busy:
            continue
        try:
            kept += _fetch(source, entry, now)
        except NotYetError as error:
            busy[host] = error.at
    moments += busy.values()
    return kept, min(moments, default=None)


def _fetch(source: Source, entry: Entry, now: datetime) -> int:
    try:
        fetched = ask(entry.address, now)
    except FetchError as error:
        return _failed(source, entry, error, now)
    hints = msgspec.structs.replace(msgspec.convert(entry.hints, Hints), url=None)  # the page's own address holds
    snapshot = keep(source, fetched.url, fetched.body, fetched.media_type, hints, now)
    _settle(entry, State.KEPT, "")
    return int(snapshot is not None)


def _failed(source: Source, entry: Entry, error: FetchError, now: datetime) -> int:
    """Try again later; a page that cannot be had is let go, and what the feed says of it is kept in its place."""
    entry.failures += 1
    if not error.final and entry.failures < TRIES:
        entry.error = str(error)
        entry.due_at = now + max(FIRST_WAIT * (1 << entry.failures - 1), error.wait or timedelta())
        entry.save(update_fields=["failures", "error", "due_at"])
        return 0
    kept = keep_entry(source, entry.document, entry.key, msgspec.convert(entry.hints, Hints), now)
    _settle(entry, State.FAILED, str(error))
    return kept


def _settle(entry: Entry, state: Entry.State, error: str) -> None:
    entry.state, entry.error, entry.document, entry.due_at = state, error, "", None
    entry.save(update_fields=["failures", "error", "document", "state", "due_at"])


def keep_entry(source: Source, document: str, key: str, hints: Hints, now: datetime) -> int:
    """Keep an entry as the feed has it. How many snapshots were kept."""
    address = f"{source.address[:1900]}#{key[:16]}"
    told = msgspec.structs.replace(hints, kind="feed")
    return int(keep(source, address, document.encode("utf-8", "replace"), MEDIA_TYPE, told, now) is not None)
