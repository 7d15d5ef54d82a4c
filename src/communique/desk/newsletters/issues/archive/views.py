"""The archive page of a list, and the web version of an issue."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from communique.desk.accounts.guards import looks
from communique.desk.newsletters.issues.archive import sent
from communique.desk.newsletters.issues.archive.rows import row
from communique.desk.newsletters.issues.bodies import web

POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""Of the web version: styles of the mail and its pictures, and nothing that runs."""


@looks
@require_safe
def archive(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The issues of a list, the latest first."""
    found, before = sent.archived(slug), request.GET.get("before", "")
    issues, more = sent.page(found, int(before) if before.isdecimal() and len(before) < 10 else None)
    with translation.override(found.language):
        shown = {"list": found, "rows": [row(each, found) for each in issues], "more": more, "direction": _direction()}
        return render(request, "newsletters/issues/archive.html", shown)


@looks
@require_safe
def issue(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The mail as a page: without a link that is anybody's own, and without a counter."""
    found = sent.issue_of(slug, number)
    own = {"Content-Security-Policy": POLICY, "Content-Language": found.list.language}
    return HttpResponse(web(found), headers=own)


def _direction() -> str:
    return "rtl" if translation.get_language_bidi() else "ltr"
