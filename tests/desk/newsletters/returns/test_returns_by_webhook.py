"""Mail providers post what came back: the same rules hold as for messages, and a post without our token changes nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from desk.newsletters.people import a_list, a_subscriber
from desk.newsletters.returns.returned import a_delivery, returns_to
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from communique.cli import main
from communique.desk.newsletters.models import Delivery, Issue, Return, Subscriber
from communique.desk.newsletters.returns.webhooks.reading import READERS, posts
from communique.desk.newsletters.returns.webhooks.views import address_of
from communique.desk.newsletters.tokens import return_token

pytestmark = pytest.mark.django_db
Body = Callable[[str, str, str], Any]
"""Made of what happened (hard, soft or complaint), our token's address, and the refusing server's words."""


def ses(what: str, ours: str, words: str) -> Any:
    mail = {"source": ours, "headers": [{"name": "From", "value": "desk@news.example"}]}
    if what == "complaint":
        return {"notificationType": "Complaint", "complaint": {"complaintFeedbackType": "abuse"}, "mail": mail}
    to = [{"emailAddress": "amina@there.example", "action": "failed", "diagnosticCode": words}]
    kind = "Permanent" if what == "hard" else "Transient"
    return {"notificationType": "Bounce", "bounce": {"bounceType": kind, "bouncedRecipients": to}, "mail": mail}


def by_sns(what: str, ours: str, words: str) -> Any:
    return {"Type": "Notification", "TopicArn": "arn", "Message": json.dumps(ses(what, ours, words))}


def postmark(what: str, ours: str, words: str) -> Any:
    if what == "complaint":
        return {"RecordType": "SpamComplaint", "Type": "SpamComplaint", "Metadata": {"delivery": ours}}
    kind = "HardBounce" if what == "hard" else "SoftBounce"
    return {"RecordType": "Bounce", "Type": kind, "Details": words, "Metadata": {"delivery": ours}, "Tag": None}


def sendgrid(what: str, ours: str, words: str) -> Any:
    if what == "complaint":
        return [{"event": "delivered", "smtp-id": f"<{ours}>"}, {"event": "spamreport", "smtp-id": f"<{ours}>"}]
    kind = "bounce" if what == "hard" else "blocked"
    odd = {"event": "open", "type": ["?"]}
    return [odd, {"event": "bounce", "type": kind, "status": "5.0.0", "reason": words, "smtp-id": f"<{ours}>"}]


def mailgun(what: str, ours: str, words: str) -> Any:
    event = {"event": "complained" if what == "complaint" else "failed", "severity": "permanent", "reason": "bounce"}
    message = {"headers": {"message-id": ours}}
    return {"signature": {}, "event-data": {**event, "message": message, "delivery-status": {"message": words}}}


FORMS: list[tuple[str, Body]] = [
    ("ses", ses),
    ("ses", by_sns),
    ("postmark", postmark),
    ("sendgrid", sendgrid),
    ("mailgun", mailgun),
]
every = pytest.mark.parametrize(("provider", "body"), FORMS, ids=lambda each: getattr(each, "__name__", None))


@pytest.fixture
def delivery() -> Delivery:
    return a_delivery(a_subscriber("amina@there.example", a_list("river")))


def post(provider: str, body: Any) -> int:
    """As a provider does, without a cookie."""
    client = Client(enforce_csrf_checks=True)
    text = body if isinstance(body, bytes) else json.dumps(body)
    return client.post(address_of(provider), text, content_type="text/plain").status_code


def state() -> str:
    return Subscriber.objects.get().state


@every
def test_what_a_provider_calls_permanent_stops_the_address(provider: str, body: Body, delivery: Delivery) -> None:
    assert post(provider, body("hard", returns_to(delivery), "no such user here")) == 204
    assert state() == "bounced"
    assert (Return.objects.get().kind, Return.objects.get().diagnostic) == ("hard", "no such user here")


@every
def test_the_code_of_the_refusing_server_says_more_than_the_provider(
    provider: str, body: Body, delivery: Delivery
) -> None:
    post(provider, body("hard", returns_to(delivery), "smtp; 554 5.7.1 refused by policy"))
    assert (state(), Return.objects.get().kind, Return.objects.get().status) == ("active", "soft", "5.7.1")


@every
def test_a_complaint_leaves_every_list_and_comes_twice_without_harm(
    provider: str, body: Body, delivery: Delivery
) -> None:
    told = body("complaint", returns_to(delivery), "")
    assert [post(provider, told), post(provider, told)] == [204, 204]
    assert state() == "complained"
    assert Return.objects.count() == 1


@pytest.mark.parametrize(("provider", "body"), FORMS[:-1], ids=lambda each: getattr(each, "__name__", None))
def test_a_soft_one_is_counted(provider: str, body: Body, delivery: Delivery) -> None:
    post(provider, body("soft", returns_to(delivery), "452 4.2.2 mailbox is full"))
    assert (state(), Subscriber.objects.get().soft_bounces) == ("active", 1)


@pytest.mark.parametrize(
    ("reason", "state_then"),
    [("Bounced Address", "bounced"), ("Spam Reporting Address", "complained"), ("Invalid SMTPAPI header", "active")],
)
def test_what_sendgrid_does_not_even_try_says_why(reason: str, state_then: str, delivery: Delivery) -> None:
    post("sendgrid", {"event": "dropped", "reason": reason, "smtp-id": f"<{returns_to(delivery)}>"})
    assert state() == state_then


@pytest.mark.parametrize(
    ("provider", "event"),
    [("sendgrid", {"event": "unsubscribe"}), ("mailgun", {"event-data": {"event": "unsubscribed"}})],
)
def test_who_unsubscribes_there_leaves_the_list_here(provider: str, event: dict[str, Any], delivery: Delivery) -> None:
    river = a_list("river2")
    Issue.objects.update(list=river)
    a_subscriber("amina@there.example", river)
    inner = event.get("event-data", event)
    inner["smtp-id"] = returns_to(delivery)
    post(provider, event)
    assert list(delivery.subscriber.subscriptions.filter(active=True).values_list("list__slug", flat=True)) == ["river"]


def test_that_mailgun_gave_up_says_nothing_for_good(delivery: Delivery) -> None:
    body = mailgun("hard", returns_to(delivery), "no route to host")
    body["event-data"] |= {"reason": "old"}
    body["event-data"]["delivery-status"]["description"] = None
    assert post("mailgun", body) == 204
    assert (state(), Return.objects.get().kind) == ("active", "soft")


def test_feedback_that_it_is_no_spam_leaves_nothing(delivery: Delivery) -> None:
    body = ses("complaint", returns_to(delivery), "")
    for feedback, state_then in (("not-spam", "active"), (None, "complained")):
        body["complaint"]["complaintFeedbackType"] = feedback
        assert post("ses", body) == 204
        assert state() == state_then


def test_words_that_no_database_takes_are_mended(delivery: Delivery) -> None:
    assert post("postmark", postmark("hard", returns_to(delivery), "no \ud800 \0 user")) == 204
    assert Return.objects.get().diagnostic == "no ? user"


def test_the_greeting_of_amazon_is_let_through() -> None:
    words = "Successfully validated SNS topic for Amazon SES event publishing."
    assert [post("ses", words.encode()), post("ses", {"Type": "Notification", "Message": words})] == [204, 204]


def test_what_mailgun_tries_again_itself_is_no_bounce(delivery: Delivery) -> None:
    body = mailgun("hard", returns_to(delivery), "450 4.2.0 later")
    body["event-data"]["severity"] = "temporary"
    assert post("mailgun", body) == 204
    assert not Return.objects.exists()


@every
def test_without_a_token_that_we_made_nothing_is_changed(provider: str, body: Body, delivery: Delivery) -> None:
    token = return_token(delivery.pk)
    forged = ("a" if token[-1] != "a" else "b").join((token[:-1], ""))
    for ours in (f"bounces+{forged}@news.example", "amina@there.example"):
        assert post(provider, body("hard", ours, "no such user")) == 204
    assert state() == "active"
    assert not Return.objects.exists()


def test_an_address_with_another_secret_is_not_ours(delivery: Delivery) -> None:
    body = json.dumps(postmark("hard", returns_to(delivery), "no such user"))
    of_other = address_of("ses").replace("/ses/", "/postmark/")
    for address in (of_other, "/newsletters/returns/postmark/made-up/", address_of("ses").replace("/ses/", "/acme/")):
        assert Client().post(address, body, content_type="text/plain").status_code == 404
    assert Client().get(address_of("ses")).status_code == 405
    assert state() == "active"


@pytest.mark.parametrize("provider", READERS)
@pytest.mark.parametrize("body", [b"", b"{", b"7", b"[7]", b'"x"', b"\xff", b'{"Message": "{"}', b"[" * 100_000])
def test_a_post_of_no_form_is_refused(provider: str, body: bytes) -> None:
    known = provider in ("ses", "postmark") and body == b'{"Message": "{"}'  # Postmark's fields may all be missing
    assert post(provider, body) in ((204, 400) if known or provider == "sendgrid" else (400,))


def test_amazons_wish_to_be_confirmed_is_told_and_not_followed(caplog: pytest.LogCaptureFixture) -> None:
    right = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=x"
    for url in (right, "https://sns.evil.example/?Action=ConfirmSubscription", f"{right}\nanother line"):
        assert post("ses", {"Type": "SubscriptionConfirmation", "SubscribeURL": url}) == 204
    told = [record.getMessage() for record in caplog.records if "wants to be confirmed" in record.getMessage()]
    assert [words.split()[-1] for words in told] == [right]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["Type", "Message", "RecordType", "Details", "event", "type", "reason", "event-data", "bounce", "mail", "severity",
         "notificationType", "bouncedRecipients", "delivery-status", "message"]) | st.text(max_size=3), inner, max_size=4),
)  # fmt: skip


@given(st.sampled_from(sorted(READERS)), JSON)
def test_whatever_is_posted_is_read_or_refused(provider: str, data: Any) -> None:
    try:
        told = posts(provider, json.dumps(data).encode())
    except ValueError:
        return
    assert all(each.found.delivery is None for each in told)
    "".join(each.found.words for each in told).encode()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the command opens the settings' own database")
def test_the_operator_is_told_the_addresses() -> None:
    done = CliRunner().invoke(main, ["returns", "--webhooks"])
    assert [line.split(": ")[0] for line in done.output.splitlines()] == list(READERS)
    assert address_of("ses") in done.output
