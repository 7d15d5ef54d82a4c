"""Politeness: one request at a time to a host, with a pause between, whichever worker asks."""

from datetime import datetime, timedelta

import httpx
from django.conf import settings

from communique.desk.ingest.fetching.fetched import NotYetError
from communique.desk.ingest.models import Host

LONGEST_DELAY = timedelta(seconds=60)
"""A robots.txt may ask for longer pauses between requests; we take this."""
LONGEST_REST = timedelta(days=7)
"""A server may ask to be left alone for longer; we ask again after this."""
PORTS = {"http": 80, "https": 443}


def host_name(url: httpx.URL) -> str:
    """Scheme, host and port, as one row is kept of: ``https://news.example:443``."""
    return f"{url.scheme}://{url.raw_host.decode('ascii')}:{url.port or PORTS[url.scheme]}"[:300]


def host_of(url: httpx.URL, now: datetime) -> Host:
    """The row of an address's host, made where there is none yet."""
    return Host.objects.get_or_create(name=host_name(url), defaults={"next_at": now})[0]


def take_turn(host: Host, now: datetime) -> None:
    """Be the one who asks the host now. Raises ``NotYetError`` where somebody asked it just now, or it wants to rest."""
    after = now + timedelta(seconds=settings.FETCH_DELAY_S)
    mine = Host.objects.filter(pk=host.pk, next_at__lte=now).update(next_at=after)
    if not mine:
        raise NotYetError(host.name, Host.objects.values_list("next_at", flat=True).get(pk=host.pk))


def rest(host: Host, until: datetime, now: datetime) -> None:
    """Leave a host alone for a while, as it asked."""
    until = min(until, now + LONGEST_REST)
    Host.objects.filter(pk=host.pk, next_at__lt=until).update(next_at=until)
