"""The page of the worker, for editors."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from communique.desk.accounts.guards import needs
from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.archive.changing import ChangeRefused
from communique.desk.archive.models import Report, Snapshot
from communique.desk.ingest.working.pages import standing
from communique.desk.ingest.working.retrying import retry, retry_snapshot


@needs(Role.EDITOR)
@require_GET
def work(request: HttpRequest) -> HttpResponse:
    """Who is at work, what waits, what failed."""
    shown = {
        "workers": standing.workers(timezone.now()),
        "waiting": standing.waiting(),
        "reports": standing.failed_reports(),
        "snapshots": standing.failed_snapshots(),
    }
    return render(request, "ingest/work.html", shown)


@needs(Role.EDITOR)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a failed report tried again."""
    report = get_object_or_404(Report, pk=pk)
    try:
        retry(report, cast(User, request.user))
    except ChangeRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{report} is coded next.")
    return redirect("ingest:work")


@needs(Role.EDITOR)
@require_POST
def again_snapshot(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a failed snapshot tried again."""
    snapshot = get_object_or_404(Snapshot.objects.defer("packed"), pk=pk)
    try:
        retry_snapshot(snapshot)
    except ChangeRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{snapshot.address} is read next.")
    return redirect("ingest:work")
