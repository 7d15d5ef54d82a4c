"""Send one message: to public addresses alone, like every fetch of ours, and in little time."""

import functools
import ssl
from collections.abc import Mapping
from dataclasses import dataclass

import httpcore
import httpx
from django.conf import settings

from communique.desk.ingest.fetching import FetchError
from communique.desk.ingest.fetching.fetcher import split, user_agent
from communique.desk.ingest.fetching.guard import RefusedError
from communique.desk.ingest.fetching.network import Deadline, GuardedBackend

TOTAL_S, WAIT_S = 10.0, 5.0
"""For the whole message, and for one step of it."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The status of the answer, null where there was none; ``error`` in words, empty where it got through."""

    status: int | None
    error: str


@functools.cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def post(url: str, headers: Mapping[str, str], body: bytes) -> Answered:
    """Send it. No redirect is followed: whoever moves changes the address."""
    try:
        at = split(url)
        status = _status(at, headers, body)
    except FetchError as error:
        return Answered(None, str(error))
    except RefusedError as error:
        return Answered(None, f"It is not sent: {error}.")
    except httpcore.TimeoutException:
        return Answered(None, f"It did not answer within {TOTAL_S:g} s.")
    except ssl.SSLError as error:
        return Answered(None, f"Its certificate cannot be trusted ({error.reason}).")
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        return Answered(None, f"It cannot be reached ({' '.join(str(error).split())[:200] or type(error).__name__}).")
    return Answered(status, "" if 200 <= status < 300 else f"It answered {status}.")


def _status(at: httpx.URL, headers: Mapping[str, str], body: bytes) -> int:
    backend = GuardedBackend(Deadline(TOTAL_S), settings.ALLOW_PRIVATE_HOSTS)
    sent = {
        "Host": at.netloc.decode("ascii"),
        "User-Agent": user_agent(),
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        **headers,
    }
    wait = {"timeout": {"connect": WAIT_S, "read": WAIT_S, "write": WAIT_S, "pool": WAIT_S}}
    address = httpcore.URL(scheme=at.raw_scheme, host=at.raw_host, port=at.port, target=at.raw_path)
    pool = httpcore.ConnectionPool(ssl_context=_tls(), network_backend=backend)
    with pool, pool.stream("POST", address, headers=list(sent.items()), content=body, extensions=wait) as answer:
        return int(answer.status)
