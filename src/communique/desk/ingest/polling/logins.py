"""Mailboxes as a setting names them, with their passwords, which are in no database."""

from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import unquote, urlsplit

from django.conf import settings

from communique.desk.ingest.polling.outcome import SourceFailedError

PORTS = {"imaps": 993, "imap": 143, "pop3s": 995, "pop3": 110}
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
WAIT_S = 30.0
"""Seconds that a mail server has for each answer."""


@dataclass(frozen=True, slots=True)
class Login:
    """Where a mailbox is and how it is opened. ``folder`` is of IMAP alone."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str

    @property
    def address(self) -> str:
        """As a source has it: without the password."""
        return f"{self.scheme}://{self.user}@{self.host}:{self.port}/{self.folder}"


class Box(Protocol):
    """An open mailbox. Each step raises ``SourceFailedError`` in words."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def numbers(self) -> list[str]:
        """What the server calls its messages, for good."""
        ...

    def message(self, number: str) -> bytes | None:
        """A message as it came; null where it is too large or gone."""
        ...


def logins() -> list[Login]:
    """The mailboxes that may be watched. Raises ``SourceFailedError`` where the setting cannot be read."""
    return [read_login(address, "COMMUNIQUE_MAILBOXES") for address in settings.MAILBOXES]


def login_of(address: str) -> Login:
    """The login of a source. Raises ``SourceFailedError`` where the setting names no such mailbox."""
    for login in logins():
        if login.address == address:
            return login
    raise SourceFailedError("COMMUNIQUE_MAILBOXES names this mailbox no longer; add it there with its password.")


def read_login(address: str, setting: str) -> Login:
    """The login that a setting gives. Raises ``SourceFailedError`` where it cannot be read."""
    wrong = SourceFailedError(f"{setting} cannot be read; write imaps://user:password@host/folder.")
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError) as error:
        raise wrong from error
    if not parts.hostname or not parts.username:
        raise wrong
    if parts.scheme in ("imap", "pop3") and parts.hostname not in LOCAL:
        raise SourceFailedError(f"{setting}: give imaps or pop3s, so that the password is not sent in the clear.")
    folder = unquote(parts.path.strip("/")) or ("INBOX" if parts.scheme.startswith("imap") else "")
    return Login(parts.scheme, parts.hostname, port, unquote(parts.username), unquote(parts.password or ""), folder)
