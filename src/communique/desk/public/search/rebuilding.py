"""The whole index anew, a part at a time: nobody has to wait for it, and killed half way it can be run again."""

from dataclasses import dataclass
from itertools import islice

from django.db import transaction

from communique.desk.archive.models import Incident, Report
from communique.desk.public.search.index import AT_ONCE, index_incidents, index_reports
from communique.desk.public.search.models import Found, Scope


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How much was put in."""

    reports: int
    incidents: int


def rebuild() -> Rebuilt:
    """Put everything in anew, and take out what is of nothing that is kept."""
    reports, incidents = _reports(), _incidents()
    kept = Report.objects.values("pk")
    Found.objects.filter(scope=Scope.REPORT).exclude(number__in=kept).delete()
    Found.objects.exclude(scope=Scope.REPORT).exclude(number__in=Incident.objects.values("number")).delete()
    return Rebuilt(reports, incidents)


def _reports() -> int:
    names = Report.objects.order_by("pk").values_list("name", flat=True).iterator(AT_ONCE)
    count = 0
    while some := list(islice(names, AT_ONCE)):
        with transaction.atomic():
            index_reports(some)
        count += len(some)
    return count


def _incidents() -> int:
    numbers = Incident.objects.order_by("number").values_list("number", flat=True).iterator(AT_ONCE)
    count = 0
    while some := list(islice(numbers, AT_ONCE)):
        with transaction.atomic():
            index_incidents(some)
        count += len(some)
    return count
