"""How a list grew: who joined and who left, week by week."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count
from django.db.models.functions import TruncWeek

from communique.desk.newsletters.models import MailingList

WEEKS = 12


@dataclass(frozen=True, slots=True)
class Week:
    """``monday`` begins it, by UTC."""

    monday: date
    joined: int
    left: int


def weeks(mailing_list: MailingList, at: datetime) -> list[Week]:
    """The last weeks, the present one first. Who came back counts where they joined last, and not where they had left."""
    monday = at.date() - timedelta(days=at.weekday())
    mondays = [monday - timedelta(weeks=back) for back in range(WEEKS)]
    joined, left = (_counted(mailing_list, field, mondays[-1]) for field in ("joined_at", "left_at"))
    return [Week(each, joined.get(each, 0), left.get(each, 0)) for each in mondays]


def _counted(mailing_list: MailingList, field: str, since: date) -> dict[date, int]:
    """Places on the list by the Monday of the week of a field."""
    begin = datetime.combine(since, time(), tzinfo=UTC)
    rows = mailing_list.subscriptions.filter(**{f"{field}__gte": begin})
    weekly = rows.annotate(week=TruncWeek(field, tzinfo=UTC)).values_list("week").annotate(Count("pk"))
    return {week.date(): count for week, count in weekly.order_by("week")}
