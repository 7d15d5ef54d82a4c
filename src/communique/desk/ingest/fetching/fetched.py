"""What a fetch gives, and the ways in which it gives nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came. ``url`` is where redirects led; ``body`` is unpacked, empty where it did not change."""

    url: str
    body: bytes = b""
    media_type: str = ""
    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False


class FetchError(Exception):
    """Nothing was fetched; ``str()`` says why in words, ``wait`` how long the site asked to be left alone.

    ``status`` is that of the server's answer, if it gave one; ``final`` is true where asking again is of no use.
    """

    def __init__(
        self, words: str, *, wait: timedelta | None = None, status: int | None = None, final: bool = False
    ) -> None:
        super().__init__(words)
        self.status = status
        self.wait = wait
        self.final = final


class NotYetError(Exception):
    """The host was asked just now; it may be asked again at ``at``."""

    def __init__(self, host: str, at: datetime) -> None:
        super().__init__(f"{host} was asked just now")
        self.at = at
