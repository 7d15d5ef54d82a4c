"""People at Mailchimp: who goes there, what is told, and that consent is the stricter of the two."""

from datetime import timedelta
from typing import Any

import pytest
from desk.newsletters.mailchimp.meeting import AGREED, Meeting, active, meet, waits
from desk.newsletters.people import a_list, a_sign_up
from django.utils import timezone
from fakes.mailchimp.account import Fault
from fakes.mailchimp.answers import Problem
from fakes.mailchimp.audience import hashed

from communique.desk.newsletters.changing import confirm, erase, frequency, join, leave, leave_all, pause
from communique.desk.newsletters.consenting import noticed
from communique.desk.newsletters.models import Consent, MailingList, Remote, RemoteTask, Subscriber

pytestmark = pytest.mark.django_db
ANN = "ann@mail.example"


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Meeting:
    return meet(monkeypatch, settings)


@pytest.fixture
def lists() -> list[MailingList]:
    return [a_list("sahel"), a_list("horn")]


def again(subscriber: Subscriber) -> Subscriber:
    return Subscriber.objects.get(pk=subscriber.pk)


def test_nobody_is_transferred_before_they_confirm(there: Meeting, lists: list[MailingList]) -> None:
    a_sign_up(ANN, lists)
    there.works()
    assert there.audience.members == {}


def test_a_confirmed_member_comes_with_lists_language_proof_and_preferences(
    there: Meeting, lists: list[MailingList]
) -> None:
    subscriber = there.joins(ANN, lists[0])
    there.works()
    member = there.member(ANN)
    assert member["status"] == "subscribed"
    assert there.interests(ANN) == {"Sahel"}
    assert member["language"] == "en"
    assert member["ip_opt"] == member["ip_signup"] == "192.0.2.0"
    confirmed = Consent.objects.get(action="confirmed").at
    assert member["timestamp_opt"] == confirmed.strftime("%Y-%m-%dT%H:%M:%S+00:00")
    assert member["merge_fields"]["PREFS"].startswith("http://127.0.0.1:8000/newsletters/mine/")
    assert waits() == []
    assert Remote.objects.get(thing="subscriber", ours=str(subscriber.pk)).theirs == hashed(ANN)


def test_who_agreed_to_another_notice_is_not_transferred(there: Meeting, lists: list[MailingList]) -> None:
    there.joins(ANN, *lists, text="You agree to get what you choose.")
    there.works()
    assert there.audience.members == {}
    assert waits() == []
    assert there.account.of("PUT") == []


def test_an_erasure_ends_what_was_agreed_to_before(there: Meeting, lists: list[MailingList]) -> None:
    erase(there.joins(ANN, *lists), "preferences")
    there.joins(ANN, *lists, text="You agree to get what you choose.")
    there.works()
    assert ANN not in str(there.account.asked)


def test_leaving_a_list_here_turns_its_interest_off_there(there: Meeting, lists: list[MailingList]) -> None:
    subscriber = there.joins(ANN, *lists)
    there.works()
    leave(subscriber, [lists[0]], "footer")
    there.works()
    assert there.interests(ANN) == {"Horn"}
    assert there.status(ANN) == "subscribed"


def test_leaving_all_here_unsubscribes_there_and_joining_again_subscribes(
    there: Meeting, lists: list[MailingList]
) -> None:
    subscriber = there.joins(ANN, *lists)
    there.works()
    leave_all(subscriber, "footer")
    there.works()
    assert there.status(ANN) == "unsubscribed"
    join(again(subscriber), [lists[1]], "preferences", noticed(AGREED, "1", "en"))
    there.works()
    assert there.status(ANN) == "subscribed"
    assert there.interests(ANN) == {"Horn"}


def test_who_left_there_by_themselves_is_asked_again_and_not_forced(there: Meeting, lists: list[MailingList]) -> None:
    subscriber = there.joins(ANN, *lists)
    there.works()
    there.audience.unsubscribes(ANN)
    there.hooks()
    there.works()
    assert active(subscriber) == set()
    there.joins(ANN, lists[0])
    there.works()
    assert there.status(ANN) == "pending"
    assert there.audience.asked_again == [ANN]
    there.audience.confirms(ANN)
    there.hooks()
    there.works()
    assert there.status(ANN) == "subscribed"
    assert active(subscriber) == {"sahel"}
    assert there.interests(ANN) == {"Sahel"}


def test_who_left_there_and_whose_webhook_was_lost_leaves_here_with_the_next_change(
    there: Meeting, lists: list[MailingList]
) -> None:
    subscriber = there.joins(ANN, *lists)
    there.works()
    there.audience.unsubscribes(ANN)
    there.audience.hooks.clear()
    pause(subscriber, timezone.now().date() + timedelta(days=3), "preferences")
    there.works()
    assert active(subscriber) == set()
    assert Consent.objects.filter(action="left-all", form="mailchimp").count() == 1
    assert there.status(ANN) == "unsubscribed"


def test_a_list_unchecked_there_is_not_checked_again_by_another_change(
    there: Meeting, lists: list[MailingList]
) -> None:
    subscriber = there.joins(ANN, *lists)
    there.works()
    there.audience.unchecks(ANN, "int1")
    there.audience.hooks.clear()
    Subscriber.objects.filter(pk=subscriber.pk).update(language="fr")
    pause(subscriber, None, "preferences")
    third = a_list("lake")
    join(subscriber, [third], "preferences", noticed(AGREED, "1", "en"))
    there.works()
    assert there.interests(ANN) == {"Horn", "Lake"}
    assert active(subscriber) == {"horn", "lake"}
    assert there.member(ANN)["language"] == "fr"


def test_a_list_checked_there_is_not_joined_here(there: Meeting, lists: list[MailingList]) -> None:
    subscriber = there.joins(ANN, lists[0])
    there.joins("ben@mail.example", lists[1])
    there.works()
    there.audience.checks(ANN, "int2")
    there.hooks()
    there.works()
    assert active(subscriber) == {"sahel"}
    assert there.interests(ANN) == {"Sahel"}


def test_a_pause_takes_the_lists_away_there_and_its_end_gives_them_back(
    there: Meeting, lists: list[MailingList]
) -> None:
    subscriber = there.joins(ANN, *lists)
    there.works()
    pause(subscriber, timezone.now().date() + timedelta(days=3), "preferences")
    there.works()
    assert there.interests(ANN) == set()
    assert there.status(ANN) == "subscribed"
    there.works(later=timedelta(days=4))
    assert there.interests(ANN) == {"Sahel", "Horn"}
    assert waits() == []


def test_another_frequency_is_another_interest(there: Meeting, lists: list[MailingList]) -> None:
    subscriber = there.joins(ANN, lists[0])
    frequency(subscriber.subscriptions.get(), "daily", "preferences")
    there.works()
    assert there.interests(ANN) == {"Sahel – Daily"}


def test_an_erased_person_is_deleted_there_for_good(there: Meeting, lists: list[MailingList]) -> None:
    subscriber = there.joins(ANN, *lists)
    there.works()
    erase(subscriber, "preferences")
    there.works()
    assert there.audience.members == {}
    assert hashed(ANN) in there.audience.forgotten
    assert not Remote.objects.filter(thing="subscriber").exists()
    assert waits() == []


def test_an_erasure_whose_answer_was_lost_leaves_nothing_here_either(there: Meeting, lists: list[MailingList]) -> None:
    subscriber = there.joins(ANN, *lists)
    there.works()
    there.account.faults = [Fault("lost", path="delete-permanent")]
    erase(subscriber, "preferences")
    there.works(2)
    there.works(2, later=timedelta(minutes=2))
    assert there.status(ANN) is None
    assert not Remote.objects.filter(thing="subscriber").exists()
    assert not RemoteTask.objects.exists()


def test_who_was_never_there_is_not_told_of_when_they_are_erased(there: Meeting, lists: list[MailingList]) -> None:
    erase(there.joins(ANN, *lists), "preferences")
    there.works()
    assert hashed(ANN) not in str(there.account.asked)


def test_one_whose_transfer_was_not_answered_is_found_by_an_erasure(there: Meeting, lists: list[MailingList]) -> None:
    subscriber = there.joins(ANN, *lists)
    there.account.faults = [Fault("lost", method="PUT", times=99)]
    there.works(1)
    assert there.status(ANN) == "subscribed"
    there.account.faults.clear()
    erase(subscriber, "preferences")
    there.works(later=timedelta(hours=2))
    assert there.audience.members == {}


def test_what_was_deleted_for_good_is_not_tried_again_and_again(there: Meeting, lists: list[MailingList]) -> None:
    there.audience.forgotten.add(hashed(ANN))
    there.joins(ANN, *lists)
    there.works(5)
    assert len(there.account.of("PUT", "/members/")) == 1
    assert "permanently deleted" in waits()[0][1]


def test_a_refused_address_says_why_and_holds_nobody_up(there: Meeting, lists: list[MailingList]) -> None:
    there.joins("x@fake.example", *lists)
    there.joins(ANN, *lists)
    there.works()
    assert there.status(ANN) == "subscribed"
    assert "looks fake" in waits()[0][1]


def test_a_change_of_address_here_is_one_there(there: Meeting, lists: list[MailingList]) -> None:
    subscriber = there.joins(ANN, *lists)
    there.works()
    confirm(a_sign_up("ann@new.example", [], moves=subscriber))
    there.works()
    assert there.status(ANN) is None
    assert there.status("ann@new.example") == "subscribed"
    assert there.interests("ann@new.example") == {"Sahel", "Horn"}


def test_mailchimp_out_of_reach_is_rested_from_and_nothing_is_lost(there: Meeting, lists: list[MailingList]) -> None:
    there.works()
    there.joins(ANN, *lists)
    there.account.faults = [Fault(503, times=999)]
    there.works()
    asked = len(there.account.faults) and 999 - there.account.faults[0].times
    there.works()
    assert 999 - there.account.faults[0].times == asked
    account = Remote.objects.get(thing="setup", ours="account")
    assert "Internal Server Error" in account.state["error"]
    there.account.faults.clear()
    there.works(later=timedelta(minutes=5))
    assert there.status(ANN) == "subscribed"
    account.refresh_from_db()
    assert account.state["error"] == ""


def test_a_change_while_mailchimp_is_asked_is_told_too(
    there: Meeting, lists: list[MailingList], monkeypatch: Any
) -> None:
    subscriber = there.joins(ANN, *lists)
    done = there.account.do

    def _meanwhile(method: str, path: str, body: Any, query: Any = None) -> Any:
        answer = done(method, path, body, query)
        if method == "PUT":
            leave(subscriber, [lists[0]], "footer")
        return answer

    monkeypatch.setattr(there.account, "do", _meanwhile)
    there.works()
    assert there.interests(ANN) == {"Horn"}


def test_by_our_own_server_nothing_is_transferred(there: Meeting, lists: list[MailingList], settings: Any) -> None:
    settings.PLATFORM = "smtp"
    there.joins(ANN, *lists)
    there.works()
    assert there.account.of("PUT") == []
    assert not RemoteTask.objects.exists()


def test_who_is_there_still_is_erased_there_though_another_sends_now(
    there: Meeting, lists: list[MailingList], settings: Any
) -> None:
    subscriber = there.joins(ANN, *lists)
    there.works()
    settings.PLATFORM = "smtp"
    erase(subscriber, "preferences")
    there.works()
    assert there.audience.members == {}


def test_choosing_mailchimp_later_brings_those_who_agreed_to_it(
    there: Meeting, lists: list[MailingList], settings: Any
) -> None:
    settings.PLATFORM = "smtp"
    there.joins(ANN, *lists)
    there.joins("ben@mail.example", *lists, text="You agree to get what you choose.")
    settings.PLATFORM = "mailchimp"
    there.works()
    assert [each["email_address"] for each in there.audience.members.values()] == [ANN]


def test_one_worker_at_a_time(there: Meeting, lists: list[MailingList]) -> None:
    there.joins(ANN, *lists)
    Remote.objects.create(thing="setup", ours="lease", theirs="another")
    there.works()
    assert there.account.asked == []
    there.works(later=timedelta(minutes=11))
    assert there.status(ANN) == "subscribed"


def test_who_was_taken_out_there_by_somebody_is_not_put_back_until_they_ask(
    there: Meeting, lists: list[MailingList]
) -> None:
    subscriber = there.joins(ANN, *lists)
    there.works()
    there.audience.is_archived(ANN)
    there.hooks()
    there.works()
    assert there.status(ANN) == "archived"
    assert active(subscriber) == {"sahel", "horn"}
    there.joins(ANN, *lists)
    there.works()
    assert there.status(ANN) in ("subscribed", "pending")


def test_one_who_may_come_later_holds_nobody_up(there: Meeting, lists: list[MailingList], monkeypatch: Any) -> None:
    words = f"{ANN} has signed up to a lot of lists very recently; we're not allowing more signups for now"
    put = there.audience.put

    def _put(key: str, body: Any) -> Any:
        if key == hashed(ANN):
            raise Problem(400, "Invalid Resource", words)
        return put(key, body)

    monkeypatch.setattr(there.audience, "put", _put)
    there.joins(ANN, *lists)
    there.joins("ben@mail.example", *lists)
    there.works(1)
    assert there.status("ben@mail.example") == "subscribed"


def test_a_list_that_comes_more_often_now_does_not_come_so_to_who_chose_otherwise(
    there: Meeting, lists: list[MailingList]
) -> None:
    subscriber = there.joins(ANN, lists[0])
    there.joins("ben@mail.example", lists[0])
    frequency(subscriber.subscriptions.get(), "weekly", "preferences")
    there.works()
    assert there.interests(ANN) == {"Sahel"}
    lists[0].frequency = "daily"
    lists[0].save()
    there.works()
    assert there.interests(ANN) == {"Sahel – Weekly"}
    assert there.interests("ben@mail.example") == {"Sahel"}
