"""The network under a fetch: connects only to checked addresses, and ends when its time is over."""

import ssl
import time
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

from communique.desk.ingest.fetching.guard import RefusedError, checked


class Deadline:
    """The moment at which a fetch has to be over, however it spends its time."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, wait: float | None) -> float:
        """Seconds that one step may take. Raises ``httpcore.ReadTimeout`` where none are left."""
        rest = self._end - time.monotonic()
        if rest <= 0:
            raise httpcore.ReadTimeout("the time for the whole fetch is over")
        return rest if wait is None else min(wait, rest)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to hosts by name only after every address of theirs was checked, and then to one of these."""

    def __init__(self, deadline: Deadline, allowed: Sequence[str]) -> None:
        self._deadline = deadline
        self._allowed = allowed
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first checked address that answers. Raises ``RefusedError`` and ``httpcore.ConnectError``."""
        try:
            addresses = checked(host, port, self._allowed)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} is not known") from error
        failed: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
                return TimedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never."""
        raise RefusedError("sockets of this machine are not fetched from")

    def sleep(self, seconds: float) -> None:
        """Never long: connections are not tried again."""
        self._inner.sleep(self._deadline.left(seconds))


class TimedStream(httpcore.NetworkStream):
    """A connection of which no step outlasts the deadline, so that a server that drips bytes cannot hold it."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Up to ``max_bytes``. Raises ``httpcore.ReadTimeout``."""
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it. Raises ``httpcore.WriteTimeout`` or ``httpcore.ReadTimeout``."""
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """End the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection under TLS; the certificate is that of the name, not of the address."""
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """As the connection tells."""
        return self._inner.get_extra_info(info)
