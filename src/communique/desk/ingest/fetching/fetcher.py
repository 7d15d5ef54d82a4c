"""One fetch: guarded at every hop, within limits, with the conditions under which the page need not be sent again."""

import functools
import re
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import version

import httpcore
import httpx
from django.conf import settings

from communique.desk.ingest.fetching.fetched import Fetched, FetchError
from communique.desk.ingest.fetching.guard import RefusedError
from communique.desk.ingest.fetching.network import Deadline, GuardedBackend
from communique.desk.ingest.fetching.unpacking import ENCODINGS, body
from communique.reading.fetching import ACCEPT
from communique.reading.limits import FetchLimits, megabytes

LONGEST = 2000
"""Characters of an address that is fetched."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410, 451})
"""Answers after which a page is not asked for again."""
CONTROLS = re.compile(r"[\x00-\x20\x7f]")


def user_agent() -> str:
    """Who we are, and where to ask about us."""
    return f"communique/{version('communique')} (+{settings.BASE_URL})"


@functools.cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def split(url: str) -> httpx.URL:
    """An address that may be asked for. Raises ``FetchError`` in words where it may not."""
    try:
        found = httpx.URL(CONTROLS.sub("", url))
    except httpx.InvalidURL as error:
        raise FetchError(f"{url[:200]!r} is no address.", final=True) from error
    if found.scheme not in ("http", "https"):
        raise FetchError("Only http and https addresses are fetched.", final=True)
    if not found.host or len(str(found)) > LONGEST:
        raise FetchError(f"{url[:200]!r} is no address of a page.", final=True)
    return found.copy_with(fragment=None, userinfo=b"")


def fetch(
    url: str,
    limits: FetchLimits,
    *,
    etag: str = "",
    last_modified: str = "",
    may: Callable[[httpx.URL], None] = lambda _: None,
) -> Fetched:
    """What an address holds. ``may`` is asked about each address that redirects lead to, and raises where it may not be
    fetched. Raises ``FetchError``."""
    at, deadline = split(url), Deadline(limits.total)
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = {name: value for name, value in conditions.items() if value and value.isascii()}
    for _ in range(limits.redirects + 1):
        found = _in_words(at, deadline, limits, headers)
        if isinstance(found, Fetched):
            return found
        at = found
        may(at)
    raise FetchError(f"It redirects more than {limits.redirects} times.")


def _in_words(at: httpx.URL, deadline: Deadline, limits: FetchLimits, headers: dict[str, str]) -> Fetched | httpx.URL:
    try:
        return _hop(at, deadline, limits, headers)
    except RefusedError as error:
        raise FetchError(f"It is not fetched: {error}.", final=True) from error
    except httpcore.TimeoutException as error:
        raise FetchError(f"{at.host} did not answer in time (at most {limits.total:g} s in all).") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise FetchError(_unreached(at.host, error)) from error


def _unreached(host: str, error: Exception) -> str:
    cause = error.__context__  # httpcore hides it from ``__cause__``
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"The certificate of {host} cannot be trusted ({cause.verify_message})."
    return f"{host} cannot be reached ({_plain(error)})."


def _plain(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _hop(at: httpx.URL, deadline: Deadline, limits: FetchLimits, headers: dict[str, str]) -> Fetched | httpx.URL:
    """The page, or the address that it redirects to."""
    backend = GuardedBackend(deadline, settings.ALLOW_PRIVATE_HOSTS)
    sent = {
        "Host": at.netloc.decode("ascii"),
        "User-Agent": user_agent(),
        "Accept": ACCEPT,
        "Accept-Encoding": ENCODINGS,
    }
    wait = {"timeout": {"connect": limits.wait, "read": limits.wait, "write": limits.wait, "pool": limits.wait}}
    pool = httpcore.ConnectionPool(ssl_context=_tls(), network_backend=backend, http2=False)
    address = httpcore.URL(scheme=at.raw_scheme, host=at.raw_host, port=at.port, target=at.raw_path)
    with pool, pool.stream("GET", address, headers=list({**sent, **headers}.items()), extensions=wait) as answer:
        told = httpx.Headers(answer.headers)
        if answer.status in REDIRECTS and "location" in told:
            return _next(at, told["location"])
        _check(answer.status, told, limits.size)
        return _fetched(at, answer, told, limits.size)


def _next(at: httpx.URL, location: str) -> httpx.URL:
    try:
        return split(str(at.join(CONTROLS.sub("", location))))
    except httpx.InvalidURL as error:
        raise FetchError("It redirects to what is no address.") from error


def _check(status: int, told: httpx.Headers, limit: int) -> None:
    """Raise ``FetchError`` on an answer that gives no page."""
    if status != 304 and not 200 <= status < 300:
        wait = retry_after(told.get("retry-after", ""), datetime.now(UTC))
        raise FetchError(
            f"The server answered {status}{_reason(status)}.", wait=wait, status=status, final=status in GONE
        )
    declared = told.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise FetchError(f"It is larger than the {megabytes(limit)} that are fetched.", final=True)


def _reason(status: int) -> str:
    phrase = httpx.codes.get_reason_phrase(status)
    return f" ({phrase.lower()})" if phrase else ""


def _fetched(at: httpx.URL, answer: httpcore.Response, told: httpx.Headers, limit: int) -> Fetched:
    etag, modified = told.get("etag", "")[:500], told.get("last-modified", "")[:100]
    if answer.status == 304:
        return Fetched(str(at), etag=etag, last_modified=modified, unchanged=True)
    data = body(answer.iter_stream(), told.get("content-encoding", ""), limit)
    return Fetched(str(at), data, told.get("content-type", "")[:200], etag, modified)


def retry_after(written: str, now: datetime) -> timedelta | None:
    """How long a server asks to be left alone: seconds or a date (RFC 9110, section 10.2.3)."""
    if written.strip().isdecimal():
        return timedelta(seconds=min(int(written), 10**8))
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError):
        return None
    return max(moment.replace(tzinfo=moment.tzinfo or UTC) - now, timedelta())
