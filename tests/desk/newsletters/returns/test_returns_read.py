"""Where returned messages are read from: a mailbox, a pipe, and what the mail server refused at once."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from desk.ingest.mail_servers import Handler, Imap, Pop, mail_server
from desk.newsletters.people import a_list, a_subscriber
from desk.newsletters.returns.returned import a_bounce, a_delivery, a_letter, an_issue_of, returns_to
from django.db import DatabaseError
from pytest_django import Settings

from communique.cli import main
from communique.desk.newsletters.models import Delivery, Pace, ReadReturn, Return, Subscriber
from communique.desk.newsletters.returns.mailbox import EACH, read_due
from communique.desk.newsletters.returns.refusals import take_refusals

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BOTH = pytest.mark.parametrize(("scheme", "kind"), [("imap", Imap), ("pop3", Pop)])


def due(at: datetime = NOW) -> int:
    return read_due(at, "worker", threading.Event())


@BOTH
def test_a_mailbox_is_read_once_and_left_as_it_is(settings: Settings, scheme: str, kind: type[Handler]) -> None:
    subscriber = a_subscriber("amina@there.example")
    to = returns_to(a_delivery(subscriber))
    letters = [a_letter("bounces@news.example", "Hello"), a_bounce(to)]
    with mail_server(kind, letters) as port:
        settings.RETURNS_MAILBOX = f"{scheme}://returns:right@127.0.0.1:{port}/INBOX"
        assert due() == 2
        assert due(NOW + EACH / 2) == 0, "it is asked again after a while"
        letters.append(a_bounce(to, "4.2.2"))
        assert due(NOW + EACH) == 1
    assert Subscriber.objects.get(pk=subscriber.pk).state == "bounced"
    assert (ReadReturn.objects.count(), Return.objects.count()) == (3, 2)


def test_a_mailbox_that_lets_nobody_in_is_told_and_asked_less_often(settings: Settings) -> None:
    with mail_server(Imap, []) as port:
        settings.RETURNS_MAILBOX = f"imap://returns:wrong@127.0.0.1:{port}/INBOX"
        assert due() == 0
        assert due(NOW + EACH) == 0
    row = Pace.objects.get(name="returns")
    assert row.tries == 2
    assert "lets nobody in" in row.why
    assert "wrong@" not in row.why
    assert row.free_at == NOW + EACH + timedelta(minutes=5)


def test_a_mailbox_in_the_clear_is_refused(settings: Settings) -> None:
    settings.RETURNS_MAILBOX = "imap://returns:right@mail.example/INBOX"
    assert due() == 0
    assert Pace.objects.get(name="returns").why.startswith("COMMUNIQUE_RETURNS_MAILBOX: give imaps")


def test_what_the_server_refused_is_a_bounce_with_its_words() -> None:
    issue = an_issue_of(a_list())
    issue.frozen_at = NOW - timedelta(days=1)
    issue.save()
    given = {"state": "failed", "code": 550}
    gone = a_delivery(a_subscriber("gone@there.example"), issue, answer="5.1.1 <gone@there.example> unknown", **given)
    full = a_delivery(a_subscriber("full@there.example"), issue, answer="452 4.2.2 over quota", **given)
    spam = a_delivery(a_subscriber("spam@there.example"), issue, answer="Rejected as spam", **given)
    assert (take_refusals(NOW), take_refusals(NOW)) == (3, 0)
    kinds = {each.delivery_id: (each.kind, each.status) for each in Return.objects.all()}
    assert kinds == {gone.pk: ("hard", "5.1.1"), full.pk: ("soft", "4.2.2"), spam.pk: ("soft", "")}
    assert list(Subscriber.objects.filter(state="bounced").values_list("address", flat=True)) == ["gone@there.example"]


def test_the_pipe_takes_a_message_for_whom_the_mail_server_says() -> None:
    delivery = a_delivery(a_subscriber("amina@there.example"))
    run = CliRunner().invoke(
        main, ["returns"], input=a_bounce("x@y.example"), env={"ORIGINAL_RECIPIENT": returns_to(delivery)}
    )
    assert (run.exit_code, run.output) == (0, "bounce: stopped: the address takes no mail\n")
    again = CliRunner().invoke(main, ["returns", "--to", returns_to(delivery)], input=b"\xff\xfe")
    assert (again.exit_code, again.output) == (0, "reply: nothing to do\n")


def test_the_pipe_has_the_mail_server_try_again_where_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise DatabaseError("gone")

    to = returns_to(a_delivery(a_subscriber("amina@there.example")))
    monkeypatch.setattr(Delivery.objects, "select_related", away)
    run = CliRunner().invoke(main, ["returns"], input=a_bounce(to))
    assert run.exit_code == 75
