"""Sources."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from communique.desk.accounts.roles import Role
from communique.desk.api import cursors
from communique.desk.api.access import Needs
from communique.desk.api.answering import USUAL, answered
from communique.desk.api.answers.lists import SourceList, WatchedSource
from communique.desk.api.describing.operation import Answer, operation
from communique.desk.api.routes.incidents import After, Limit
from communique.desk.archive.models import Source

router = Router(tags=["sources"])


@operation(router, "GET", "/sources", "listSources", Answer(SourceList), needs=Needs("admin", Role.EDITOR))
def list_sources(request: HttpRequest, after: After = None, limit: Limit = USUAL) -> HttpResponse:
    """List sources, how each does, and when it is asked next."""
    at = cursors.read("source", after)
    rows = Source.objects.filter(pk__gt=at.second) if at else Source.objects.all()
    found = list(rows.order_by("pk")[: limit + 1])
    more = cursors.written("source", 0, found[limit - 1].pk) if len(found) > limit else None
    return answered(SourceList(items=tuple(_row(each) for each in found[:limit]), next=more))


def _row(row: Source) -> WatchedSource:
    return WatchedSource(
        number=row.pk,
        kind=row.kind,
        name=row.name,
        address=row.address or None,
        publisher=row.publisher or None,
        language=row.language or None,
        active=row.active,
        every_minutes=row.every_minutes,
        failures=row.failures,
        error=row.error or None,
        tried_at=row.tried_at,
        succeeded_at=row.succeeded_at,
        due_at=row.due_at,
    )
