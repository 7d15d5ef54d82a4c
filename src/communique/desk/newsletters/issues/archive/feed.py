"""The Atom feed of a list (RFC 4287)."""

from collections.abc import Sequence
from uuid import NAMESPACE_OID, uuid5

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import conditional_page, require_safe

from communique.desk.accounts.guards import looks
from communique.desk.newsletters.issues.archive import sent
from communique.desk.newsletters.issues.archive.summary import summary
from communique.desk.newsletters.models import Issue, MailingList

LATEST = 30
CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF))
"""What XML 1.0 has no place for."""


@looks
@require_safe
@conditional_page
def feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The latest issues; a reader that has them already is told so (304)."""
    del request
    found = sent.archived(slug)
    issues = list(sent.issues_of(found)[:LATEST])
    return HttpResponse(written(found, issues), content_type=Atom1Feed.content_type)


def written(mailing_list: MailingList, issues: Sequence[Issue]) -> str:
    """The feed."""
    page = _absolute(reverse("newsletters:archive", args=[mailing_list.slug]))
    made = Atom1Feed(
        title=_clean(mailing_list.name),
        link=page,
        description=None,
        subtitle=_clean(mailing_list.description) or None,
        language=mailing_list.language,
        author_name=_clean(mailing_list.sender_name),
        feed_url=_absolute(reverse("newsletters:feed", args=[mailing_list.slug])),
        feed_guid=_id(mailing_list),
    )
    for each in issues:
        _add(made, mailing_list, each)
    return made.writeString("utf-8")


def _add(made: Atom1Feed, mailing_list: MailingList, issue: Issue) -> None:
    out = issue.frozen_at or issue.due_at or issue.composed_at
    made.add_item(
        title=_clean(issue.subject),
        link=_absolute(reverse("newsletters:issue", args=[mailing_list.slug, issue.number])),
        description=_clean(summary(issue, mailing_list.language)),
        unique_id=_id(mailing_list, issue.number),
        pubdate=out,
        updateddate=out,
    )


def _id(mailing_list: MailingList, number: int = 0) -> str:
    """Of the moment the list was made, its slug and a number: it stays when the desk moves to another address."""
    name = f"{mailing_list.created_at.isoformat()}/{mailing_list.slug}/{number}"
    return uuid5(NAMESPACE_OID, name).urn


def _absolute(path: str) -> str:
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def _clean(words: str) -> str:
    return words.translate(CONTROL)
