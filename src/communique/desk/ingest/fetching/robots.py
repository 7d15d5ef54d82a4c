"""What a host's robots.txt lets us fetch (RFC 9309), asked for once a day."""

from datetime import datetime, timedelta

import httpx
from protego import Protego

from communique.desk.ingest.fetching.fetched import FetchError
from communique.desk.ingest.fetching.fetcher import fetch, user_agent
from communique.desk.ingest.models import Host
from communique.reading.limits import FetchLimits

FRESH = timedelta(hours=24)
"""A copy is used for no longer (RFC 9309, section 2.4)."""
NONE = frozenset(range(400, 500)) - {429}
"""Answers that mean there is no robots.txt (RFC 9309, section 2.3.1.3); 429 means that we ask too often."""
LIMITS = FetchLimits(wait=10.0, total=20.0, size=512_000, redirects=5)
"""512 kB and five redirects are the least that a crawler has to read and follow (RFC 9309, sections 2.5 and 2.3.1.2)."""


def rules(host: Host, url: httpx.URL, now: datetime) -> Protego:
    """The rules of a host. Raises ``FetchError`` where it cannot be asked for them: then nothing may be fetched from it."""
    if host.robots_at is None or host.robots_at < now - FRESH:
        host.robots = _asked(url.copy_with(raw_path=b"/robots.txt"))
        host.robots_at = now
        host.save(update_fields=["robots", "robots_at"])
    return Protego.parse(host.robots)


def _asked(url: httpx.URL) -> str:
    """The text of a robots.txt; empty where there is none, which lets us fetch everything."""
    try:
        text = fetch(str(url), LIMITS).body.decode("utf-8", "replace")
    except FetchError as error:
        if error.status in NONE:
            return ""
        raise
    return text.replace("\0", "")


def check(found: Protego, url: httpx.URL) -> None:
    """Raise ``FetchError`` where the rules ask us not to fetch an address."""
    if not found.can_fetch(str(url), user_agent()):
        raise FetchError(f"The robots.txt of {url.host} asks not to fetch this address.", final=True)


def delay(found: Protego) -> timedelta:
    """The pause between two requests that the rules ask for; none where they ask for none."""
    return timedelta(seconds=min(float(found.crawl_delay(user_agent()) or 0), 1e6))
