"""When a list is due, by the clocks of its time zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from communique.desk.newsletters.models import Frequency, MailingList

DAYS = {Frequency.DAILY: 1, Frequency.WEEKLY: 7}


def last_due(mailing_list: MailingList, frequency: str, at: datetime) -> datetime | None:
    """The last moment, not after ``at``, at which a daily or weekly issue is due (UTC); null: it has no hour.

    Where clocks leave the hour out, as in spring, it is due when they go on; where they show it twice, the first time.
    """
    if frequency not in DAYS:
        return None
    zone = ZoneInfo(mailing_list.timezone)
    local = at.astimezone(zone)
    day = local.date()
    if frequency == Frequency.WEEKLY:
        day -= timedelta(days=(day.weekday() - mailing_list.weekday) % 7)
    moment = _moment(day, mailing_list.hour, zone)
    return (
        moment if moment <= at else _moment(day - timedelta(days=DAYS[Frequency(frequency)]), mailing_list.hour, zone)
    )


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)
