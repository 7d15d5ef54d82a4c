"""Reports."""

from datetime import date
from typing import Annotated

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from communique.desk.accounts.roles import Role
from communique.desk.api import briefs, cursors
from communique.desk.api.access import Needs, caller_of
from communique.desk.api.answering import USUAL, answered
from communique.desk.api.answers.events import ReportList, ReportWhole
from communique.desk.api.describing.operation import Answer, operation
from communique.desk.api.routes.events import visible
from communique.desk.api.routes.incidents import After, Limit
from communique.desk.archive.models import Report

router = Router(tags=["reports"])
ANALYSTS = Needs("read:unreviewed", Role.ANALYST)


@operation(router, "GET", "/reports", "listReports", Answer(ReportList), needs=ANALYSTS)
def list_reports(
    request: HttpRequest,
    publisher: Annotated[
        str | None, Query(description="Its publisher, as the report names it.", max_length=300)
    ] = None,
    url: Annotated[str | None, Query(description="Its address.", max_length=2000)] = None,
    published_since: Annotated[date | None, Query(description="Published on this day or later.")] = None,
    published_until: Annotated[date | None, Query(description="Published on this day or earlier.")] = None,
    state: Annotated[
        str | None,
        Query(description="How far the work on it is.", pattern=f"^({'|'.join(Report.State.values)})$"),
    ] = None,
    after: After = None,
    limit: Limit = USUAL,
) -> HttpResponse:
    """List reports.

    The last received comes first. Texts are with one report alone.
    """
    wanted = {
        "publisher": publisher,
        "url": url,
        "published__gte": published_since,
        "published__lte": published_until,
        "state": state,
    }
    at = cursors.read("report", after)
    rows = _brief().filter(**{name: value for name, value in wanted.items() if value is not None})
    found = list((rows if at is None else rows.filter(pk__lt=at.second)).order_by("-pk")[: limit + 1])
    more = cursors.written("report", 0, found[limit - 1].pk) if len(found) > limit else None
    return answered(ReportList(items=tuple(briefs.report(row) for row in found[:limit]), next=more))


def _brief() -> QuerySet[Report]:
    return Report.objects.select_related("revises").defer("packed", "origin", "revises__packed", "revises__origin")


@operation(router, "GET", "/reports/{name}", "getReport", Answer(ReportWhole), problems=(404,))
def get_report(request: HttpRequest, name: str) -> HttpResponse:
    """Read one report and what it tells.

    Its text is its publisher's: tokens of analysts with the scope `read:unreviewed` alone are told it; others see the sentences
    that events quote.
    """
    caller = caller_of(request)
    found = get_object_or_404(_brief(), name=name)
    events = tuple(briefs.event(row) for row in visible(caller, None).filter(report=found).order_by("pk"))
    if not events and not caller.sees_texts:
        raise Http404
    record = found.record if caller.sees_texts else None
    return answered(ReportWhole(report=briefs.report(found), record=record, events=events))
