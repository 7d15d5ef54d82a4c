"""What an entry of a feed tells of its report, and whether it is the whole report or only leads to it."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import feedparser

from communique.desk.ingest.hints import Hints
from communique.reading.feed import BREAKS, content_of, plain, published_of

ENOUGH_CONTENT, ENOUGH_SUMMARY = 600, 1500
"""Characters from which a content, or a summary without one, is taken for the whole report. Leads of news run to some 300."""
CUT = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|read more\W*|continue reading\W*.{0,80}|the post .{0,200} appeared first on .{0,80})$",
    re.IGNORECASE,
)
"""How a text ends that goes on elsewhere."""
TRACKING = re.compile(r"utm_\w+|at_(?:medium|campaign)|fbclid|gclid|ocid|cmpid", re.IGNORECASE)
"""Parameters that say which way a reader came, and nothing of the page."""


class DamagedError(Exception):
    """An entry that cannot be read."""


@dataclass(frozen=True, slots=True)
class Told:
    """``address`` of its page, empty where it has none; ``whole`` where the feed has all of the report."""

    address: str
    whole: bool
    hints: Hints


def told(document: str, feed_address: str) -> Told:
    """Of an entry that is a feed of its own, as ``listing.entries`` gives them. Raises ``DamagedError``."""
    try:
        return _told(document, feed_address)
    except BREAKS as error:
        raise DamagedError from error


def _told(document: str, feed_address: str) -> Told:
    feed = feedparser.parse(
        document.encode("utf-8"), response_headers={"content-type": "application/xml; charset=utf-8"}
    )
    entry = feed.entries[0] if feed.entries else feedparser.FeedParserDict()
    address = page_address(entry.get("link") or "", feed_address)
    published = published_of(entry)
    hints = Hints(
        listed=published.isoformat() if published else None,
        lister=plain(feed.feed.get("title", "")).strip() or None,
        title=" ".join(plain(entry.get("title", "")).split()) or None,
        author=entry.get("author") or None,
        url=address or None,
    )
    return Told(address, not address or _is_whole(entry), hints)


def _is_whole(entry: feedparser.FeedParserDict) -> bool:
    text = plain(content_of(entry)).strip()
    enough = ENOUGH_CONTENT if entry.get("content") else ENOUGH_SUMMARY
    return len(text) >= enough and CUT.search(text[-400:]) is None


def page_address(link: str, feed_address: str) -> str:
    """The page of an entry, without the marks of its way to the reader; empty where the link is no web page."""
    try:
        parts = urlsplit(urljoin(feed_address, link.strip()) if link.strip() else "")
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    fields = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in fields if not TRACKING.fullmatch(name)]
    query = parts.query if len(kept) == len(fields) else urlencode(kept)
    return parts._replace(query=query, fragment="").geturl()
