"""Handing messages over: what the server says is told as it is, and what nobody knows as unknown."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from desk.newsletters.smtp.scripted import HANG_UP, Scripted, serving

from communique.desk.newsletters.smtp.addressing import Mail
from communique.desk.newsletters.smtp.errors import MailSetupError, OutcomeUnknown, ServerRefuses, ServerUnavailable
from communique.desk.newsletters.smtp.transport import Connection, Reply

Make = Callable[..., Scripted]


@pytest.fixture
def server(settings: Any) -> Iterator[Make]:
    """Makes a scripted server that the settings name."""
    with ExitStack() as stack:

        def make(answers: dict[str, list[str]] | None = None, **more: Any) -> Scripted:
            made = stack.enter_context(serving(Scripted(answers or {}, **more)))
            settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER = "127.0.0.1", made.port, ""
            settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
            return made

        yield make


def mail(number: int = 1, to: str = "") -> Mail:
    return Mail(
        f"back+{number}@news.example",
        to or f"p{number}@mill.example",
        f"Subject: {number}\r\n\r\nHigh water\r\n".encode,
    )


@pytest.mark.parametrize("extensions", [["PIPELINING"], []])
def test_messages_arrive_one_after_another_over_one_connection(server: Make, extensions: list[str]) -> None:
    made = server(extensions=extensions)
    mails = [mail(number) for number in range(4)]
    with Connection() as connection:
        for place, each in enumerate(mails):
            following = mails[place + 1] if place < 3 else None
            assert connection.send(each, following) == Reply(250, "2.0.0 taken")
            assert connection.announced == (bool(extensions) and place < 3)
    assert made.messages == [each.message.decode() for each in mails]
    assert made.connections == 1
    assert [each for each in made.said if each.startswith("RCPT")] == [f"RCPT TO:<p{n}@mill.example>" for n in range(4)]
    assert made.said[-1].upper() == "QUIT"


@pytest.mark.parametrize("extensions", [["PIPELINING"], []])
def test_a_refused_recipient_is_told_and_the_next_is_sent(server: Make, extensions: list[str]) -> None:
    made = server({"RCPT": ["550 5.1.1 nobody of that name", "250 fine"]}, extensions=extensions)
    with Connection() as connection:
        assert connection.send(mail(1)) == Reply(550, "5.1.1 nobody of that name")
        assert connection.send(mail(2)).accepted
    assert [each for each in made.messages if each] == [mail(2).message.decode()]
    assert made.connections == 1


@pytest.mark.parametrize(
    ("stage", "words", "code"), [("RCPT", "452 4.2.2 full", 452), ("DATA", "554 no", 554), (".", "451 later", 451)]
)
def test_whatever_refuses_a_message_its_words_are_kept(server: Make, stage: str, words: str, code: int) -> None:
    server({stage: [words]})
    with Connection() as connection:
        found = connection.send(mail())
    assert (found.code, found.words) == (code, words[4:])
    assert found.for_now == (code < 500)


@pytest.mark.parametrize("extensions", [["PIPELINING"], []])
def test_a_connection_that_ends_before_the_answer_leaves_it_unknown(server: Make, extensions: list[str]) -> None:
    made = server({".": [HANG_UP]}, extensions=extensions)
    with Connection() as connection, pytest.raises(OutcomeUnknown, match="before the server answered"):
        connection.send(mail(), mail(2))
    assert made.messages == [mail().message.decode()]


@pytest.mark.parametrize("extensions", [["PIPELINING"], []])
@pytest.mark.parametrize(
    ("stage", "words"), [("MAIL", "421 closing"), ("MAIL", "451 busy"), ("RCPT", HANG_UP), ("DATA", HANG_UP)]
)
def test_where_nothing_was_handed_over_the_server_is_unavailable(
    server: Make, stage: str, words: str, extensions: list[str]
) -> None:
    made = server({stage: [words]}, extensions=extensions)
    with Connection() as connection, pytest.raises(ServerUnavailable):
        connection.send(mail())
    assert not any(made.messages)


def test_a_server_that_takes_few_messages_a_connection_is_connected_to_again(server: Make) -> None:
    made = server({"MAIL": ["250 fine", "421 enough for one connection", "250 fine"]})
    first, second = mail(1), mail(2)
    with Connection() as connection:
        assert connection.send(first, second).accepted
        assert connection.send(second).accepted
    assert made.connections == 2
    assert made.messages == [first.message.decode(), second.message.decode()]


def test_a_sender_that_is_refused_is_about_us(server: Make) -> None:
    server({"MAIL": ["553 5.7.1 not your domain"]})
    with Connection() as connection, pytest.raises(ServerRefuses, match="not your domain"):
        connection.send(mail())


def test_a_message_that_was_announced_and_is_not_sent_is_void(server: Make) -> None:
    made = server()
    with Connection() as connection:
        assert connection.send(mail(1), mail(2)).accepted
        assert connection.announced
    assert made.messages == [mail(1).message.decode()]


def test_an_address_of_another_script_needs_a_server_that_takes_it(server: Make) -> None:
    made = server(extensions=["PIPELINING"])
    with Connection() as connection:
        assert connection.send(mail(to="أحمد@mill.example")).code == 553
    assert made.messages == []


def test_such_an_address_is_told_in_utf8(server: Make) -> None:
    made = server(extensions=["PIPELINING", "8BITMIME", "SMTPUTF8"])
    with Connection() as connection:
        assert connection.send(mail(to="أحمد@mill.example")).accepted
    assert "MAIL FROM:<back+1@news.example> SMTPUTF8 BODY=8BITMIME" in made.said


def test_a_server_that_is_not_there_is_unavailable(settings: Any) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(ServerUnavailable):
        Connection().open()


def test_no_server_in_the_settings_is_told(settings: Any) -> None:
    settings.EMAIL_HOST = ""
    with pytest.raises(MailSetupError, match="COMMUNIQUE_MAIL"):
        Connection()
