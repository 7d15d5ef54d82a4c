"""Which addresses may be connected to: public ones, and hosts that a setting names."""

import functools
import socket
from collections.abc import Sequence
from importlib import resources
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import yaml

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

REMEDY = "a host of your own network has to be named in COMMUNIQUE_ALLOW_PRIVATE_HOSTS"


class RefusedError(Exception):
    """An address that is not connected to; ``str()`` says why in words."""


@functools.cache
def refused_networks() -> tuple[tuple[Network, str], ...]:
    """Networks that are refused, with the reason, as ``data/refused.yaml`` lists them."""
    file = resources.files("communique.desk.ingest.fetching") / "data" / "refused.yaml"
    rows = yaml.safe_load(file.read_text("utf-8"))
    return tuple((ip_network(row["network"]), str(row["why"])) for row in rows)


def refusal(written: str) -> str | None:
    """Why an IP address is not connected to; null where it is a public one."""
    try:
        address = ip_address(written.partition("%")[0])
    except ValueError:
        return "it is no IP address"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    for network, why in refused_networks():
        if address.version == network.version and address in network:
            return why
    if address.is_global and not address.is_multicast:
        return None
    return "it is loopback" if address.is_loopback else "it is private or reserved"


def is_allowed(host: str, port: int, allowed: Sequence[str]) -> bool:
    """Whether a setting names the host, as ``host:port``, so that its address is not looked at."""
    bare = host.lower().strip("[]").rstrip(".")
    return any(each.lower() in (f"{bare}:{port}", f"[{bare}]:{port}") for each in allowed)


def checked(host: str, port: int, allowed: Sequence[str]) -> list[str]:
    """The IP addresses of a host, each of which may be connected to. The name is resolved once, here: what is checked is
    what is connected to. Raises ``RefusedError`` where any of them may not, and ``OSError`` where the name is unknown."""
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not is_allowed(host, port, allowed):
        for address in addresses:
            why = refusal(address)
            if why is not None:
                named = host if host.strip("[]") == address else f"{host} is {address}, which"
                raise RefusedError(f"{named} is not fetched from: {why}; {REMEDY}")
    return addresses
