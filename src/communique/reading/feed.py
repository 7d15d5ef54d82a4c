"""RSS and Atom: each entry a report, from its content or summary."""

from datetime import date
from typing import Any

import feedparser
import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]

from communique.reading import blocks, dates
from communique.reading.decoding import xml_safe
from communique.reading.draft import Draft, Item, Items, Options
from communique.reading.failure import Failure, UnreadableError
from communique.reading.finish import finish
from communique.reading.limits import MAX_FEED
from communique.reading.streams import Opened

BREAKS = (ValueError, LookupError, AttributeError, TypeError)
"""What damaged entries make the parser's own getters raise."""


def read_feed(source: Opened, options: Options) -> Items:
    """A report an entry. Raises ``UnreadableError`` where it is no feed or has no entry."""
    data = source.read_all(MAX_FEED, "one feed")
    headers = {"content-type": f"application/xml; charset={source.charset}"} if source.charset else {}
    try:
        feed = feedparser.parse(data, response_headers=headers)
    except (ValueError, LookupError) as error:  # some damaged feeds break the parser itself
        raise UnreadableError("the feed is damaged", "fetch or copy it again") from error
    if not feed.get("version"):
        raise UnreadableError("it is not a feed (no RSS or Atom in it)", "give an RSS or Atom feed, or the page itself")
    if not feed.entries:
        raise UnreadableError("the feed has no entry", "leave it out, or try again later")
    for number, entry in enumerate(feed.entries, 1):
        try:
            yield _item(source, feed.feed, entry, number, options)
        except BREAKS:
            yield Failure(f"{source.name}, entry {number:,}", "the entry is damaged", "give the page instead")


def _item(source: Opened, feed: Any, entry: Any, number: int, options: Options) -> Item:
    name = f"{source.name}, entry {number:,}"
    title = plain(entry.get("title", "")).replace("\n", " ").strip() or None
    body = plain(content_of(entry))
    text = "\n\n".join(part for part in (title, body) if part) if not body.startswith(title or "\0") else body
    if not text:
        link = entry.get("link")
        remedy = f"give the page instead: {link}" if link else "leave it out"
        return UnreadableError("the entry has no text", remedy).failure(name)
    draft = Draft(
        name=name,
        source=name,
        text=text,
        title=title,
        published=published_of(entry),
        publisher=feed.get("title") or None,
        url=entry.get("link") or None,
        author=entry.get("author") or None,
    )
    return finish(draft, options)


def content_of(entry: Any) -> str:
    """The longest of an entry's contents, else its summary."""
    contents = [str(content.get("value", "")) for content in entry.get("content", [])]
    return max([*contents, str(entry.get("summary", ""))], key=len)


def published_of(entry: Any) -> date | None:
    """The day as the feed writes it, else the parser's reading of it (UTC)."""
    for key in ("published", "updated"):
        written = dates.parse(dict.get(entry, key) or "")  # the parser's own get() warns where a date is missing
        parsed = dict.get(entry, f"{key}_parsed")
        if written:
            return written
        if parsed is not None:
            return dates.real(parsed.tm_year, parsed.tm_mon, parsed.tm_mday)
    return None


def plain(fragment: str) -> str:
    """The paragraphs of an HTML fragment, parted by blank lines; plain text stays as it is."""
    if "<" not in fragment and "&" not in fragment:
        return "\n\n".join(blocks.split(fragment.replace("\n\n", blocks.BREAK)))
    try:
        tree = lxml.html.fragment_fromstring(xml_safe(fragment), create_parent="div")
    except (lxml.etree.ParserError, ValueError):
        return ""
    return "\n\n".join(blocks.paragraphs(tree))
