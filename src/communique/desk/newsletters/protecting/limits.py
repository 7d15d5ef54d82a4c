"""How many sign-ups are answered with a mail: ``data/protection.yaml``."""

import functools
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources

import yaml
from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from communique.desk.newsletters.models import SignUp

IPV4_BITS, IPV6_BITS = 24, 48
"""Of an address, what a network is cut to: enough to tell networks apart, too little to tell people apart."""


@dataclass(frozen=True, slots=True)
class Limits:
    """As the file has them."""

    least_seconds: int
    form_hours: int
    again_minutes: int
    address_a_day: int
    domain_an_hour: int
    network_an_hour: int
    link_days: int
    forget_days: int
    try_again_minutes: int
    dotless: list[str]


@functools.cache
def limits() -> Limits:
    """The limits. Raises ``TypeError`` where the file has others or misses one."""
    text = resources.files("communique.desk.newsletters").joinpath("data/protection.yaml").read_text("utf-8")
    return Limits(**yaml.safe_load(text))


def network_of(request: HttpRequest) -> str:
    """The network that a request came from, behind as many proxies as the settings say; empty where it tells none."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except ValueError:
        return ""
    # A server that listens on both kinds tells IPv4 addresses as ::ffff:192.0.2.1, which would all be one network.
    address = getattr(address, "ipv4_mapped", None) or address
    bits = IPV4_BITS if address.version == 4 else IPV6_BITS
    return str(ipaddress.ip_network((address, bits), strict=False))


def too_many(network: str, at: datetime) -> bool:
    """Whether a network asked too often lately; whoever is there is told so."""
    lately = SignUp.objects.filter(network=network, asked_at__gt=at - timedelta(hours=1))
    return bool(network) and lately.count() >= limits().network_an_hour


def mailbox(address: str) -> str:
    """Where mail to a normal address ends up: providers ignore what follows a plus sign, and some ignore dots."""
    local, _, domain = address.rpartition("@")
    local = local.partition("+")[0] or local
    return f"{local.replace('.', '') if domain in limits().dotless else local}@{domain}"


def may_mail(address: str, at: datetime) -> bool:
    """Whether a confirmation may go to an address now. Nobody is told: who asks learns nothing of the address."""
    domain = address.rpartition("@")[2]
    lately = SignUp.objects.filter(address__endswith=f"@{domain}", asked_at__gt=at - timedelta(days=1))
    asked = list(lately.values_list("address", "asked_at"))
    ours = [when for whose, when in asked if mailbox(whose) == mailbox(address)]
    if len(ours) >= limits().address_a_day or any(
        when > at - timedelta(minutes=limits().again_minutes) for when in ours
    ):
        return False
    return sum(when > at - timedelta(hours=1) for _, when in asked) < limits().domain_an_hour
