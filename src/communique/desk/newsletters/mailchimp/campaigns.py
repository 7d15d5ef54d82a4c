"""Issues as campaigns: one an issue, made once, sent once. Its id is kept; its status is read before anything is repeated."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from communique.desk.archive.changing.history import Subject, note
from communique.desk.newsletters.issues.approving import NO_BODIES, name_of
from communique.desk.newsletters.issues.handing import take_over
from communique.desk.newsletters.mailchimp.client import Client, NotFound, Refused
from communique.desk.newsletters.mailchimp.connecting import chosen
from communique.desk.newsletters.mailchimp.interests import interest
from communique.desk.newsletters.mailchimp.keeping import Thing, keep, kept, noted
from communique.desk.newsletters.mailchimp.outgoing import campaign, content, filled_as, still_counted, title
from communique.desk.newsletters.mailchimp.releasing import GONE, forget, intend, stranded
from communique.desk.newsletters.mailchimp.setting_up import Audience
from communique.desk.newsletters.mailchimp.stepping import Seen, Step, next_step, quarter
from communique.desk.newsletters.mailchimp.withdrawing import waiting
from communique.desk.newsletters.models import Issue, Remote, Subscription

State = Issue.State
LIVE = (State.APPROVED, State.SENDING)
LOOK_EVERY = {"schedule": timedelta(minutes=5), "sending": timedelta(seconds=30)}
"""How often the status of a campaign is read that goes by itself; any other, whenever something is to be done."""
LATELY = timedelta(hours=2)
PAGE = 100
COUNTED = (
    "Mailchimp counts opens or clicks though it was told not to, and the list's readers were promised that nobody does. Turn that "
    "off in the account, which some plans do not let you, or have the list count them, which its notice then says."
)
UNAPPROVED: dict[str, Any] = {"approved_by": None, "approved_at": None, "due_at": None, **NO_BODIES}


class Held(ValueError):  # noqa: N818  the words beside the issue
    """It must not go as it is; the message says why."""


def campaigns_due(client: Client, audience: Audience, at: datetime, go_on: Callable[[], bool]) -> int:
    """Bring each issue a step further. How many steps were made. Raises ``MailchimpError`` where Mailchimp is not to be reached."""
    count = take_over() if chosen() else 0
    for issue in _issues():
        while go_on() and _step(client, audience, issue, at):
            count += 1
            issue.refresh_from_db()
    return count


def _issues() -> QuerySet[Issue]:
    """Those on their way, and those whose campaign may have to be called back or tested."""
    begun = Remote.objects.filter(thing=Thing.ISSUE).filter(
        Q(state__status__in=["schedule", "sending"]) | Q(state__asks=True)
    )
    known = [int(each) for each in begun.values_list("ours", flat=True)]
    mine = Q(state__in=LIVE if chosen() else [State.SENDING], platform=Issue.Platform.MAILCHIMP)
    back = [] if chosen() else stranded()
    return Issue.objects.filter(mine | Q(pk__in=[*known, *back])).select_related("list").order_by("due_at", "pk")


def _step(client: Client, audience: Audience, issue: Issue, at: datetime) -> bool:
    """One step; whether another may follow at once."""
    row = kept(Thing.ISSUE, str(issue.pk)) or keep(Thing.ISSUE, str(issue.pk), "")
    try:
        seen = _seen(client, row, issue, at)
        if seen is None:
            return False
        if row.state.get("tests") and seen.status in ("", "save"):
            return _tested(client, audience, issue, row, seen)
        step = next_step(issue.state, issue.due_at, at, seen, leaving=not chosen())
        return _DO[step](client, audience, issue, row, at)
    except Held as error:
        return _held(issue, str(error), at)
    except Refused as error:
        return _held(issue, str(error), at)


def _seen(client: Client, row: Remote, issue: Issue, at: datetime) -> Seen | None:
    """The campaign as it is now; null: it is too early to look again."""
    state = row.state
    if not row.theirs:
        return Seen("")
    every = LOOK_EVERY.get(str(state.get("status")))
    leaves = not chosen() and issue.state != State.SENDING
    asked = (state.get("approved_at") or "") != _iso(issue.approved_at) or issue.state not in LIVE or leaves
    if (
        every
        and not asked
        and at - datetime.fromisoformat(state["looked_at"]) < every
        and state.get("due_at") == _iso(issue.due_at)
    ):
        return None
    try:
        told = client.get(f"/campaigns/{row.theirs}")
    except NotFound:
        return _gone(row)
    _look(row, told, issue, at)
    return Seen(
        str(told.get("status")),
        row.state.get("filled") == filled_as(issue),
        _time(told.get("send_time")),
        _time(state.get("sent_at")),
    )


def _gone(row: Remote) -> Seen:
    """Its campaign was deleted there. One that was a draft was never sent. Raises ``Held`` where it may have been."""
    drafted = row.state.get("status") == "save" and not row.state.get("sent_at")
    if not drafted and not row.state.get("deleting"):
        noted(Thing.ISSUE, row.ours, status=GONE)
        raise Held("Its campaign is not at Mailchimp any more; whether it was sent cannot be told. Cancel this issue.")
    forget(row)
    return Seen("")


def _look(row: Remote, told: dict[str, Any], issue: Issue, at: datetime) -> None:
    count = (told.get("recipients") or {}).get("recipient_count")
    row.state |= {
        "status": told.get("status"),
        "emails_sent": told.get("emails_sent"),
        "recipients": count,
        "looked_at": at.isoformat(),
        "due_at": _iso(issue.due_at),
        "approved_at": _iso(issue.approved_at),
    }
    row.save()


def _create(client: Client, audience: Audience, issue: Issue, row: Remote, at: datetime) -> bool:
    """One with our title is ours: its answer was lost."""
    if not _readers(issue):
        return _nobody(issue, at)
    begun = row.state.get("creating")
    there = _titled(client, audience, issue, begun) if begun else None
    if there is None:
        if not intend(issue, creating=at.isoformat()):
            return False
        category = interest(client, audience.interests, issue.list, issue.frequency)
        there = str(client.post("/campaigns", campaign(issue, audience, category))["id"])
    keep(Thing.ISSUE, row.ours, there, creating="", status="save", looked_at=at.isoformat())
    return True


def _titled(client: Client, audience: Audience, issue: Issue, since: str) -> str | None:
    after = (datetime.fromisoformat(since) - LATELY).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    every = client.get(
        "/campaigns",
        list_id=audience.id,
        since_create_time=after,
        count=PAGE,
        sort_field="create_time",
        sort_dir="DESC",
    )
    return next((each["id"] for each in every["campaigns"] if each["settings"].get("title") == title(issue)), None)


def _fill(client: Client, audience: Audience, issue: Issue, row: Remote, at: datetime) -> bool:
    """The settings anew too: the subject may have been changed. Raises ``Held`` where Mailchimp's check list has errors."""
    category = interest(client, audience.interests, issue.list, issue.frequency)
    told = campaign(issue, audience, category)
    parts = {name: told[name] for name in ("recipients", "settings", "tracking")}
    made = client.patch(f"/campaigns/{row.theirs}", parts)
    if still_counted(made, issue.list):
        raise Held(COUNTED)
    client.put(f"/campaigns/{row.theirs}/content", content(client, issue, row))
    checked = client.get(f"/campaigns/{row.theirs}/send-checklist")
    wrong = [
        f"{each.get('heading')}: {each.get('details')}"
        for each in checked.get("items", ())
        if each.get("type") == "error"
    ]
    if wrong or not checked.get("is_ready", True):
        raise Held(f"Mailchimp will not send it: {'; '.join(wrong) or 'it is not ready'}")
    noted(Thing.ISSUE, row.ours, filled=filled_as(issue))
    return True


def _schedule(client: Client, audience: Audience, issue: Issue, row: Remote, at: datetime) -> bool:
    assert issue.due_at is not None
    slot = quarter(issue.due_at.astimezone(UTC))
    told = {"schedule_time": slot.strftime("%Y-%m-%dT%H:%M:%S+00:00")}
    if intend(issue, status="schedule", looked_at=(at - timedelta(days=1)).isoformat()):
        client.post(f"/campaigns/{row.theirs}/actions/schedule", told)
    return False


def _unschedule(client: Client, audience: Audience, issue: Issue, row: Remote, at: datetime) -> bool:
    """Called back, or scheduled anew in the next step."""
    try:
        client.post(f"/campaigns/{row.theirs}/actions/unschedule")
    except Refused:
        if client.get(f"/campaigns/{row.theirs}").get("status") == "schedule":
            raise
        return True  # its time has come meanwhile: the next step reads what became of it
    noted(Thing.ISSUE, row.ours, status="save", filled="", sent_at=None)
    return True


def _send(client: Client, audience: Audience, issue: Issue, row: Remote, at: datetime) -> bool:
    """Not before everybody who left is out there. That it was asked for is written down first; so it is never asked for blindly."""
    if waiting(issue):
        return False
    if not _begin(issue, row, at):
        return False
    issue.state = State.SENDING
    if not intend(issue, sent_at=at.isoformat(), status="sending", looked_at=at.isoformat()):
        return False
    try:
        client.post(f"/campaigns/{row.theirs}/actions/send")
    except Refused:
        if client.get(f"/campaigns/{row.theirs}").get("status") == "save":
            raise
    return False


def _begin(issue: Issue, row: Remote, at: datetime) -> bool:
    """The issue is being sent from now on, unless somebody took it back. One that is already is asked for again."""
    if issue.state == State.SENDING:
        return True
    return _state(issue, State.APPROVED, State.SENDING, frozen_at=at, audience=row.state.get("recipients") or 0)


def _started(client: Client, audience: Audience, issue: Issue, row: Remote, at: datetime) -> bool:
    _begin(issue, row, at)
    return False


def _finished(client: Client, audience: Audience, issue: Issue, row: Remote, at: datetime) -> bool:
    sent = int(row.state.get("emails_sent") or 0)
    left = max(0, _readers(issue) - sent)
    told = {"finished_at": at, "audience": sent, "left_out": {"not-at-mailchimp": left} if left else {}}
    _state(issue, issue.state, State.SENT, **told, **({} if issue.frozen_at else {"frozen_at": at}))
    noted(Thing.ISSUE, row.ours, status="sent")
    return False


def _nobody(issue: Issue, at: datetime) -> bool:
    _state(issue, State.APPROVED, State.SENT, audience=0, frozen_at=at, finished_at=at)
    return False


def _late(client: Client, audience: Audience, issue: Issue, row: Remote, at: datetime) -> bool:
    """It was called back too late."""
    words = "It was called back after Mailchimp had begun to send it; stop it at Mailchimp."
    Issue.objects.filter(pk=issue.pk).update(trouble=words)
    return False


def _lost(client: Client, audience: Audience, issue: Issue, row: Remote, at: datetime) -> bool:
    raise Held(f"Its campaign was {row.state.get('status')} at Mailchimp.")


def _release(client: Client, audience: Audience, issue: Issue, row: Remote, at: datetime) -> bool:
    """It was never sent, and is deleted there, so that nobody can send it. What had been begun waits for a person's approval."""
    begun = row.state.get("creating")
    there = row.theirs or (begun and _titled(client, audience, issue, begun))
    if there:
        noted(Thing.ISSUE, row.ours, deleting=True)
        with suppress(NotFound):
            client.delete(f"/campaigns/{there}")
    forget(row)
    words = (
        "Mailchimp never sent it, and its campaign was deleted there. Approve it to send it by your own mail server."
    )
    if issue.state in (State.SENDING, State.PAUSED):
        _state(issue, issue.state, State.DRAFT, trouble=words, frozen_at=None, audience=None, **UNAPPROVED)
    return False


def _nothing(client: Client, audience: Audience, issue: Issue, row: Remote, at: datetime) -> bool:
    return False


def _tested(client: Client, audience: Audience, issue: Issue, row: Remote, seen: Seen) -> bool:
    """Mail a test to whoever asked for one; the campaign is made and filled for it where it is not."""
    if not seen.status:
        return _create(client, audience, issue, row, issue.composed_at)
    to = list(row.state["tests"])
    client.put(f"/campaigns/{row.theirs}/content", content(client, issue, row))
    noted(Thing.ISSUE, row.ours, tests=[], asks=False)
    client.post(f"/campaigns/{row.theirs}/actions/test", {"test_emails": to, "send_type": "html"})
    return issue.state in LIVE


def ask_test(issue: Issue, address: str) -> None:
    """Have Mailchimp mail a test to somebody; the worker asks for it within seconds."""
    row = kept(Thing.ISSUE, str(issue.pk))
    asked = (row.state if row else {}).get("tests") or []
    noted(Thing.ISSUE, str(issue.pk), tests=sorted({*asked, address}), asks=True)


@transaction.atomic
def _state(issue: Issue, before: str, after: str, **values: Any) -> bool:
    """Whether it was still as before."""
    mine = Issue.objects.filter(pk=issue.pk, state=before, platform=Issue.Platform.MAILCHIMP)
    changed = mine.update(state=after, **values)
    if changed:
        note(None, Subject.ISSUE, name_of(issue), "state", before, after, "Mailchimp")
    return bool(changed)


def _held(issue: Issue, words: str, at: datetime) -> bool:
    """Wait for a person: who resumes a paused issue, or approves it anew, has it tried again."""
    noted(Thing.ISSUE, str(issue.pk), tests=[], asks=False)
    issue.refresh_from_db(fields=["state"])
    if issue.state == State.APPROVED:
        _state(issue, State.APPROVED, State.DRAFT, trouble=words, **UNAPPROVED)
    elif issue.state == State.SENDING:
        _state(issue, State.SENDING, State.PAUSED, trouble=words)
    else:
        Issue.objects.filter(pk=issue.pk).update(trouble=words)
    return False


def _readers(issue: Issue) -> int:
    """Active subscriptions of the list that get it so often."""
    own = Q(frequency=issue.frequency) | (Q(frequency="") if issue.frequency == issue.list.frequency else Q(pk=None))
    return Subscription.objects.filter(own, list=issue.list, active=True, subscriber__state="active").count()


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _time(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told.replace("Z", "+00:00")) if told else None


_DO = {
    Step.NOTHING: _nothing,
    Step.CREATE: _create,
    Step.FILL: _fill,
    Step.SCHEDULE: _schedule,
    Step.UNSCHEDULE: _unschedule,
    Step.SEND: _send,
    Step.STARTED: _started,
    Step.FINISHED: _finished,
    Step.LATE: _late,
    Step.LOST: _lost,
    Step.RELEASE: _release,
}
