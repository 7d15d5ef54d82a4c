"""A mailbox by IMAP (RFC 3501), opened for reading alone."""

import imaplib
import re
from types import TracebackType
from typing import Any, Self

from communique.desk.ingest.limits import MOST_BYTES
from communique.desk.ingest.polling.logins import WAIT_S, Login
from communique.desk.ingest.polling.outcome import SourceFailedError

SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class Imap:
    """An open mailbox; messages are named by the folder's validity and their number in it, which stay."""

    def __init__(self, login: Login) -> None:
        self._login = login
        self._validity = ""

    def __enter__(self) -> Self:
        login = self._login
        kind = imaplib.IMAP4_SSL if login.scheme == "imaps" else imaplib.IMAP4
        try:
            self._box = kind(login.host, login.port, timeout=WAIT_S)
        except (imaplib.IMAP4.error, OSError) as error:
            raise SourceFailedError(f"The mail server {login.host} cannot be asked ({_plain(error)}).") from error
        try:
            self._box.login(login.user, login.password)
            self._select()
        except (imaplib.IMAP4.error, OSError) as error:
            self._box.shutdown()
            raise SourceFailedError(f"The mail server {login.host} lets nobody in ({_plain(error)}).") from error
        return self

    def _select(self) -> None:
        state, found = self._box.select(_quoted(self._login.folder), readonly=True)
        if state != "OK":
            raise imaplib.IMAP4.error(f"folder {self._login.folder!r}: {_plain(found)}")
        self._validity = _text(self._box.untagged_responses.get("UIDVALIDITY", [b"0"])[0])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._box.logout()
        except (imaplib.IMAP4.error, OSError):  # it is left in any case
            self._box.shutdown()

    def numbers(self) -> list[str]:
        """Validity and UID of each message."""
        found = self._asked("SEARCH", "ALL")
        return [f"{self._validity}-{_text(number)}" for number in (found[0] or b"").split()]

    def message(self, number: str) -> bytes | None:
        """The whole message, which stays unread."""
        uid = number.partition("-")[2]
        size = SIZE.search(
            b" ".join(each for each in self._asked("FETCH", uid, "(RFC822.SIZE)") if isinstance(each, bytes))
        )
        if size is None or int(size[1]) > MOST_BYTES:
            return None
        found = self._asked("FETCH", uid, "(BODY.PEEK[])")
        return next((bytes(each[1]) for each in found if isinstance(each, tuple)), None)

    def _asked(self, command: str, *words: str) -> list[Any]:
        try:
            state, found = self._box.uid(command, *words)
        except (imaplib.IMAP4.error, OSError) as error:
            raise SourceFailedError(f"The mail server {self._login.host} broke off ({_plain(error)}).") from error
        if state != "OK":
            raise SourceFailedError(f"The mail server {self._login.host} refused ({_plain(found)}).")
        return found


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _text(value: Any) -> str:
    return value.decode("ascii", "replace") if isinstance(value, bytes) else str(value)


def _plain(found: Any) -> str:
    first = found[0] if isinstance(found, list) and found else found
    return " ".join(_text(first).split())[:200]
