"""How far an issue is changes once, by one person, with its history; and never backwards without a word."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from desk.conftest import person
from desk.newsletters.issues.an_issue import an_issue, deliveries
from desk.newsletters.people import a_list
from django.db import connection

from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.archive.models import Change
from communique.desk.newsletters.issues.approving import (
    IssueRefused,
    approve,
    cancel,
    pause,
    reschedule,
    resume,
    take_back,
)
from communique.desk.newsletters.issues.ending import end_due, skip_some
from communique.desk.newsletters.issues.unknown import send_again
from communique.desk.newsletters.models import Delivery, Issue

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 5, 9, 12, tzinfo=UTC)
State = Issue.State


@pytest.fixture
def who(db: None) -> User:
    return person(Role.EDITOR)


def state_of(issue: Issue) -> str:
    return Issue.objects.get(pk=issue.pk).state


def history(issue: Issue) -> list[tuple[str, object, object]]:
    rows = Change.objects.filter(subject="issue", subject_id=f"{issue.list.slug}/{issue.number}").order_by("pk")
    return [(each.field, each.before, each.after) for each in rows]


def test_what_was_approved_is_kept_as_it_goes_out(who: User) -> None:
    issue = an_issue()
    approve(issue, who, NOON)
    found = Issue.objects.get(pk=issue.pk)
    assert (found.state, found.approved_by, found.approved_at, found.due_at) == (State.APPROVED, who, NOON, NOON)
    assert "ML-2024-0001" in found.html
    assert found.text
    assert history(issue) == [("state", "draft", "approved")]


def test_a_list_may_approve_by_itself() -> None:
    issue = an_issue()
    approve(issue, None, NOON)
    assert Issue.objects.get(pk=issue.pk).approved_by is None
    assert Change.objects.get(subject="issue").who is None


def test_of_two_who_approve_one_does_it(who: User) -> None:
    issue = an_issue()
    approve(issue, who, NOON)
    with pytest.raises(IssueRefused, match="is approved and cannot be approved"):
        approve(issue, who, NOON)
    assert len(history(issue)) == 1


@pytest.mark.parametrize("state", sorted(set(State.values) - {State.DRAFT}))
def test_nothing_but_a_draft_is_approved(state: str, who: User) -> None:
    issue = an_issue(state=state)
    with pytest.raises(IssueRefused):
        approve(issue, who, NOON)
    assert state_of(issue) == state


def test_an_approval_is_taken_back_and_the_bodies_with_it(who: User) -> None:
    issue = an_issue()
    approve(issue, who, NOON, NOON + timedelta(days=1))
    take_back(issue, who, "a toll is wrong")
    found = Issue.objects.get(pk=issue.pk)
    assert (found.state, found.html, found.text, found.due_at, found.approved_by) == (State.DRAFT, "", "", None, None)
    assert Change.objects.order_by("pk").last().why == "a toll is wrong"  # type: ignore[union-attr]


def test_an_issue_on_its_way_is_neither_taken_back_nor_scheduled_anew(who: User) -> None:
    issue = an_issue(state=State.SENDING)
    with pytest.raises(IssueRefused, match="being sent"):
        take_back(issue, who)
    with pytest.raises(IssueRefused, match="being sent"):
        reschedule(issue, who, NOON)


def test_an_approved_issue_is_sent_at_another_time(who: User) -> None:
    issue = an_issue()
    approve(issue, who, NOON)
    reschedule(issue, who, NOON + timedelta(hours=3))
    assert Issue.objects.get(pk=issue.pk).due_at == NOON + timedelta(hours=3)
    assert history(issue)[-1][0] == "due_at"


def test_sending_is_paused_and_goes_on(who: User) -> None:
    issue = an_issue(state=State.SENDING)
    pause(issue, None, "40 of 50 were refused")
    assert Issue.objects.get(pk=issue.pk).trouble == "40 of 50 were refused"
    resume(issue, who)
    found = Issue.objects.get(pk=issue.pk)
    assert (found.state, found.trouble) == (State.SENDING, "")


@pytest.mark.parametrize("state", [State.DRAFT, State.APPROVED, State.FREEZING, State.SENDING, State.PAUSED])
def test_whatever_is_not_done_can_be_cancelled(state: str, who: User) -> None:
    issue = an_issue(state=state)
    cancel(issue, who)
    assert state_of(issue) == State.CANCELLED


@pytest.mark.parametrize("state", [State.SENT, State.CANCELLED])
def test_what_is_done_is_done(state: str, who: User) -> None:
    issue = an_issue(state=state)
    for change in (cancel, resume, pause, take_back):
        with pytest.raises(IssueRefused):
            change(issue, who)
    assert history(issue) == []


def test_the_rest_of_a_cancelled_issue_is_skipped_and_counted(who: User) -> None:
    issue = an_issue(state=State.SENDING)
    deliveries(issue, "pending", "deferred", "accepted", "unknown", "failed")
    cancel(issue, who)
    assert end_due(NOON, "one", _running()) == 2
    states = sorted(issue.deliveries.values_list("state", flat=True))
    assert states == ["accepted", "failed", "skipped", "skipped", "unknown"]
    assert Issue.objects.get(pk=issue.pk).finished_at == NOON
    assert end_due(NOON, "one", _running()) == 0


def test_a_cancelled_issue_is_not_finished_while_one_is_with_the_server(who: User) -> None:
    issue = an_issue(state=State.SENDING)
    deliveries(issue, "sending")
    cancel(issue, who)
    assert skip_some(issue, NOON) == 0
    assert Issue.objects.get(pk=issue.pk).finished_at is None


def test_what_a_sender_holds_is_left_to_it(who: User) -> None:
    issue = an_issue(state=State.SENDING)
    deliveries(issue, "pending", leased_by="a sender")
    deliveries(issue, "deferred")
    cancel(issue, who)
    assert end_due(NOON, "one", _running()) == 1
    assert issue.deliveries.get(leased_by="a sender").state == "pending"
    assert Issue.objects.get(pk=issue.pk).finished_at is None


def test_other_issues_are_left_alone_when_one_is_cancelled(who: User) -> None:
    mine, other = an_issue(state=State.SENDING), an_issue(state=State.SENDING)
    deliveries(mine, "pending")
    deliveries(other, "pending")
    cancel(mine, who)
    end_due(NOON, "one", _running())
    assert other.deliveries.get().state == "pending"


def test_unknown_ones_are_sent_again_by_choice_alone(who: User) -> None:
    issue = an_issue(state=State.SENT, finished_at=NOON)
    first, second, taken = deliveries(issue, "unknown", "unknown", "accepted")
    assert send_again(issue, [first.pk, taken.pk], who) == 1
    assert [Delivery.objects.get(pk=each.pk).state for each in (first, second, taken)] == [
        "pending",
        "unknown",
        "accepted",
    ]
    found = Issue.objects.get(pk=issue.pk)
    assert (found.state, found.finished_at) == (State.SENDING, None)
    assert history(issue) == [(f"delivery {first.pk}", "unknown", "pending")]
    assert send_again(issue, [first.pk], who) == 0


def test_deliveries_of_another_issue_are_never_sent_again_by_it(who: User) -> None:
    mine, other = an_issue(state=State.SENT), an_issue(a_list("horn"), state=State.SENT)
    (theirs,) = deliveries(other, "unknown")
    assert send_again(mine, [theirs.pk], who) == 0
    assert Delivery.objects.get(pk=theirs.pk).state == "unknown"
    assert state_of(mine) == State.SENT


def test_a_cancelled_issue_sends_nothing_again(who: User) -> None:
    issue = an_issue(state=State.CANCELLED)
    (one,) = deliveries(issue, "unknown")
    with pytest.raises(IssueRefused):
        send_again(issue, [one.pk], who)


def _running() -> threading.Event:
    return threading.Event()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time, whatever we do")
def test_of_eight_who_approve_at_the_same_moment_one_does_it(who: User) -> None:
    issue = an_issue()
    start = threading.Barrier(8)

    def _try(number: int) -> bool:
        try:
            start.wait(10)
            approve(issue, who, NOON + timedelta(minutes=number))
        except IssueRefused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(_try, range(8))) == [False] * 7 + [True]
    assert len(history(issue)) == 1
