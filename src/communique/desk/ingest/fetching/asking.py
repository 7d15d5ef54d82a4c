"""Ask for a page as a guest: by the host's rules, in our turn, and not again while it wants to rest."""

from collections.abc import Callable
from datetime import datetime

import httpx

from communique.desk.ingest.fetching import robots
from communique.desk.ingest.fetching.fetched import Fetched, FetchError
from communique.desk.ingest.fetching.fetcher import fetch, split
from communique.desk.ingest.fetching.hosts import LONGEST_DELAY, host_of, rest, take_turn
from communique.reading.limits import FetchLimits


def ask(
    url: str, now: datetime, *, etag: str = "", last_modified: str = "", limits: FetchLimits | None = None
) -> Fetched:
    """The page at an address, or that it did not change. Raises ``FetchError``, and ``NotYetError`` where it is not our turn.

    What a robots.txt forbids is not fetched, at the address or where it redirects to.
    """
    at = split(url)
    host = host_of(at, now)
    take_turn(host, now)
    try:
        allowed = robots.rules(host, at, now)
        robots.check(allowed, at)
        rest(host, now + min(robots.delay(allowed), LONGEST_DELAY), now)
        return fetch(str(at), limits or FetchLimits(), etag=etag, last_modified=last_modified, may=_may(now))
    except FetchError as error:
        if error.wait:
            rest(host, now + error.wait, now)
        raise


def _may(now: datetime) -> Callable[[httpx.URL], None]:
    """Asks the rules of a host that a redirect leads to."""

    def check(url: httpx.URL) -> None:
        robots.check(robots.rules(host_of(url, now), url, now), url)

    return check
