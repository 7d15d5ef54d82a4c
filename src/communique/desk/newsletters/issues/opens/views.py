"""What the counting addresses answer. They set no cookie, read none, and work whether the list counts or not."""

import base64

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communique.desk.newsletters.issues.archive.sent import OUT
from communique.desk.newsletters.issues.opens.addresses import is_sealed
from communique.desk.newsletters.models import Issue

PIXEL = base64.b64decode("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==")
"""A transparent GIF."""


@never_cache
@require_safe
def seen(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A transparent picture; an opening more."""
    found = _issue(slug, number)
    if request.method == "GET":
        _count(found, "opens")
    return HttpResponse(PIXEL, content_type="image/gif")


@never_cache
@require_safe
def follow(request: HttpRequest, slug: str, number: int, seal: str) -> HttpResponse:
    """To the page that a link of the mail leads to; a followed link more. One that the desk did not make is not there."""
    found, url = _issue(slug, number), request.GET.get("url", "")
    if not is_sealed(found.pk, url, seal):
        raise Http404
    if request.method == "GET":
        _count(found, "clicks")
    return HttpResponseRedirect(url)


def _issue(slug: str, number: int) -> Issue:
    rows = Issue.objects.select_related("list").defer("content", "html", "text", "images")
    return get_object_or_404(rows, list__slug=slug, number=number)


def _count(issue: Issue, field: str) -> None:
    """One statement, so that none is lost of two at once."""
    counting = Issue.objects.filter(pk=issue.pk, list__counts_opens=True, state__in=OUT)
    counting.update(**{field: F(field) + 1})
