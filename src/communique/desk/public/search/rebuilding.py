"""The whole index anew, a part at a time: nobody has to wait for it, and killed half way it can be run again."""

from dataclasses import dataclass

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
    """Each part is asked for after the last of the one before: SQLite lets nobody write who still holds an older reading open."""
    last, count = 0, 0
    while some := list(Report.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "name")[:AT_ONCE]):
        with transaction.atomic():
            index_reports([name for _, name in some])
        last, count = some[-1][0], count + len(some)
    return count


def _incidents() -> int:
    last, count = 0, 0
    while some := list(Incident.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            index_incidents(some)
        last, count = some[-1], count + len(some)
    return count
