"""Fetch one address: http and https only, with limits on time, size and redirects."""

import io
import time
from importlib.metadata import version

import httpx

from communique.reading.addresses import scheme, well_formed
from communique.reading.failure import UnreadableError
from communique.reading.limits import FetchLimits, megabytes
from communique.reading.streams import Opened, opened

ACCEPT = "text/html, application/rss+xml, application/atom+xml, text/plain;q=0.9, */*;q=0.5"
TRY_AGAIN = "check the address, or try again later"


def fetch(url: str, limits: FetchLimits | None = None) -> Opened:
    """What the address holds, in memory. Raises ``UnreadableError`` with what went wrong."""
    if scheme(url) not in ("http", "https"):
        raise UnreadableError("only http and https addresses are fetched", "give an http(s) address or a file")
    if well_formed(url) is None:
        raise UnreadableError("it is no complete address", "check the address")
    bounds = limits or FetchLimits()
    try:
        return _fetch(url, bounds)
    except httpx.TimeoutException as error:
        raise UnreadableError(f"no answer within {bounds.wait:g} s", TRY_AGAIN) from error
    except httpx.TooManyRedirects as error:
        raise UnreadableError(f"more than {bounds.redirects} redirects", "give the final address") from error
    except httpx.UnsupportedProtocol as error:
        raise UnreadableError("it leads to an address that is not http or https", "give the final address") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise UnreadableError(f"it cannot be fetched ({error})", TRY_AGAIN) from error


def _fetch(url: str, limits: FetchLimits) -> Opened:
    headers = {"User-Agent": f"communique/{version('communique')}", "Accept": ACCEPT}
    with (
        httpx.Client(
            follow_redirects=True, max_redirects=limits.redirects, timeout=limits.wait, headers=headers
        ) as client,
        client.stream("GET", url) as answer,
    ):
        if answer.is_error:
            raise UnreadableError(f"the server answered {answer.status_code} {answer.reason_phrase}", TRY_AGAIN)
        body = _body(answer, limits)
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        return opened(
            url, io.BytesIO(body), url=str(answer.url), content_type=kind or None, charset=answer.charset_encoding
        )


def _body(answer: httpx.Response, limits: FetchLimits) -> bytes:
    too_large = UnreadableError(
        f"larger than the {megabytes(limits.size)} that are fetched", "download it and give the file"
    )
    declared = answer.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limits.size:
        raise too_large
    end = time.monotonic() + limits.total
    parts, size = [], 0
    for part in answer.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > limits.size:
            raise too_large
        if time.monotonic() > end:
            raise UnreadableError(f"it did not arrive within {limits.total:g} s", TRY_AGAIN)
    return b"".join(parts)
