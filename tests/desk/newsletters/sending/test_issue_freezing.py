"""The audience of an issue is written down once, and adds up."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from desk.newsletters.people import a_list, a_subscriber

from communique.desk.newsletters.changing import frequency, leave, pause, stop
from communique.desk.newsletters.models import Delivery, Issue, MailingList, Subscriber, Subscription
from communique.desk.newsletters.sending import freezing
from communique.desk.newsletters.sending.freezing import CountsDiffer, freeze
from communique.desk.newsletters.sending.holders import new_holder

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def an_issue(mailing_list: MailingList, **more: Any) -> Issue:
    given: dict[str, Any] = {
        "frequency": mailing_list.frequency,
        "number": 1,
        "state": Issue.State.APPROVED,
        "due_at": NOW,
    }
    return Issue.objects.create(list=mailing_list, subject="A week on the river", content={}, **{**given, **more})


def frozen(issue: Issue) -> Issue:
    freeze(issue, NOW, new_holder())
    return Issue.objects.get(pk=issue.pk)


def test_everybody_of_the_list_gets_a_row_with_address_and_domain() -> None:
    river = a_list()
    for each in ("ana@mill.example", "bo@quay.example"):
        a_subscriber(each, river)
    a_subscriber("other@mill.example", a_list("lake"))
    issue = frozen(an_issue(river))
    assert issue.state == Issue.State.SENDING
    assert issue.audience == 2
    assert issue.frozen_at is not None
    assert list(issue.deliveries.order_by("address").values_list("address", "domain", "state", "attempts")) == [
        ("ana@mill.example", "mill.example", "pending", 0),
        ("bo@quay.example", "quay.example", "pending", 0),
    ]


def test_who_is_left_out_is_counted_by_why() -> None:
    river = a_list()
    people = {
        name: a_subscriber(f"{name}@mill.example", river)
        for name in ("gets", "left", "paused", "back", "gone", "daily")
    }
    leave(people["left"], [river], "footer")
    pause(people["paused"], date(2026, 12, 1), "preferences")
    pause(people["back"], date(2026, 11, 23), "preferences")
    stop(people["gone"], Subscriber.State.BOUNCED, "bounce")
    frequency(Subscription.objects.get(subscriber=people["daily"]), "daily", "preferences")
    issue = frozen(an_issue(river))
    assert issue.left_out == {"paused": 1, "bounced": 1, "other-frequency": 1}
    assert {each.subscriber for each in issue.deliveries.all()} == {people["gets"], people["back"]}
    assert frozen(an_issue(river, number=2, frequency="daily")).audience == 1


def test_an_issue_is_not_frozen_before_it_is_due_nor_twice() -> None:
    river = a_list()
    a_subscriber("ana@mill.example", river)
    issue = an_issue(river, due_at=NOW + timedelta(minutes=1))
    assert frozen(issue).state == Issue.State.APPROVED
    Issue.objects.update(due_at=NOW)
    assert frozen(issue).audience == 1
    a_subscriber("late@mill.example", river)
    assert frozen(issue).audience == 1
    assert Delivery.objects.count() == 1


def test_freezing_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freezing, "PART", 2)
    river = a_list()
    for number in range(5):
        a_subscriber(f"p{number}@mill.example", river)
    pause(Subscriber.objects.get(address="p0@mill.example"), date(2027, 1, 1), "preferences")
    issue = an_issue(river)
    assert freeze(issue, NOW, new_holder(), more=lambda: False) == 1
    half = Issue.objects.get()
    assert (half.state, half.left_out, half.audience) == (Issue.State.FREEZING, {"paused": 1}, None)
    done = frozen(half)
    assert (done.state, done.audience, done.left_out) == (Issue.State.SENDING, 4, {"paused": 1})


def test_a_second_worker_leaves_an_issue_alone_while_the_first_freezes_it() -> None:
    issue = an_issue(
        a_list(), state=Issue.State.FREEZING, leased_by=new_holder(), lease_until=NOW + timedelta(minutes=1)
    )
    assert frozen(issue).state == Issue.State.FREEZING
    Issue.objects.update(lease_until=NOW - timedelta(seconds=1))
    assert frozen(Issue.objects.get()).state == Issue.State.SENDING


def test_what_does_not_add_up_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    river = a_list()
    for name in ("ana", "bo"):
        a_subscriber(f"{name}@mill.example", river)
    monkeypatch.setattr(
        freezing, "INSERT", "INSERT INTO newsletters_delivery (issue_id, subscriber_id, address, domain) {} LIMIT 1"
    )
    with pytest.raises(CountsDiffer, match="do not add up"):
        frozen(an_issue(river))
    assert not Delivery.objects.exists()


def test_an_issue_that_is_cancelled_while_it_is_frozen_stays_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freezing, "PART", 1)
    river = a_list()
    for name in ("ana", "bo"):
        a_subscriber(f"{name}@mill.example", river)
    issue = an_issue(river)
    cancel = lambda: bool(Issue.objects.update(state=Issue.State.CANCELLED))  # noqa: E731
    freeze(issue, NOW, new_holder(), more=cancel)
    assert Issue.objects.get().state == Issue.State.CANCELLED
    assert Delivery.objects.count() == 1
