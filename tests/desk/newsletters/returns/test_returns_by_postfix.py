"""A real Postfix hands issues on, is refused, and says so in its own form: that is read rightly."""

import email
import email.policy
import re
import smtplib
from collections.abc import Iterator

import pytest
from desk.newsletters.people import a_list, a_subscriber
from desk.newsletters.returns.posting import Behind, postfix
from desk.newsletters.returns.returned import RETURNS, a_delivery, a_letter
from pytest_django import Settings

from communique.desk.newsletters.models import Issue, MailingList, Return, Subscriber
from communique.desk.newsletters.returns.taking import take
from communique.desk.newsletters.smtp.compiling import Bodies, Reader, compiled
from communique.desk.newsletters.smtp.transport import Connection

pytestmark = pytest.mark.django_db
PATIENCE_S = 60


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[int, Behind]]:
    with postfix() as found:
        yield found


@pytest.fixture
def behind(server: tuple[int, Behind], settings: Settings) -> Behind:
    """The desk sends by this Postfix."""
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server[0]
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.RETURNS_ADDRESS, settings.BASE_URL = RETURNS, "https://desk.example"
    return server[1]


def sent(name: str) -> tuple[MailingList, Subscriber]:
    """An issue to one person, as it is handed over."""
    mailing_list = a_list()
    subscriber = a_subscriber(f"{name}@there.example", mailing_list)
    issue = Issue.objects.create(
        list=mailing_list, number=1, frequency="weekly", state="sending", subject="A week on the river", content={}
    )
    delivery = a_delivery(subscriber, issue)
    mail = compiled(issue, Bodies("<p>What happened</p>", "What happened", {}))
    with Connection() as connection:
        assert connection.send(mail.of(Reader(subscriber.address, subscriber.pk, delivery.pk))).accepted
    return mailing_list, subscriber


@pytest.mark.parametrize(
    ("name", "kind", "status", "state"),
    [
        ("gone", "hard", "5.1.1", "bounced"),
        ("full", "soft", "5.2.2", "active"),
        ("spam", "soft", "5.7.1", "active"),
        ("bare", "soft", "5.0.0", "active"),
    ],
)
def test_a_refusal_comes_back_and_is_read(behind: Behind, name: str, kind: str, status: str, state: str) -> None:
    _, subscriber = sent(name)
    to, message = behind.came.get(timeout=PATIENCE_S)
    assert to.startswith("bounces+")
    take(message)
    kept = Return.objects.get()
    assert (kept.kind, kept.status, kept.subscriber) == (kind, status, subscriber)
    assert Subscriber.objects.get(pk=subscriber.pk).state == state
    assert take(message, to).words == "known already"


def test_a_letter_to_the_address_in_the_header_leaves_the_list(behind: Behind, server: tuple[int, Behind]) -> None:
    mailing_list, subscriber = sent("amina")
    to, message = behind.came.get(timeout=PATIENCE_S)
    assert to == "amina@there.example"
    header = str(email.message_from_bytes(message, policy=email.policy.default)["List-Unsubscribe"])
    found = re.search(r"<mailto:([^?>]+)\?subject=([^>]+)>", header)
    assert found is not None
    with smtplib.SMTP("127.0.0.1", server[0]) as post:
        post.sendmail("amina@there.example", [found[1]], a_letter(found[1], found[2]))
    to, letter = behind.came.get(timeout=PATIENCE_S)
    assert (to, take(letter).words) == (found[1], f"off the list {mailing_list.slug}")
    assert not subscriber.subscriptions.get().active
