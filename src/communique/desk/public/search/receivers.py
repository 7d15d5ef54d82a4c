"""Keep the index in step: called in the transaction that changes what it is of."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver

from communique.desk.archive.signals import compositions_changed, reports_kept
from communique.desk.public.search.index import index_incidents, index_reports


@receiver(reports_kept, dispatch_uid="search-reports")
def reports_came(names: Iterable[str], **_: Any) -> None:
    """Reports came in."""
    index_reports(names)


@receiver(compositions_changed, dispatch_uid="search-incidents")
def incidents_changed(numbers: Iterable[int], **_: Any) -> None:
    """Incidents were composed anew."""
    index_incidents(numbers)
