"""What is made at Mailchimp, and that it is made once."""

from typing import Any

import pytest
from desk.newsletters.mailchimp.meeting import Meeting, meet
from desk.newsletters.people import a_list
from fakes.mailchimp.account import Fault
from fakes.mailchimp.audience import Audience as TheirAudience

from communique.desk.newsletters.mailchimp.interests import interest
from communique.desk.newsletters.mailchimp.setting_up import NotSetUp, hook_secret, is_hook_secret, set_up
from communique.desk.newsletters.models import MailingList, Remote

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Meeting:
    return meet(monkeypatch, settings)


def error(name: str) -> str:
    return str(Remote.objects.get(thing="setup", ours=name).state["error"])


def test_category_merge_field_and_webhook_are_made_once(there: Meeting) -> None:
    with there.connected(None) as client:
        assert set_up(client) == set_up(client)
    assert [each["title"] for each in there.audience.categories.values()] == ["Newsletters"]
    assert [each["tag"] for each in there.audience.merge_fields] == ["PREFS"]
    [hook] = there.audience.webhooks.values()
    assert hook["url"] == f"http://127.0.0.1:8000/newsletters/mailchimp/{hook_secret()}/"
    assert hook["sources"] == {"user": True, "admin": True, "api": False}


@pytest.mark.parametrize("path", ["interest-categories$", "merge-fields", "webhooks"])
def test_an_answer_that_was_lost_makes_nothing_twice(there: Meeting, path: str) -> None:
    there.account.faults = [Fault("lost", method="POST", path=path)]
    there.works(1)
    with there.connected(None) as client:
        set_up(client)
    assert len(there.audience.categories) == len(there.audience.merge_fields) == len(there.audience.webhooks) == 1


def test_of_several_audiences_one_must_be_named(there: Meeting, settings: Any) -> None:
    there.account.others = [TheirAudience("z9", "Choir")]
    there.works(1)
    assert "z9: Choir" in error("account")
    assert "COMMUNIQUE_MAILCHIMP_AUDIENCE" in error("account")
    settings.MAILCHIMP_AUDIENCE = "a1b2c3"
    with there.connected(None) as client:
        assert set_up(client).id == "a1b2c3"
    settings.MAILCHIMP_AUDIENCE = "none"
    with there.connected(None) as client, pytest.raises(NotSetUp, match="River Desk"):
        set_up(client)


def test_another_audience_is_begun_anew(there: Meeting, settings: Any) -> None:
    there.joins("ann@mail.example", a_list("sahel"))
    there.works()
    former, there.account.audience = there.audience, TheirAudience("new", "New")
    there.audience = there.account.audience
    there.account.campaigns.audience = there.audience
    settings.MAILCHIMP_AUDIENCE = "new"
    there.works(4)
    assert there.status("ann@mail.example") == "subscribed"
    assert there.interests("ann@mail.example") == {"Sahel"}
    assert former.members["4da7a16237e0856bf3b286dd3f43a9fb"]["status"] == "subscribed"


def test_a_desk_that_mailchimp_cannot_reach_goes_on_without_webhooks_and_says_so(there: Meeting) -> None:
    there.account.reachable = False
    there.joins("ann@mail.example", a_list("sahel"))
    there.works()
    assert there.status("ann@mail.example") == "subscribed"
    assert "couldn't verify" in error("webhook")
    assert hook_secret() not in error("webhook")


def test_webhooks_of_a_former_secret_are_taken_away(there: Meeting, settings: Any) -> None:
    with there.connected(None) as client:
        set_up(client)
        settings.SECRET_KEY = "another"
        set_up(client)
    [hook] = there.audience.webhooks.values()
    assert hook_secret() in hook["url"]
    assert is_hook_secret(hook_secret())
    assert not is_hook_secret("")


def test_a_webhook_that_somebody_changed_is_put_right(there: Meeting) -> None:
    with there.connected(None) as client:
        set_up(client)
        [hook] = there.audience.webhooks.values()
        hook["events"]["unsubscribe"] = False
        set_up(client)
    assert hook["events"]["unsubscribe"] is True


def test_lists_of_one_name_have_an_interest_each_and_a_new_name_is_told(there: Meeting) -> None:
    one, two = a_list("one", name="Weekly"), a_list("two", name="Weekly")
    with there.connected(None) as client:
        path = set_up(client).interests
        assert interest(client, path, one) != interest(client, path, two)
        assert interest(client, path, one) == "int1"
        MailingList.objects.filter(pk=one.pk).update(name="Monthly")
        interest(client, path, MailingList.objects.get(pk=one.pk))
    assert sorted(each["name"] for each in there.audience.interests.values()) == ["Monthly", "Weekly [two]"]


def test_an_interest_whose_answer_was_lost_is_found(there: Meeting) -> None:
    there.account.faults = [Fault("lost", method="POST", path="/interests$")]
    there.joins("ann@mail.example", a_list("sahel"))
    there.works(1)
    there.account.faults.clear()
    Remote.objects.filter(ours="account").delete()
    with there.connected(None) as client:
        assert interest(client, set_up(client).interests, MailingList.objects.get()) == "int1"
    assert len(there.audience.interests) == 1


def test_an_interest_that_somebody_took_away_is_made_again(there: Meeting) -> None:
    there.joins("ann@mail.example", a_list("sahel"))
    there.works()
    there.audience.interests.clear()
    with there.connected(None) as client:
        audience = set_up(client)
        assert not Remote.objects.filter(thing="list").exists()
        interest(client, audience.interests, MailingList.objects.get())
    assert len(there.audience.interests) == 1


def test_a_wrong_key_is_said_and_asked_for_no_more_than_now_and_then(there: Meeting, monkeypatch: Any) -> None:
    monkeypatch.setattr("fakes.mailchimp.account.KEY", "another-us21")
    there.works(5)
    assert "API Key Invalid" in error("account")
    assert there.account.asked == []


def test_a_key_that_is_none_is_said(there: Meeting, settings: Any, monkeypatch: Any) -> None:
    from communique.desk.newsletters.mailchimp.connecting import connected

    monkeypatch.setattr("communique.desk.newsletters.mailchimp.due.connected", connected)
    settings.MAILCHIMP_KEY = "nonsense"
    there.works(1)
    assert "data centre" in error("account")
