"""Sender Policy Framework (RFC 7208), as far as a sender can look at its own record."""

from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network

from communique.desk.operations.doctor.mail.asking import Asking

MOST_QUESTIONS = 10
"""Terms that ask the DNS, over all records that are included (RFC 7208, 4.6.4)."""
ASKS = frozenset({"include", "a", "mx", "ptr", "exists"})
DEEPEST = 10


class Silent(Exception):  # noqa: N818  nobody answered, which is no fault of the record
    """The DNS did not answer."""


@dataclass(slots=True)
class Seen:
    """What a record comes to. ``last``: the ``all`` at its end, as ``-all``; empty where there is none."""

    questions: int = 0
    last: str = ""
    networks: list[str] = field(default_factory=list)
    beyond: bool = False
    """Whether it has terms that are not followed here: ``exists``, ``ptr``, macros."""


def records(asking: Asking, domain: str) -> list[str]:
    """The SPF records of a domain; there should be one. Raises ``Silent``."""
    found = asking.texts(domain)
    if found is None:
        raise Silent(domain)
    return [each for each in found if each.lower().split(" ")[0] == "v=spf1"]


def looked_at(asking: Asking, domain: str, record: str) -> Seen:
    """Follow a record. Raises ``Silent``."""
    seen = Seen()
    _follow(asking, domain, record, seen, 0)
    return seen


def names(seen: Seen, address: str) -> bool:
    """Whether mail may come from an address."""
    return any(ip_address(address) in ip_network(each, strict=False) for each in seen.networks)


def _follow(asking: Asking, domain: str, record: str, seen: Seen, depth: int) -> None:
    redirect = ""
    for term in record.split()[1:]:
        bare = term.lstrip("+-~?")
        word, value, length = _cut(bare)
        if word in ASKS or bare.lower().startswith("redirect="):
            seen.questions += 1
        if "%" in value or word in ("exists", "ptr"):
            seen.beyond = True
        elif bare.lower().startswith("redirect="):
            redirect = bare.partition("=")[2]
        elif word == "include":
            _into(asking, value, seen, depth)
        elif word == "all":
            seen.last = (term if depth == 0 else seen.last) or seen.last
        elif term[0] not in "-~?":
            seen.networks += _networks(asking, word, value or domain, length)
    if redirect and not (depth == 0 and seen.last):
        _into(asking, redirect, seen, depth, ends=depth == 0)


def _into(asking: Asking, domain: str, seen: Seen, depth: int, *, ends: bool = False) -> None:
    """Another domain's record, whose end counts where it takes this one's place (``redirect``)."""
    if depth >= DEEPEST or seen.questions > MOST_QUESTIONS:
        return
    for record in records(asking, domain)[:1]:
        _follow(asking, domain, record, seen, depth if ends else depth + 1)


def _cut(term: str) -> tuple[str, str, str]:
    """Name, value and prefix length: ``a:host/24``; of ``ip4:`` and ``ip6:`` the length stays with the value."""
    name, _, value = term.partition(":")
    if name.lower() in ("ip4", "ip6"):
        return name.lower(), value, ""
    name, _, length = name.partition("/") if not value else (name, "", "")
    value, _, own = value.partition("/")
    return name.lower(), value, (length or own).partition("/")[0]


def _networks(asking: Asking, word: str, value: str, length: str) -> list[str]:
    hosts: list[str] = []
    if word in ("ip4", "ip6"):
        return [value] if _is_network(value) else []
    if word == "a":
        hosts = [value]
    elif word == "mx":
        hosts = _told(asking.exchangers(value), value)
    found = [address for host in hosts for address in _told(asking.addresses(host), host)]
    return [f"{address}/{length}" if length.isdigit() and ":" not in address else address for address in found]


def _told(found: list[str] | None, name: str) -> list[str]:
    if found is None:
        raise Silent(name)
    return found


def _is_network(value: str) -> bool:
    try:
        ip_network(value, strict=False)
    except ValueError:
        return False
    return True
