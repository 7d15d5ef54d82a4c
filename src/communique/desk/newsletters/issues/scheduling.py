"""Times that an editor gives, in the time zone of the list."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from communique.desk.newsletters.issues.approving import IssueRefused
from communique.desk.newsletters.models import MailingList

GRACE = timedelta(minutes=2)
"""How long ago a time may be that was to come when the form was opened."""


def due(mailing_list: MailingList, wall: datetime, now: datetime) -> datetime:
    """The moment at which clocks of the list's time zone show ``wall`` (without a time zone of its own), in UTC.

    Where clocks show it twice, the first. Raises ``IssueRefused`` where they never do, as in spring, or where it is past.
    """
    zone = ZoneInfo(mailing_list.timezone)
    moment = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != wall:
        raise IssueRefused(
            f"In {mailing_list.timezone} clocks leave {wall:%H:%M} out on {wall:%-d %B %Y}. Choose another."
        )
    if moment < now - GRACE:
        raise IssueRefused(f"{wall:%-d %B %Y, %H:%M} is past in {mailing_list.timezone}. Choose a time to come.")
    return moment


def wall(mailing_list: MailingList, moment: datetime) -> datetime:
    """What clocks of the list's time zone show at a moment."""
    return moment.astimezone(ZoneInfo(mailing_list.timezone)).replace(tzinfo=None)
