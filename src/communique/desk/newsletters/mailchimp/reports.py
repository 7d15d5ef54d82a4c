"""Reading back what became of a campaign: totals, and who called it spam."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from communique.desk.newsletters.changing import stop
from communique.desk.newsletters.consenting import normal
from communique.desk.newsletters.mailchimp.client import Client, NotFound
from communique.desk.newsletters.mailchimp.keeping import Thing, kept, noted
from communique.desk.newsletters.models import Issue, Remote, Subscriber

READ_AFTER = tuple(timedelta(hours=each) for each in (1, 6, 24, 72, 168))
"""After an issue was sent."""


def reports_due(client: Client, at: datetime, go_on: Callable[[], bool]) -> int:
    """Read the reports that are due. How many. Raises ``MailchimpError``."""
    count = 0
    lately = Issue.objects.filter(state=Issue.State.SENT, finished_at__gt=at - READ_AFTER[-1] - timedelta(days=7))
    for issue in lately.select_related("list"):
        row = kept(Thing.ISSUE, str(issue.pk))
        if row is not None and row.theirs and _due(issue, row, at) and go_on():
            read(client, issue, row, at)
            count += 1
    return count


def _due(issue: Issue, row: Remote, at: datetime) -> bool:
    assert issue.finished_at is not None
    times = [issue.finished_at + each for each in READ_AFTER if issue.finished_at + each <= at]
    last = row.state.get("read_at")
    return bool(times) and (not last or datetime.fromisoformat(last) < times[-1])


def read(client: Client, issue: Issue, row: Remote, at: datetime) -> None:
    """Totals of the campaign; each complaint stops its address."""
    try:
        told = client.get(f"/reports/{row.theirs}")
        complaints = client.get(f"/reports/{row.theirs}/abuse-reports") if told.get("abuse_reports") else {}
    except NotFound:
        return noted(Thing.ISSUE, row.ours, read_at=at.isoformat())
    for each in complaints.get("abuse_reports", ()):
        _complained(str(each.get("email_address", "")), row.theirs)
    noted(Thing.ISSUE, row.ours, read_at=at.isoformat(), report=_totals(told))
    if issue.list.counts_opens:
        opens, clicks = _of(told, "opens", "opens_total"), _of(told, "clicks", "clicks_total")
        Issue.objects.filter(pk=issue.pk).update(opens=opens, clicks=clicks)
    return None


def _totals(told: dict[str, Any]) -> dict[str, int]:
    return {
        "sent": int(told.get("emails_sent") or 0),
        "hard": _of(told, "bounces", "hard_bounces") + _of(told, "bounces", "syntax_errors"),
        "soft": _of(told, "bounces", "soft_bounces"),
        "unsubscribed": int(told.get("unsubscribed") or 0),
        "complaints": int(told.get("abuse_reports") or 0),
    }


def _of(told: dict[str, Any], part: str, name: str) -> int:
    return int((told.get(part) or {}).get(name) or 0)


def _complained(address: str, campaign: str) -> None:
    try:
        subscriber = Subscriber.objects.filter(address=normal(address)).first()
    except ValueError:
        return
    if subscriber is not None:
        stop(subscriber, Subscriber.State.COMPLAINED, "mailchimp", detail={"campaign": campaign})
