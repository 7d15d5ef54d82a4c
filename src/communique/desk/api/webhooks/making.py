"""Make the messages of an address: a step of the worker."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.http import QueryDict

from communique.desk.api.briefs import incident as brief
from communique.desk.api.cursors import Cursor
from communique.desk.api.listing import changed_after
from communique.desk.api.models import Delivery, Endpoint, Told
from communique.desk.api.webhooks.messages import Type, change_of, delivery
from communique.desk.archive.models import Composition, Incident
from communique.desk.public.selecting import Selection, SelectionError, from_query

AT_ONCE = 200
"""Changes that one transaction looks at."""
KEPT = timedelta(days=30)
"""For which messages that got through are kept, to be looked at."""


def make_due(now: datetime, limit: int = AT_ONCE) -> int:
    """Make messages of what changed, for every address; how many changes were looked at."""
    endpoints = Endpoint.objects.filter(active=True, removed_at=None).order_by("pk")
    behind = [each.pk for each in endpoints if changed_after(each.basis, Cursor(each.stamp, each.number)).exists()]
    return sum(_made(pk, now, limit) for pk in behind)


def _made(pk: int, now: datetime, limit: int) -> int:
    """The messages and the address's new place are kept together, or neither is."""
    with transaction.atomic():
        endpoint = Endpoint.objects.select_for_update().get(pk=pk)
        selection = _selection(endpoint, now)
        if selection is None:
            return 0
        changes = changed_after(endpoint.basis, Cursor(endpoint.stamp, endpoint.number)).select_related("into")
        found = list(changes[:limit])
        if not found:
            return 0
        told = {each.incident_id: each for each in Told.objects.filter(endpoint=endpoint, incident__in=found)}
        made = list(_messages(endpoint, selection, found, told, now))
        Delivery.objects.bulk_create(row for row, _ in made if row.type in endpoint.events)
        _remember([each for _, each in made])
        endpoint.stamp, endpoint.number = found[-1].stamp, found[-1].pk
        endpoint.save(update_fields=["stamp", "number"])
        endpoint.deliveries.filter(state=Delivery.State.DELIVERED, made_at__lt=now - KEPT).delete()
    return len(found)


def _selection(endpoint: Endpoint, now: datetime) -> Selection | None:
    """Which incidents an address is told of; null, and the address stopped, where its filters are none any longer."""
    query = QueryDict(endpoint.selection, mutable=True)
    query["basis"] = endpoint.basis
    try:
        return from_query(query, tuple(Composition.Basis.values))
    except SelectionError as error:
        told = f"Its filters cannot be used: {error}. Remove it and add it anew."
        Endpoint.objects.filter(pk=endpoint.pk).update(active=False, error=told, failing_since=now)
        return None


def _messages(
    endpoint: Endpoint, selection: Selection, found: Sequence[Incident], told: Mapping[int, Told], now: datetime
) -> Iterator[tuple[Delivery, Told]]:
    """A message for each incident that is not as it was told, and what is then remembered of it."""
    rows = selection.rows(Composition.objects.select_related("incident")).filter(incident__in=found)
    composed = {row.incident_id: row for row in rows}
    for incident in found:
        row, before = composed.get(incident.pk), told.get(incident.pk)
        digest = hashlib.sha256(bytes(row.packed)).hexdigest() if row else ""
        if digest == (before.digest if before else ""):
            continue
        into = incident.into.name if row is None and incident.into else None
        change = change_of(incident.name, endpoint.basis, incident.stamp, brief(row) if row else None, into)
        kind = Type.WITHDRAWN if row is None else Type.CHANGED if before and before.digest else Type.NEW
        yield delivery(endpoint, kind, change, now), Told(endpoint=endpoint, incident=incident, digest=digest)


def _remember(rows: Sequence[Told]) -> None:
    Told.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["endpoint", "incident"], update_fields=["digest"]
    )
