"""Watch a feed: entries that are whole are kept, the pages of the others are fetched, in turn."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from communique.desk.archive.models import Source
from communique.desk.ingest.fetching import NotYetError
from communique.desk.ingest.models import Entry
from communique.desk.ingest.polling.listing import Listed, entries
from communique.desk.ingest.polling.outcome import Found
from communique.desk.ingest.polling.page import changed
from communique.desk.ingest.polling.pages import fetch_waiting, keep_entry
from communique.desk.ingest.polling.told import DamagedError, told

State = Entry.State
MOST_ENTRIES = 2000
"""Of one feed; of more, the first are read."""


def ask(source: Source, now: datetime) -> Found:
    """Fetch the feed, if it is time, and pages of its entries that wait. Raises ``SourceFailedError``."""
    kept, problems, moments, asked = 0, tuple[str, ...](), list[datetime](), False
    if source.list_at is None or source.list_at <= now:
        try:
            kept, problems = _list(source, now)
            asked = True
        except NotYetError as error:
            moments.append(error.at)
    fetched, again = fetch_waiting(source, now)
    if again is not None:
        moments.append(again)
    return Found(kept + fetched, min(moments, default=None), asked, problems)


def _list(source: Source, now: datetime) -> tuple[int, tuple[str, ...]]:
    """Fetch the feed and register what is new in it: how many entries were kept at once, and what is wrong with it."""
    fetched = changed(source, now)
    if fetched is None:
        return 0, ()
    listed = entries(fetched.body, fetched.media_type)
    outcomes = [_register(source, each, fetched.url, now) for each in _news(source, listed[:MOST_ENTRIES])]
    return sum(each or 0 for each in outcomes), tuple(_problems(len(listed), outcomes.count(None)))


def _problems(listed: int, damaged: int) -> Iterator[str]:
    if listed > MOST_ENTRIES:
        yield f"Only the first {MOST_ENTRIES:,} of {listed:,} entries are read."
    if damaged:
        yield f"Entries that are damaged and cannot be read: {damaged:,}."


def _news(source: Source, listed: list[Listed]) -> list[Listed]:
    """The entries that were not seen before or changed since; the oldest first, as feeds begin with the latest."""
    known: dict[str, str] = {}
    for start in range(0, len(listed), 500):
        keys = [each.key for each in listed[start : start + 500]]
        known.update(Entry.objects.filter(source=source, key__in=keys).values_list("key", "mark"))
    return [each for each in reversed(listed) if known.get(each.key) != each.mark]


def _register(source: Source, listed: Listed, feed_address: str, now: datetime) -> int | None:
    """Keep an entry that is whole, or write down that its page is to be fetched. How many snapshots were kept; null where the
    entry is damaged."""
    try:
        entry = told(listed.document, feed_address)
    except DamagedError:
        return None
    values = {
        "mark": listed.mark,
        "address": (entry.address or listed.identity)[:2000],
        "hints": msgspec.to_builtins(entry.hints),
        "failures": 0,
        "error": "",
    }
    if not entry.whole:
        values |= {"document": listed.document, "state": State.WAITING, "due_at": now}
        Entry.objects.update_or_create(source=source, key=listed.key, defaults=values)
        return 0
    kept = keep_entry(source, listed.document, listed.key, entry.hints, now)
    values |= {"document": "", "state": State.KEPT, "due_at": None}
    Entry.objects.update_or_create(source=source, key=listed.key, defaults=values)
    return kept
