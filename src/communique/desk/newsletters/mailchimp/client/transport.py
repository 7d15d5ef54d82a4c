"""Asking: one pool of at most eight connections, and what failed for now is asked again after a while."""

import logging
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from communique.desk.newsletters.mailchimp.client.errors import (
    SERVER,
    MailchimpError,
    TooMany,
    Unavailable,
    Uncertain,
    error_of,
)

CONNECTIONS = 8
"""Mailchimp refuses the eleventh at once (https://mailchimp.com/developer/marketing/docs/fundamentals/#throttling)."""
TIMEOUTS = httpx.Timeout(connect=10, read=30, write=30, pool=30)
"""Seconds. Mailchimp itself gives up after 120 s."""
TRIES = 4
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 8.0
REPEATABLE = {"GET", "PUT", "PATCH", "DELETE"}
"""Done twice, these do what once does."""
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
BIGGEST_BATCH = 200 * 2**20
"""Bytes of the packed answers of a batch."""

log = logging.getLogger(__name__)


def address_of(key: str) -> str:
    """Where the API of a key is: the data centre stands after its last hyphen. Raises ``ValueError`` where none does."""
    centre = key.rpartition("-")[2]
    if "-" not in key or not centre.isalnum():
        raise ValueError("COMMUNIQUE_MAILCHIMP_KEY must end in a hyphen and a data centre, as 0123abcd-us21")
    return f"https://{centre}.api.mailchimp.com/3.0"


@dataclass
class Client:
    """``wait`` is called with seconds between two tries; ``transport`` stands in for the network in tests."""

    key: str = field(repr=False)
    base: str = ""
    """Address of the API; empty: as the key says."""
    wait: Callable[[float], Any] = time.sleep
    transport: httpx.BaseTransport | None = None
    _http: httpx.Client = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._http = httpx.Client(
            base_url=self.base or address_of(self.key),
            auth=("communique", self.key),
            timeout=TIMEOUTS,
            limits=httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS),
            transport=self.transport,
            headers={"User-Agent": "Communique"},
            trust_env=self.transport is None,
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        """Raises ``MailchimpError``, as all of these."""
        return self.ask("GET", path, query=query)

    def put(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Make or replace."""
        return self.ask("PUT", path, body)

    def patch(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Change."""
        return self.ask("PATCH", path, body)

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Make, or do. Where no answer came after it had left, raises ``Uncertain``: it may have been done."""
        return self.ask("POST", path, body)

    def delete(self, path: str) -> None:
        """Take away."""
        self.ask("DELETE", path)

    def ask(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, *, query: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The JSON of the answer; empty where there is none."""
        for again in range(TRIES):
            try:
                return self._once(method, path, body, query)
            except Unavailable as error:
                if again + 1 == TRIES or not _worth_it(error, method):
                    raise
                log.info("Mailchimp: %s; asked again", error.title)
                self.wait(random.uniform(0, min(LONGEST_WAIT_S, FIRST_WAIT_S * 2**again)))
        raise AssertionError("the last try returns or raises")

    def fetch(self, url: str) -> bytes:
        """What a batch left at another host, without our key. Raises ``MailchimpError``."""
        if not url.startswith("https://"):
            raise Unavailable(None, "A batch names no address to fetch its answers from")
        try:
            with (
                httpx.Client(timeout=TIMEOUTS, transport=self.transport) as client,
                client.stream("GET", url) as answer,
            ):
                body = bytearray()
                for piece in answer.iter_bytes():
                    body += piece
                    if len(body) > BIGGEST_BATCH:
                        raise Unavailable(None, "The answers of a batch are too long")
        except httpx.TransportError as error:
            raise _unanswered("GET", error) from error
        if answer.is_success:
            return bytes(body)
        raise error_of(answer.status_code, answer.headers.get("content-type", ""), bytes(body))

    def _once(
        self, method: str, path: str, body: Mapping[str, Any] | None, query: Mapping[str, Any] | None
    ) -> dict[str, Any]:
        given = {"json": body} if body is not None else {}
        try:
            answer = self._http.request(method, path, params=_plain(query or {}), **given)  # type: ignore[arg-type]
        except httpx.TransportError as error:
            raise _unanswered(method, error) from error
        if not answer.is_success:
            raise _answered(method, answer)
        if not answer.content:
            return {}
        try:
            found = answer.json()
        except ValueError as error:
            raise Unavailable(answer.status_code, "Mailchimp's answer is no JSON") from error
        return found if isinstance(found, dict) else {}


def _worth_it(error: Unavailable, method: str) -> bool:
    """Whether it may go better in a moment, and can do no harm."""
    if isinstance(error, TooMany) or error.status is None:
        return True
    return method in REPEATABLE and error.status >= SERVER


def _plain(query: Mapping[str, Any]) -> dict[str, Any]:
    """Lists as Mailchimp takes them: with commas."""
    return {name: ",".join(value) if isinstance(value, (list, tuple)) else value for name, value in query.items()}


def _answered(method: str, answer: httpx.Response) -> MailchimpError:
    """A POST that a gateway gave up on may have been done behind it."""
    error = error_of(answer.status_code, answer.headers.get("content-type", ""), answer.content)
    if type(error) is Unavailable and method not in REPEATABLE and answer.status_code >= SERVER:
        return Uncertain(error.status, error.title, error.detail, error.instance)
    return error


def _unanswered(method: str, error: httpx.TransportError) -> MailchimpError:
    words = " ".join(str(error).split())[:200] or type(error).__name__
    if method in REPEATABLE or isinstance(error, NEVER_LEFT):
        return Unavailable(None, "Mailchimp cannot be reached", words)
    return Uncertain(None, "Mailchimp did not answer; it may have done it", words)
