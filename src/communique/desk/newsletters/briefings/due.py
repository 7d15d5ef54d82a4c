"""A step of the worker: compose what is due."""

import logging
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q

from communique.desk.archive.models import Stamp
from communique.desk.newsletters.briefings.composing import compose, looked, on_its_way
from communique.desk.newsletters.briefings.ranking import ranking
from communique.desk.newsletters.briefings.timing import DAYS, last_due
from communique.desk.newsletters.models import Frequency, Look, MailingList, Subscription
from communique.desk.public.selecting import SelectionError

LOG = logging.getLogger("communique.newsletters")


def compose_due(at: datetime, name: str, stopping: threading.Event) -> int:
    """Compose the issues that are due; how many. What was looked at is not looked at again before it is due again."""
    del name
    done = 0
    for mailing_list, frequency in _rhythms():
        if stopping.is_set():
            break
        last = Look.objects.filter(list=mailing_list, frequency=frequency).first()
        if last is None and frequency in DAYS and frequency != mailing_list.frequency:
            looked(mailing_list, frequency, at, 0)  # somebody chose it just now: it begins at its hour
        elif _due(mailing_list, frequency, last, at) and not on_its_way(mailing_list, frequency):
            done += _compose(mailing_list, frequency, at)
    return done


def _rhythms() -> Iterator[tuple[MailingList, str]]:
    """Each open list with its own frequency, and those that its subscribers chose instead."""
    others = Subscription.objects.filter(~Q(frequency=""), active=True).values_list("list", "frequency").distinct()
    chosen = set(others)
    for mailing_list in MailingList.objects.filter(closed_at=None).order_by("pk"):
        theirs = {frequency for of, frequency in chosen if of == mailing_list.pk}
        for frequency in sorted({mailing_list.frequency, *theirs}):
            yield mailing_list, frequency


def _due(mailing_list: MailingList, frequency: str, last: Look | None, at: datetime) -> bool:
    if frequency == Frequency.EVENT:
        stamp = Stamp.objects.values_list("last", flat=True).first() or 0
        rested = last is None or at >= last.at + timedelta(minutes=ranking().pause_minutes)
        return rested and stamp > (last.stamp if last else 0)
    moment = last_due(mailing_list, frequency, at)
    return moment is not None and moment > (last.at if last else mailing_list.created_at)


def _compose(mailing_list: MailingList, frequency: str, at: datetime) -> int:
    """A list whose filter cannot be read keeps nobody else from being told."""
    stamp = Stamp.objects.values_list("last", flat=True).first() or 0
    told = {"list": mailing_list.slug, "frequency": frequency}
    try:
        issue = compose(mailing_list, frequency, at)
    except SelectionError as error:
        LOG.error("the filter of a list cannot be read: %s", error, extra=told)
        issue = None
    if issue is None:
        looked(mailing_list, frequency, at, stamp)
    LOG.info("composed an issue" if issue else "nothing to tell", extra=told)
    return int(issue is not None)
