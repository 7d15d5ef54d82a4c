"""Asking the DNS, with little patience. ``None`` means that nobody answered, and an empty answer that there is nothing."""

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

import dns.exception
import dns.name
import dns.resolver
import dns.reversename

LIFETIME_S = 5.0
"""For each question, over all servers."""

NOTHING_THERE = (
    dns.resolver.NXDOMAIN,
    dns.resolver.NoAnswer,
    dns.exception.SyntaxError,
    dns.name.NameTooLong,
    dns.name.IDNAException,
)
"""No such name, none of that kind, or no name that the DNS can have."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom to ask; ``resolver`` null: there is none on this machine."""

    resolver: dns.resolver.Resolver | None

    def texts(self, name: str) -> list[str] | None:
        """TXT records, each put together (RFC 7208, 3.3)."""
        found = self._asked(name, "TXT")
        return None if found is None else [b"".join(each.strings).decode("utf-8", "replace") for each in found]

    def addresses(self, name: str) -> list[str] | None:
        """A and AAAA; of an address itself."""
        try:
            return [str(ip_address(name))]
        except ValueError:
            four, six = self._asked(name, "A"), self._asked(name, "AAAA")
        return None if four is None or six is None else [str(each.address) for each in (*four, *six)]

    def exchangers(self, name: str) -> list[str] | None:
        """Hosts of MX records, the best first; ``.`` alone: takes no mail (RFC 7505)."""
        found = self._asked(name, "MX")
        rows = sorted((each.preference, str(each.exchange)) for each in found or ())
        return None if found is None else [host.rstrip(".") or "." for _, host in rows]

    def names(self, address: str) -> list[str] | None:
        """PTR of an address."""
        found = self._asked(str(dns.reversename.from_address(address)), "PTR")
        return None if found is None else [str(each.target).rstrip(".") for each in found]

    def _asked(self, name: str, kind: str) -> list[Any] | None:
        if self.resolver is None:
            return None
        try:
            return list(self.resolver.resolve(name, kind, lifetime=LIFETIME_S, search=False))
        except NOTHING_THERE:
            return []
        except (dns.exception.Timeout, dns.resolver.NoNameservers, OSError):
            return None


def here() -> Asking:
    """The resolver of this machine."""
    try:
        return Asking(dns.resolver.Resolver())
    except (dns.resolver.NoResolverConfiguration, OSError):
        return Asking(None)
