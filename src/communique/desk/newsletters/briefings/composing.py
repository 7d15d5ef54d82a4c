"""Compose a list's next issue: one transaction writes it, so that a killed worker leaves all of it or nothing."""

from datetime import datetime

import msgspec
from django.db import transaction
from django.db.models import Max, QuerySet

from communique.desk.newsletters.briefings.content import Briefing
from communique.desk.newsletters.briefings.gathering import Since, gather, since
from communique.desk.newsletters.briefings.setting_aside import decided, subject_was_edited
from communique.desk.newsletters.briefings.timing import DAYS
from communique.desk.newsletters.briefings.told import settle
from communique.desk.newsletters.issues.approving import approve, cancel
from communique.desk.newsletters.models import Frequency, Issue, Look, MailingList
from communique.desk.newsletters.rendering import subject_of

State = Issue.State
ON_ITS_WAY = (State.APPROVED, State.FREEZING)
"""Not frozen yet, so that nobody knows who is told of what is in it: the next issue waits for it."""


def compose(mailing_list: MailingList, frequency: str, at: datetime) -> Issue | None:
    """The next issue; a draft that waits is written anew, so that it is never behind. Null: nothing to tell, or one is on its way.

    A draft that has nothing to tell any more, as what it told was withdrawn, is cancelled.
    Raises ``SelectionError`` where the list's filter has a value that is no filter's any more.
    """
    settle(mailing_list, frequency)
    begin = since(mailing_list, frequency)
    briefing = gather(mailing_list, frequency, begin, at)
    silent = not mailing_list.says_no_change or frequency == Frequency.EVENT
    if not mailing_list.open:
        return None
    if not briefing.sections and silent:
        _emptied(mailing_list, frequency, begin)
        return None
    return _written(mailing_list, frequency, begin, briefing, at)


@transaction.atomic
def _written(mailing_list: MailingList, frequency: str, begin: Since, briefing: Briefing, at: datetime) -> Issue | None:
    """Unless another wrote one meanwhile."""
    MailingList.objects.select_for_update().get(pk=mailing_list.pk)
    draft = _drafts(mailing_list, frequency).select_for_update().first()  # nobody approves it as it is rewritten
    if since(mailing_list, frequency).issue != begin.issue or on_its_way(mailing_list, frequency):
        return None
    issue = draft or _next(mailing_list, frequency)
    told = decided(draft, briefing) if draft else briefing
    issue.content = msgspec.to_builtins(told)
    issue.since, issue.until = begin.issue.until if begin.issue else 0, begin.until
    if draft is None or not subject_was_edited(draft):
        issue.subject = subject_of(told, mailing_list)
    issue.composed_at = at
    issue.save()
    looked(mailing_list, frequency, at, begin.until)
    if mailing_list.automatic:
        approve(issue, None, at)
        issue.refresh_from_db()
    return issue


@transaction.atomic
def _emptied(mailing_list: MailingList, frequency: str, begin: Since) -> None:
    """Cancel what waits, unless another wrote it meanwhile: nothing of it holds any more."""
    MailingList.objects.select_for_update().get(pk=mailing_list.pk)
    for issue in _drafts(mailing_list, frequency).filter(until__lte=begin.until):
        cancel(issue, None, "nothing of it is left to tell")


def on_its_way(mailing_list: MailingList, frequency: str) -> bool:
    """Whether an issue is approved and its audience not written down yet."""
    return Issue.objects.filter(list=mailing_list, frequency=frequency, state__in=ON_ITS_WAY).exists()


def _drafts(mailing_list: MailingList, frequency: str) -> QuerySet[Issue]:
    return Issue.objects.filter(list=mailing_list, frequency=frequency, state=State.DRAFT).order_by("-number")


def looked(mailing_list: MailingList, frequency: str, at: datetime, stamp: int) -> None:
    """Remember that a list was looked at, up to a change."""
    Look.objects.update_or_create(list=mailing_list, frequency=frequency, defaults={"at": at, "stamp": stamp})


def begin_anew(mailing_list: MailingList, at: datetime) -> None:
    """Let a list whose hours changed be due at its next hour, and not at once because the new one of today is over."""
    regular = {
        each
        for each in (mailing_list.frequency, *mailing_list.looks.values_list("frequency", flat=True))
        if each in DAYS
    }
    for frequency in regular:
        Look.objects.update_or_create(
            list=mailing_list, frequency=frequency, defaults={"at": at}, create_defaults={"at": at, "stamp": 0}
        )


def _next(mailing_list: MailingList, frequency: str) -> Issue:
    last = Issue.objects.filter(list=mailing_list).aggregate(last=Max("number"))["last"] or 0
    return Issue(list=mailing_list, frequency=frequency, number=last + 1)
