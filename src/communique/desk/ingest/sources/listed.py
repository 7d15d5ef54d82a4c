"""Sources as the list shows them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Lower

from communique.desk.archive.models import Report, Source
from communique.desk.ingest.polling.poll import WATCHED

STATES = ("all", "failing", "paused")
AT_ONCE = 100
"""Sources of one page."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is asked for: a state, words of the name or address, and after which name it goes on."""

    state: str = "all"
    q: str = ""
    after: str = ""


def sources(asked: Asked) -> QuerySet[Source]:
    """The sources, by name, each with ``sort`` and ``told``: the number of its reports."""
    count = Report.objects.filter(source=OuterRef("pk")).order_by().values("source").annotate(n=Count("pk")).values("n")
    found = Source.objects.annotate(sort=Lower("name"), told=Coalesce(Subquery(count), 0)).order_by("sort", "pk")
    if asked.state == "failing":
        found = found.filter(active=True, failures__gt=0)
    elif asked.state == "paused":
        found = found.filter(active=False)
    if asked.q:
        found = found.filter(Q(name__icontains=asked.q) | Q(address__icontains=asked.q))
    name, _, pk = asked.after.rpartition("|")
    if pk.isdecimal():
        found = found.filter(Q(sort__gt=name) | Q(sort=name, pk__gt=int(pk)))
    return found


def state_of(source: Source, now: datetime) -> tuple[str, str]:
    """How a source does, in words, and the look of these: ``good``, ``bad`` or nothing."""
    if source.kind not in WATCHED:
        return "by hand", ""
    if not source.active:
        return "paused", ""
    if source.failures:
        times = "once" if source.failures == 1 else f"{source.failures} times"
        return f"failed {times}", "bad"
    if source.succeeded_at is None:
        return "not asked yet", ""
    if source.due_at is not None and source.lease_until is not None and source.lease_until > now:
        return "being asked", ""
    return "works", "good"
