"""Many members in batches, and both sides compared by night."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from desk.newsletters.mailchimp.meeting import Meeting, active, an_issue, compares_now, meet, no_night, waits
from desk.newsletters.people import a_list
from django.utils import timezone
from fakes.mailchimp.account import Fault
from fakes.mailchimp.audience import hashed
from fakes.mailchimp.batches import packed

from communique.desk.newsletters.changing import erase, leave_all
from communique.desk.newsletters.mailchimp.batches import FROM, _answers
from communique.desk.newsletters.mailchimp.reconciling import _time_for_it
from communique.desk.newsletters.models import Issue, MailingList, Remote, RemoteTask, Subscriber

pytestmark = pytest.mark.django_db
MANY = FROM + 10


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Meeting:
    return meet(monkeypatch, settings)


@pytest.fixture
def sahel(there: Meeting) -> MailingList:
    return a_list("sahel")


def crowd(there: Meeting, sahel: MailingList, count: int = MANY) -> list[Subscriber]:
    return [there.joins(f"reader{each}@mail.example", sahel) for each in range(count)]


def shown() -> dict[str, Any]:
    state: dict[str, Any] = Remote.objects.get(thing="setup", ours="reconciling").state
    return state


# Batches.


def test_many_members_go_in_one_batch(there: Meeting, sahel: MailingList) -> None:
    crowd(there, sahel)
    there.works(4)
    assert len(there.audience.members) == MANY
    assert all(each["status"] == "subscribed" for each in there.audience.members.values())
    assert waits() == []
    assert len(there.account.of("POST", "/batches")) == 1
    assert Remote.objects.filter(thing="subscriber").count() == MANY


def test_few_members_go_one_by_one(there: Meeting, sahel: MailingList) -> None:
    crowd(there, sahel, 3)
    there.works()
    assert there.account.of("POST", "/batches") == []
    assert len(there.audience.members) == 3


def test_a_batch_half_done_is_finished_singly(there: Meeting, sahel: MailingList) -> None:
    there.account.batches.lost = 3
    crowd(there, sahel)
    there.works(6)
    assert len(there.audience.members) == MANY
    assert waits() == []


def test_a_batch_whose_answer_was_lost_is_asked_again_and_does_no_harm(there: Meeting, sahel: MailingList) -> None:
    there.account.faults = [Fault("lost", path="/batches$")]
    crowd(there, sahel)
    there.works(2)
    for later in (1, 2, 3, 4):
        there.works(1, later=timedelta(minutes=later))
    assert len(there.audience.members) == MANY
    assert waits() == []


def test_a_batch_that_never_ends_is_given_up(there: Meeting, sahel: MailingList) -> None:
    there.account.batches.stuck = True
    crowd(there, sahel)
    there.works(2)
    assert RemoteTask.objects.count() == MANY
    there.works(3, later=timedelta(hours=1, minutes=1))
    assert waits() == []
    assert len(there.account.of("POST", "/batches")) == 1
    assert len(there.account.of("PUT", "/members/")) == 2 * MANY
    assert Remote.objects.get(thing="setup", ours="batch").theirs == "", "it is not asked for any more"


def test_a_batch_that_is_gone_is_done_otherwise(there: Meeting, sahel: MailingList) -> None:
    crowd(there, sahel)
    there.works(1)
    there.account.batches.batches.clear()
    there.works(5)
    assert waits() == []


def test_what_changes_while_a_batch_runs_is_told_after_it(there: Meeting, sahel: MailingList) -> None:
    first, second, *_ = crowd(there, sahel)
    there.works(1)
    leave_all(first, "footer")
    erase(second, "preferences")
    there.works(6)
    assert there.status("reader0@mail.example") == "unsubscribed"
    assert there.status("reader1@mail.example") is None
    assert hashed("reader1@mail.example") in there.audience.forgotten
    assert waits() == []


def test_members_in_compliance_state_are_asked_again_out_of_a_batch_too(there: Meeting, sahel: MailingList) -> None:
    there.works(1)
    old = {"email_address": "reader0@mail.example", "status_if_new": "subscribed"}
    there.audience.put(hashed("reader0@mail.example"), old)
    there.audience.unsubscribes("reader0@mail.example")
    crowd(there, sahel)
    there.works(6)
    assert there.status("reader0@mail.example") == "pending"


@pytest.mark.parametrize("data", [b"", b"no archive", packed([{"operation_id": "1", "status_code": 200}])[:40]])
def test_broken_answers_are_none(data: bytes) -> None:
    assert list(_answers(data)) == []


def test_no_damage_to_an_archive_is_more_than_a_lack_of_answers() -> None:
    made = [{"operation_id": str(n), "status_code": 200, "response": f'{{"a": {n * 7919}}}'} for n in range(250)]
    data = packed(made)
    for place in range(0, len(data), 7):
        damaged = data[:place] + bytes([data[place] ^ 0x5A]) + data[place + 1 :]
        assert all(isinstance(each, dict) for each in _answers(damaged))
        assert all(isinstance(each, dict) for each in _answers(data[:place]))


@pytest.mark.parametrize(
    "odd",
    [{"status_code": "200"}, {"status_code": None}, {"response": "<html>"}, {"response": "[]"}, {"response": "1"}],
)
def test_an_odd_answer_in_a_batch_is_none_and_holds_nobody_up(
    there: Meeting, sahel: MailingList, monkeypatch: pytest.MonkeyPatch, odd: dict[str, Any]
) -> None:
    done = there.account.batches._done
    monkeypatch.setattr(there.account.batches, "_done", lambda each: {**done(each), **odd})
    crowd(there, sahel)
    there.works(8)
    assert waits() == []
    assert len(there.account.of("POST", "/batches")) == 1
    assert Remote.objects.filter(thing="subscriber", state__status="subscribed").count() == MANY


def test_a_host_of_answers_out_of_reach_holds_nothing_up(
    there: Meeting, sahel: MailingList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(there.account, "_archive", _refused)
    crowd(there, sahel)
    there.works(3)
    issue = an_issue(a_list("horn"))
    there.works()
    assert Issue.objects.get(pk=issue.pk).state == "sent"
    assert not Remote.objects.get(thing="setup", ours="account").state["error"]
    there.works(8, later=timedelta(hours=2))
    assert waits() == []
    assert len(there.account.of("POST", "/batches")) == 1


def _refused(request: Any) -> None:
    raise httpx.ConnectError("no way there", request=request)


# By night.


def test_nothing_differs_and_nothing_is_done(there: Meeting, sahel: MailingList) -> None:
    crowd(there, sahel, 5)
    there.works()
    no_night()
    compares_now()
    before = len(there.account.asked)
    there.works(3)
    assert shown()["members"] == 5
    assert shown()["counts"] == {}
    assert [method for method, _, _ in there.account.asked[before:] if method != "GET"] == []
    assert waits() == []


def test_lost_webhooks_are_made_up_for(there: Meeting, sahel: MailingList) -> None:
    readers = crowd(there, sahel, 6)
    there.works()
    there.audience.unsubscribes("reader0@mail.example")
    there.audience.is_cleaned("reader1@mail.example")
    there.audience.unchecks("reader2@mail.example", "int1")
    there.audience.hooks.clear()
    compares_now()
    there.works(4)
    assert active(readers[0]) == active(readers[2]) == set()
    assert Subscriber.objects.get(pk=readers[1].pk).state == "bounced"
    assert active(readers[3]) == {"sahel"}
    assert shown()["counts"] == {"left-there": 1, "bounced-there": 1, "left-list-there": 1}
    assert {each["subscriber"] for each in shown()["shown"]} == {each.pk for each in readers[:3]}
    assert waits() == []


def test_what_somebody_did_by_hand_there_is_put_right_where_that_is_the_stricter(
    there: Meeting, sahel: MailingList
) -> None:
    readers = crowd(there, sahel, 3)
    there.works()
    leave_all(readers[0], "footer")
    there.works()
    there.audience.members[hashed("reader0@mail.example")]["status"] = "subscribed"
    there.audience.members[hashed("reader1@mail.example")]["merge_fields"]["PREFS"] = "https://elsewhere.example"
    compares_now()
    there.works(4)
    assert there.status("reader0@mail.example") == "unsubscribed"
    assert there.member("reader1@mail.example")["merge_fields"]["PREFS"].startswith("http://127.0.0.1:8000/")
    assert shown()["counts"] == {"left-here": 1, "preferences-link": 1}


def test_strangers_there_are_told_of_and_left_alone(there: Meeting, sahel: MailingList) -> None:
    crowd(there, sahel, 1)
    there.works()
    there.audience.put(hashed("eve@mail.example"), {"email_address": "eve@mail.example", "status_if_new": "subscribed"})
    there.audience.members[hashed("eve@mail.example")]["interests"]["int1"] = True
    compares_now()
    there.works()
    assert shown()["counts"] == {"unknown-here": 1}
    assert not Subscriber.objects.filter(address="eve@mail.example").exists()
    assert there.status("eve@mail.example") == "subscribed"


def test_one_who_is_missing_there_is_looked_up_and_shown(there: Meeting, sahel: MailingList) -> None:
    crowd(there, sahel, 3)
    there.works()
    del there.audience.members[hashed("reader1@mail.example")]
    compares_now()
    there.works(3)
    assert shown()["counts"] == {"missing-there": 1}
    there.works(3)
    assert there.status("reader1@mail.example") is None
    assert waits() == []


def test_pages_are_taken_one_after_another(there: Meeting, sahel: MailingList, monkeypatch: Any) -> None:
    monkeypatch.setattr("communique.desk.newsletters.mailchimp.reconciling.PAGE", 2)
    crowd(there, sahel, 5)
    there.works()
    compares_now()
    there.works(3)
    assert shown()["members"] == 5
    assert shown()["ended"]


def test_a_reconciliation_that_breaks_off_goes_on_where_it_was(
    there: Meeting, sahel: MailingList, monkeypatch: Any
) -> None:
    monkeypatch.setattr("communique.desk.newsletters.mailchimp.reconciling.PAGE", 2)
    crowd(there, sahel, 5)
    there.works()
    compares_now()
    asked = there.account.do

    def _breaks(method: str, path: str, body: Any, query: Any = None) -> Any:
        if (query or {}).get("offset") == "2" and not there.account.faults:
            there.account.faults = [Fault(503, times=5)]
        return asked(method, path, body, query)

    monkeypatch.setattr(there.account, "do", _breaks)
    for later in (0, 1, 2, 3):
        there.works(1, later=timedelta(minutes=later))
    assert shown()["members"] == 5


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, "2026-05-04T00:00", True),
        ("2026-05-03T03:01", "2026-05-04T02:59", False),
        ("2026-05-03T03:01", "2026-05-04T03:00", True),
        ("2026-05-04T03:00", "2026-05-04T23:00", False),
        ("2026-05-01T12:00", "2026-05-04T01:00", True),
    ],
)
def test_once_a_night(last: str | None, now: str, due: bool) -> None:
    row = Remote(thing="setup", ours="reconciling", state={"started": f"{last}+00:00"} if last else {})
    assert _time_for_it(row, datetime.fromisoformat(now).replace(tzinfo=UTC)) is due


def test_by_itself_it_is_begun_at_night(there: Meeting, sahel: MailingList) -> None:
    crowd(there, sahel, 1)
    there.works()
    Remote.objects.filter(ours="reconciling").delete()
    there.works()
    assert shown()["members"] == 1
    assert timezone.now() - datetime.fromisoformat(shown()["started"]) < timedelta(minutes=1)
