"""The archive page of a list, and the web version of an issue."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from communique.desk.accounts.guards import looks
from communique.desk.newsletters.issues.archive import sent
from communique.desk.newsletters.issues.archive.kept import page_of
from communique.desk.newsletters.issues.archive.rows import row
from communique.desk.newsletters.rendering.words import Words

POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""Of the web version: styles of the mail and its pictures, and nothing that runs."""

SAID: Mapping[str, str] = {
    "by_mail": "by-mail",
    "feed": "feed",
    "closed": "closed",
    "issues": "issues",
    "earlier": "earlier",
    "none": "none",
}
"""What the page says, by the name in its template."""


@looks
@require_safe
def archive(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The issues of a list, the latest first."""
    found, before = sent.archived(slug), request.GET.get("before", "")
    issues, more = sent.page(found, int(before) if before.isdecimal() and len(before) < 10 else None)
    words = Words(found.language)
    shown = {
        "list": found,
        "rows": [row(each, found) for each in issues],
        "more": more,
        "direction": words.direction,
        "say": {name: words.say(f"archive.{key}") for name, key in SAID.items()},
    }
    return render(request, "newsletters/issues/archive.html", shown)


@looks
@require_safe
def issue(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The mail as a page: without a link that is anybody's own, and without a counter."""
    found = sent.issue_of(slug, number)
    own = {"Content-Security-Policy": POLICY, "Content-Language": found.list.language}
    return HttpResponse(page_of(found), headers=own)
