"""Webhooks: what they change, and that twice, late, out of order or made up they do no harm."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from desk.newsletters.mailchimp.meeting import Meeting, active, meet, waits
from desk.newsletters.people import a_list, a_subscriber
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from communique.desk.newsletters.mailchimp.hooks import heard
from communique.desk.newsletters.mailchimp.setting_up import hook_secret
from communique.desk.newsletters.models import Consent, MailingList, Remote, Subscriber

pytestmark = pytest.mark.django_db
ANN = "ann@mail.example"


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Meeting:
    return meet(monkeypatch, settings)


@pytest.fixture
def ann(there: Meeting) -> Subscriber:
    """On two lists, here and there."""
    subscriber = there.joins(ANN, a_list("sahel"), a_list("horn"))
    there.works()
    return subscriber


def again(subscriber: Subscriber) -> Subscriber:
    return Subscriber.objects.get(pk=subscriber.pk)


def told(kind: str, fired: str | None = None, **data: str) -> dict[str, str]:
    given = {"list_id": "a1b2c3", "email": ANN, **data}
    when = fired or timezone.now().strftime("%Y-%m-%d %H:%M:%S")
    return {"type": kind, "fired_at": when, **{f"data[{name}]": value for name, value in given.items()}}


def address(secret: str | None = None) -> str:
    return reverse("newsletters:mailchimp-hook", args=[secret or hook_secret()])


def test_a_get_is_answered_whatever_the_secret_and_changes_nothing(ann: Subscriber) -> None:
    for secret in (hook_secret(), "made-up"):
        answer = Browser().get(address(secret), told("unsubscribe"))
        assert answer.status_code == 200
        assert hook_secret() not in answer.text
    assert active(ann) == {"sahel", "horn"}


def test_without_the_secret_nothing_is_believed(ann: Subscriber) -> None:
    assert Browser().post(address("made-up"), told("unsubscribe")).status_code == 403
    assert active(ann) == {"sahel", "horn"}


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", "text/plain", ""])
def test_only_a_plain_form_is_read(ann: Subscriber, kind: str) -> None:
    body = urlencode(told("unsubscribe"))
    assert Browser().post(address(), body, content_type=kind).status_code == 415
    assert active(ann) == {"sahel", "horn"}


@pytest.mark.parametrize("form", [{"type": "x" * 3_000_000}, {str(n): "" for n in range(1_100)}])
def test_a_form_beyond_measure_is_refused(ann: Subscriber, form: dict[str, str]) -> None:
    body = urlencode({**told("unsubscribe"), **form})
    answer = Browser().post(address(), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (400, 413)
    assert active(ann) == {"sahel", "horn"}


@pytest.mark.parametrize("name", ["reason", "new_email", "email", "fired_at", "action"])
def test_what_no_database_takes_breaks_nothing(there: Meeting, ann: Subscriber, name: str) -> None:
    for kind in ("unsubscribe", "upemail"):
        form = told(kind, old_email=ANN, new_email="eve@evil.example")
        form[f"data[{name}]" if name != "fired_at" else name] = "a\0b" + "x" * 100_000
        body = urlencode(form) + "&data%5Bmore%5D=%ff%fe"
        answer = Browser().post(address(), body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 204
        kept = [str(row.state) for row in Remote.objects.filter(thing="subscriber")]
        kept += [str(row.detail) for row in Consent.objects.all()]
        assert max(map(len, kept)) < 2_000
        assert not any("\\x00" in each for each in kept)
    there.works()
    assert again(ann).address == ANN


def test_leaving_there_leaves_all_here_at_once_with_its_proof(there: Meeting, ann: Subscriber) -> None:
    there.audience.unsubscribes(ANN)
    assert there.hooks() == [204]
    assert active(ann) == set()
    consent = Consent.objects.get(action="left-all")
    assert consent.form == "mailchimp"
    assert consent.lists == ["horn", "sahel"]
    assert consent.detail["reason"] == "manual"


def test_a_webhook_that_comes_twice_is_written_down_once(there: Meeting, ann: Subscriber) -> None:
    there.audience.unsubscribes(ANN)
    there.hooks(times=3)
    there.works()
    assert Consent.objects.filter(action="left-all").count() == 1
    assert there.status(ANN) == "unsubscribed"
    assert waits() == []


def test_a_complaint_stops_the_address(there: Meeting, ann: Subscriber) -> None:
    there.audience.unsubscribes(ANN, reason="abuse")
    there.hooks()
    assert again(ann).state == "complained"
    assert active(ann) == set()


def test_a_cleaned_address_bounces_here(there: Meeting, ann: Subscriber) -> None:
    there.audience.is_cleaned(ANN)
    there.hooks()
    there.works()
    assert again(ann).state == "bounced"
    assert there.status(ANN) == "cleaned"
    assert waits() == []


def test_a_list_unchecked_there_is_left_here(there: Meeting, ann: Subscriber) -> None:
    interest = next(key for key, each in there.audience.interests.items() if each["name"] == "Sahel")
    there.audience.unchecks(ANN, interest)
    there.hooks()
    there.works()
    assert active(ann) == {"horn"}
    assert Consent.objects.get(action="left").form == "mailchimp"


def test_a_new_address_there_is_one_here(there: Meeting, ann: Subscriber) -> None:
    there.audience.moves(ANN, "ann@new.example")
    there.hooks(times=2)
    there.works()
    assert again(ann).address == "ann@new.example"
    assert active(ann) == {"sahel", "horn"}
    assert Consent.objects.get(action="moved").form == "mailchimp"
    assert there.status("ann@new.example") == "subscribed"
    assert waits() == []


def test_a_new_address_that_is_made_up_is_looked_up_and_not_believed(there: Meeting, ann: Subscriber) -> None:
    heard(told("upemail", old_email=ANN, new_email="eve@evil.example"))
    there.works()
    assert again(ann).address == ANN
    there.joins("ben@mail.example", MailingList.objects.get(slug="horn"))
    there.works()
    heard(told("upemail", old_email=ANN, new_email="ben@mail.example"))
    there.works()
    assert again(ann).address == ANN
    assert there.status(ANN) == "subscribed"


def test_a_new_address_that_is_somebody_s_here_leaves_theirs_alone(there: Meeting, ann: Subscriber) -> None:
    ben = a_subscriber("ben@mail.example", MailingList.objects.get(slug="horn"))
    there.works()
    there.audience.moves(ANN, "ben@mail.example")
    there.hooks()
    there.works()
    assert again(ann).address == ANN
    assert active(ann) == set()
    assert active(ben) == {"horn"}


def test_leaving_told_after_somebody_joined_again_is_looked_up(there: Meeting, ann: Subscriber) -> None:
    """The webhook of before is late: at Mailchimp they are subscribed, and stay so here."""
    late = told("unsubscribe", (timezone.now() - timedelta(hours=1)).strftime("%Y-%m-%d %H:%M:%S"))
    heard(late)
    there.works()
    assert active(ann) == {"sahel", "horn"}


def test_a_time_that_is_wrong_does_not_keep_somebody_on_the_lists(there: Meeting, ann: Subscriber) -> None:
    """As from another zone: the member is looked up, and has left."""
    there.audience.unsubscribes(ANN)
    there.audience.hooks.clear()
    heard(told("unsubscribe", (timezone.now() - timedelta(hours=5)).strftime("%Y-%m-%d %H:%M:%S")))
    assert active(ann) == {"sahel", "horn"}
    there.works()
    assert active(ann) == set()


@pytest.mark.parametrize("fired", ["", "yesterday", "2026-13-45 99:00:00"])
def test_without_a_time_that_can_be_read_the_member_is_looked_up(there: Meeting, ann: Subscriber, fired: str) -> None:
    form = {**told("unsubscribe"), "fired_at": fired}
    heard(form)
    there.works()
    assert active(ann) == {"sahel", "horn"}
    there.audience.unsubscribes(ANN)
    heard(form)
    there.works()
    assert active(ann) == set()


def test_out_of_order_ends_as_mailchimp_has_it(there: Meeting, ann: Subscriber) -> None:
    there.audience.moves(ANN, "ann@new.example")
    there.audience.unsubscribes("ann@new.example")
    there.hooks(times=2, turned=True)
    there.works()
    assert active(ann) == set()
    assert there.status("ann@new.example") in (None, "unsubscribed")


def test_another_audience_and_strangers_are_left_alone(there: Meeting, ann: Subscriber) -> None:
    heard(told("unsubscribe", list_id="another"))
    heard(told("unsubscribe", email="nobody@mail.example"))
    heard(told("unsubscribe", email="no address"))
    assert active(ann) == {"sahel", "horn"}
    assert waits() == []


@given(
    st.dictionaries(
        st.sampled_from(["type", "fired_at", "data[email]", "data[old_email]", "data[list_id]"]), st.text(max_size=20)
    )
)
@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_form_breaks_it(db: None, form: dict[str, str]) -> None:
    heard(form)


def test_who_is_not_at_mailchimp_is_not_changed_by_its_webhooks(there: Meeting, ann: Subscriber) -> None:
    ben = a_subscriber("ben@mail.example", MailingList.objects.get(slug="horn"))
    there.works()
    heard(told("unsubscribe", email="ben@mail.example"))
    assert active(ben) == {"horn"}
