"""Mailboxes: each message is kept once and left as it is; the password is in the setting alone."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from desk.ingest.mail_servers import Handler, Imap, Pop, mail_server
from desk.ingest.told_reports import LEAD, MORE
from pytest_django import Settings

from communique.desk.archive.models import Report, Snapshot, Source
from communique.desk.ingest.intake import read_snapshot
from communique.desk.ingest.polling import mailbox, poll
from communique.desk.ingest.polling.logins import logins
from communique.desk.ingest.polling.outcome import SourceFailedError

NOW = datetime(2024, 5, 8, 12, tzinfo=UTC)
BOTH = pytest.mark.parametrize(("scheme", "kind"), [("imap", Imap), ("pop3", Pop)])
pytestmark = pytest.mark.django_db


def letter(number: int) -> bytes:
    made = EmailMessage()
    made["Subject"], made["Date"] = f"Attack {number}", "Wed, 08 May 2024 09:00:00 +0000"
    made["Message-ID"] = f"<{number}@courier.example>"
    made.set_content(f"{LEAD} {MORE} Number {number}.\n.a line that begins with a dot\n")
    return bytes(made).replace(b"\n", b"\r\n")


def watched(settings: Settings, scheme: str, port: int, password: str = "right") -> Source:
    settings.MAILBOXES = (f"{scheme}://desk%40ours.example:{password}@127.0.0.1:{port}/Reports",)
    (login,) = logins()
    assert password not in login.address
    return Source.objects.create(kind=Source.Kind.MAILBOX, name="Mail", address=login.address)


def read_all() -> list[Report]:
    return [
        report
        for each in Snapshot.objects.filter(state="fetched").order_by("pk")
        for report in read_snapshot(each, NOW)
    ]


@BOTH
def test_each_message_is_kept_once(settings: Settings, scheme: str, kind: type[Handler]) -> None:
    letters = [letter(1), letter(2)]
    with mail_server(kind, letters) as port:
        source = watched(settings, scheme, port)
        assert (poll(source, NOW).kept, source.error) == (2, "")
        letters.append(letter(3))
        assert poll(source, NOW).kept == 1
    reports = read_all()
    assert [report.title for report in reports] == ["Attack 1", "Attack 2", "Attack 3"]
    assert all("\n.a line that begins" in report.record.text for report in reports)
    assert Snapshot.objects.first().address == "mid:1@courier.example"  # type: ignore[union-attr]


@BOTH
def test_a_wrong_password_is_told(settings: Settings, scheme: str, kind: type[Handler]) -> None:
    with mail_server(kind, []) as port:
        assert "wrong password" in poll(watched(settings, scheme, port, "wrong"), NOW).error


@BOTH
def test_a_message_that_is_too_large_is_told_and_the_others_are_kept(
    settings: Settings, scheme: str, kind: type[Handler], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("imap", "pop"):
        monkeypatch.setattr(f"communique.desk.ingest.polling.{module}.MOST_BYTES", len(letter(1)) + 10)
    with mail_server(kind, [letter(1), letter(2) + b"x" * 100]) as port:
        polled = poll(watched(settings, scheme, port), NOW)
    assert polled.kept == 1
    assert "larger" in polled.error


@BOTH
def test_many_messages_are_kept_over_several_polls(
    settings: Settings, scheme: str, kind: type[Handler], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "AT_ONCE", 2)
    with mail_server(kind, [letter(n) for n in range(3)]) as port:
        source = watched(settings, scheme, port)
        assert [poll(source, NOW).kept for _ in range(3)] == [2, 1, 0]


def test_a_server_that_is_not_there_is_told(settings: Settings) -> None:
    assert "cannot be asked" in poll(watched(settings, "imap", 9), NOW).error


def test_a_mailbox_that_the_setting_names_no_longer_is_told(settings: Settings) -> None:
    source = watched(settings, "imap", 9)
    settings.MAILBOXES = ()
    assert "COMMUNIQUE_MAILBOXES" in poll(source, NOW).error


@pytest.mark.parametrize(
    "written",
    [
        "imap://user:hidden@mail.example/",
        "http://user:hidden@mail.example/",
        "imaps://mail.example/",
        "imaps://u:hidden@x:port/",
    ],
)
def test_a_setting_that_cannot_be_used_is_told_without_its_password(settings: Settings, written: str) -> None:
    settings.MAILBOXES = (written,)
    with pytest.raises(SourceFailedError) as caught:
        logins()
    assert "hidden" not in str(caught.value)
    assert "COMMUNIQUE_MAILBOXES" in str(caught.value)


def test_a_password_may_hold_any_sign(settings: Settings) -> None:
    settings.MAILBOXES = ("imaps://desk:p%40ss%3A%2F@mail.example",)
    (login,) = logins()
    assert (login.password, login.folder, login.port) == ("p@ss:/", "INBOX", 993)
