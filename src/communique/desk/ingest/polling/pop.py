"""A mailbox by POP3 (RFC 1939); nothing in it is deleted."""

import poplib
from types import TracebackType
from typing import Any, Self

from communique.desk.ingest.limits import MOST_BYTES
from communique.desk.ingest.polling.logins import WAIT_S, Login
from communique.desk.ingest.polling.outcome import SourceFailedError


class Pop:
    """An open mailbox; messages are named by their unique ids."""

    def __init__(self, login: Login) -> None:
        self._login = login
        self._places: dict[str, int] = {}

    def __enter__(self) -> Self:
        login = self._login
        kind = poplib.POP3_SSL if login.scheme == "pop3s" else poplib.POP3
        try:
            self._box = kind(login.host, login.port, timeout=WAIT_S)
        except (poplib.error_proto, OSError) as error:
            raise self._failed(error) from error
        try:
            self._box.user(login.user)
            self._box.pass_(login.password)
        except (poplib.error_proto, OSError) as error:
            self._box.close()
            raise self._failed(error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._box.quit()
        except (poplib.error_proto, OSError):  # it is left in any case
            self._box.close()

    def numbers(self) -> list[str]:
        """The unique id of each message (UIDL)."""
        try:
            lines = self._box.uidl()[1]
        except (poplib.error_proto, OSError) as error:
            raise self._failed(error) from error
        for line in lines:
            place, _, name = line.decode("ascii", "replace").partition(" ")
            self._places[name.strip()] = int(place)
        return list(self._places)

    def message(self, number: str) -> bytes | None:
        """The whole message."""
        place = self._places[number]
        try:
            told: Any = self._box.list(place)  # of one message it is a line, whatever typeshed says
            size = int(told.split()[2])
            return None if size > MOST_BYTES else b"\r\n".join(self._box.retr(place)[1])
        except (poplib.error_proto, OSError, ValueError) as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> SourceFailedError:
        words = " ".join(str(error).split())[:200]
        return SourceFailedError(f"The mail server {self._login.host} cannot be asked ({words}).")
