"""The doctor looks at the account as an operator would, changes nothing there, and says the remedy."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from desk.newsletters.mailchimp.meeting import Meeting, an_issue, meet, no_night
from desk.newsletters.people import a_list
from fakes.mailchimp.account import Fault

from communique.cli import main
from communique.desk.newsletters.mailchimp.setting_up import hook_secret
from communique.desk.newsletters.models import MailingList, Remote
from communique.desk.operations.doctor.checks import Finding
from communique.desk.operations.doctor.mailchimp import examine_mailchimp

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Meeting:
    """An account as it should be: one list, one member, one issue sent."""
    meeting = meet(monkeypatch, settings)
    sahel = a_list("sahel")
    meeting.joins("ann@mail.example", sahel)
    meeting.works()
    no_night()
    an_issue(sahel)
    meeting.works()
    return meeting


def looked(there: Meeting) -> dict[str, Finding]:
    return {each.name: each for each in examine_mailchimp(there.connected(None))}


def test_an_account_as_it_should_be_is_found_so_and_is_only_read(there: Meeting) -> None:
    there.account.asked.clear()
    found = looked(there)
    assert {each.look for each in found.values()} == {"ok"}, found
    assert found["key"].words == "Mailchimp answers: Everything's Chimpy!"
    assert found["audience"].words == "River Desk (a1b2c3)"
    assert found["tracking"].words == "off in the last 1 campaigns"
    assert {method for method, _, _ in there.account.asked} == {"GET"}


def test_the_secret_of_the_webhook_is_not_shown(there: Meeting) -> None:
    for broken in (False, True):
        if broken:
            there.audience.webhooks.clear()
        assert hook_secret() not in json.dumps([each.words for each in looked(there).values()])


def category_gone(there: Meeting) -> None:
    there.audience.categories.clear()


def interest_gone(there: Meeting) -> None:
    there.audience.interests.clear()


def interest_added(there: Meeting) -> None:
    there.audience.interests["x"] = {"id": "x", "name": "Cooking", "category_id": "cat1"}


def former_hook(there: Meeting) -> None:
    [hook] = there.audience.webhooks.values()
    there.audience.webhooks["old"] = {**hook, "id": "old", "url": hook["url"].replace(hook_secret(), "former")}


def deaf_hook(there: Meeting) -> None:
    [hook] = there.audience.webhooks.values()
    hook["events"] = {**hook["events"], "unsubscribe": False}


def echoing_hook(there: Meeting) -> None:
    [hook] = there.audience.webhooks.values()
    hook["sources"] = {**hook["sources"], "api": True}


def shown_field(there: Meeting) -> None:
    there.audience.merge_fields[0]["public"] = True


def counted(there: Meeting) -> None:
    there.account.campaigns.always_counts = True


Break = Callable[[Meeting], Any]


@pytest.mark.parametrize(
    ("wrong", "name", "look", "remedy"),
    [
        (lambda t: t.audience.contact.update(city=" "), "postal address", "bad", "has no city"),
        (lambda t: setattr(t.audience, "double_optin", True), "double opt-in", "warn", "turn it off"),
        (category_gone, "interests", "warn", "Compare now"),
        (interest_gone, "interests", "bad", "those of sahel"),
        (interest_added, "interests", "warn", "Cooking belong to no list here"),
        (lambda t: t.audience.merge_fields.clear(), "link to preferences", "warn", "no merge field PREFS"),
        (shown_field, "link to preferences", "warn", "make it hidden"),
        (lambda t: t.audience.webhooks.clear(), "webhook", "bad", "there is none with our secret"),
        (former_hook, "webhook", "warn", "of a former secret"),
        (deaf_hook, "webhook", "warn", "does not tell of all"),
        (echoing_hook, "webhook", "warn", "does not tell of all"),
        (lambda t: t.account.domains.clear(), "senders", "bad", "verify news.example"),
        (lambda t: t.account.domains[0].update(authenticated=False), "senders", "warn", "DKIM records"),
        (counted, "tracking", "bad", "counts opens or clicks of sahel no. 1"),
    ],
)
def test_what_is_wrong_is_said_with_its_remedy(there: Meeting, wrong: Break, name: str, look: str, remedy: str) -> None:
    wrong(there)
    found = looked(there)
    assert found[name].look == look
    assert remedy in found[name].words
    assert {each.look for each in found.values() if each.name != name} == {"ok"}


def test_why_mailchimp_took_no_webhook_is_told(there: Meeting) -> None:
    there.audience.webhooks.clear()
    Remote.objects.filter(thing="setup", ours="webhook").update(state={"error": "We could not verify the URL."})
    assert "We could not verify the URL." in looked(there)["webhook"].words


def test_a_key_that_mailchimp_does_not_take_is_the_end_of_it(there: Meeting) -> None:
    there.account.faults = [Fault(401, path="/ping")]
    found = looked(there)
    assert found["key"].look == "bad"
    assert "make another at Mailchimp" in found["key"].words
    assert list(found) == ["issues", "key"]


def test_an_account_out_of_reach_is_said_to_be(there: Meeting) -> None:
    there.account.faults = [Fault("refused", times=100)]
    assert "cannot be reached" in looked(there)["key"].words


def test_of_several_audiences_one_has_to_be_named(there: Meeting, settings: Any) -> None:
    settings.MAILCHIMP_AUDIENCE = "gone"
    assert "Set COMMUNIQUE_MAILCHIMP_AUDIENCE" in looked(there)["audience"].words


def test_an_account_without_an_audience_is_told_to_make_one(there: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = {
        "lists": [],
        "total_items": 0,
        "constraints": {"may_create": True, "max_instances": 1, "current_total_instances": 0},
    }
    monkeypatch.setattr(there.account, "_lists", lambda: empty)
    assert "make one at Mailchimp, with your postal address" in looked(there)["audience"].words


def test_what_one_question_fails_at_does_not_end_the_others(there: Meeting) -> None:
    there.account.faults = [Fault(400, path="/webhooks")]
    found = looked(there)
    assert "did not tell" in found["webhook"].words
    assert found["tracking"].look == "ok"


def test_a_list_that_counts_may(there: Meeting) -> None:
    there.account.campaigns.always_counts = True
    MailingList.objects.update(counts_opens=True)
    assert looked(there)["tracking"].look == "ok"


@pytest.mark.parametrize(("platform", "look"), [("smtp", "ok"), ("mailchimp", "bad")])
def test_without_a_key_it_says_so_and_asks_nothing(settings: Any, platform: str, look: str) -> None:
    settings.PLATFORM, settings.MAILCHIMP_KEY = platform, None
    found = {each.name: each for each in examine_mailchimp()}
    assert found["key"].look == look
    assert "COMMUNIQUE_MAILCHIMP_KEY is not set" in found["key"].words
    assert list(found) == ["issues", "key"]


def test_a_key_without_a_data_centre_is_said_to_be_none(settings: Any) -> None:
    settings.PLATFORM, settings.MAILCHIMP_KEY = "mailchimp", "abc"
    assert "data centre" in list(examine_mailchimp())[-1].words


def test_issues_that_the_settings_left_behind_are_named(there: Meeting, settings: Any) -> None:
    settings.PLATFORM = "smtp"
    found = looked(there)["issues"]
    assert found.look == "warn"
    assert "sahel no. 1: Mailchimp began to send it" in found.words
    settings.MAILCHIMP_KEY = None
    found = looked(there)["issues"]
    assert found.look == "bad"
    assert "Set COMMUNIQUE_MAILCHIMP_KEY again" in found.words


def test_the_command_shows_it_and_its_end_says_whether_all_is_well(settings: Any) -> None:
    settings.PLATFORM, settings.MAILCHIMP_KEY = "smtp", None
    told = CliRunner().invoke(main, ["doctor", "mailchimp"])
    assert told.exit_code == 0, told.output
    assert "nothing goes to Mailchimp" in told.output
    settings.PLATFORM = "mailchimp"
    told = CliRunner().invoke(main, ["doctor", "mailchimp", "--json"])
    assert told.exit_code == 1
    assert json.loads(told.output.splitlines()[-1])["look"] == "bad"
