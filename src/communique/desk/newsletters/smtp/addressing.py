"""Addresses on the wire: the envelope's sender, and domains of other scripts."""

from collections.abc import Callable
from dataclasses import dataclass


def domain_of(address: str) -> str:
    """In ASCII."""
    return to_ascii(address).rpartition("@")[2]


def to_ascii(address: str) -> str:
    """With its domain in ASCII (IDNA); a local part of other scripts stays, and needs SMTPUTF8 (RFC 6531)."""
    if address.isascii():
        return address
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode('ascii')}"


@dataclass(frozen=True, slots=True)
class Envelope:
    """Whom bounces go to: an address for all, or one of each delivery's own (VERP)."""

    address: str
    own: bool

    def sender(self, token: str) -> str:
        """``local+TOKEN@domain``, or the address for all."""
        if not self.own:
            return self.address
        local, _, domain = self.address.rpartition("@")
        return f"{local}+{token}@{domain}"


@dataclass(slots=True)
class Mail:
    """What is handed to the server."""

    sender: str
    """Of the envelope: bounces come back to it."""
    recipient: str
    make: Callable[[], bytes]
    """Makes the message: its lines end in CRLF, and none begins with a dot."""
    _made: bytes = b""

    @property
    def message(self) -> bytes:
        """Made when it is needed first."""
        self.prepare()
        return self._made

    def prepare(self) -> None:
        """Make the message, at a moment when there is nothing else to do."""
        self._made = self._made or self.make()
