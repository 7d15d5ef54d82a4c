"""Which issues the archive has."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from communique.desk.newsletters.models import Issue, MailingList

State = Issue.State
OUT = (State.SENDING, State.PAUSED, State.SENT)
AT_ONCE = 50


def archived(slug: str) -> MailingList:
    """The list of the archive page, closed ones too. Raises ``Http404``."""
    return get_object_or_404(MailingList, slug=slug, archived=True)


def issues_of(mailing_list: MailingList) -> QuerySet[Issue]:
    """Those that went out, the latest first, without their bodies."""
    return _light(mailing_list.issues.filter(state__in=OUT)).order_by("-number")


def page(mailing_list: MailingList, before: int | None) -> tuple[Sequence[Issue], int | None]:
    """A page of them, and the number below which the next begins; null: it is the last."""
    rows = issues_of(mailing_list)
    found = list((rows if before is None else rows.filter(number__lt=before))[: AT_ONCE + 1])
    return found[:AT_ONCE], found[AT_ONCE - 1].number if len(found) > AT_ONCE else None


def issue_of(slug: str, number: int) -> Issue:
    """One that somebody may have got, cancelled half-way too: links in mail work for ever. Raises ``Http404``."""
    reached = Q(state__in=OUT) | Q(state=State.CANCELLED, frozen_at__isnull=False)
    rows = Issue.objects.filter(reached, list__slug=slug, number=number).select_related("list")
    found = rows.first()
    if found is None or not found.list.archived:
        raise Http404
    return found


def _light(rows: QuerySet[Issue]) -> QuerySet[Issue]:
    return rows.defer("html", "text", "images")
