"""Signing up: at least one list, a notice that is true, a link that works once, and nobody else's inbox filled."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Event
from typing import Any

import pytest
import time_machine
from desk.browsing import DESKTOP, PHONE, looking
from desk.newsletters.people import a_list, a_subscriber
from django.core import mail
from django.test import Client
from django.urls import reverse

from communique.desk.newsletters.models import Consent, SignUp, Subscriber
from communique.desk.newsletters.protecting import limits
from communique.desk.newsletters.signing_up.due import mail_due
from communique.desk.newsletters.signing_up.forgetting import forget_due

pytestmark = pytest.mark.django_db
PAGE, EMBEDDED = "/newsletters/", "/newsletters/embed/"
CHOOSE = "Please select at least one mailing list."
SENT = "Check your inbox"
MAILCHIMP = "By subscribing, you acknowledge that your information will be transferred to Mailchimp for processing."
START = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as moved:
        yield moved


@pytest.fixture(autouse=True)
def mail_server(settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def moment(client: Client, page: str = PAGE) -> str:
    found = re.search(r'name="moment" value="([^"]+)"', client.get(page).content.decode())
    assert found
    return found[1]


def send(
    client: Client, clock: Any, *lists: str, page: str = PAGE, address: str = "ann@mail.example", **more: str
) -> Any:
    """As a person sends the form, a while after it was shown."""
    shown = moment(client, page)
    clock.shift(limits().least_seconds + 2)
    return client.post(page, {"email": address, "list": lists, "agreed": "yes", "moment": shown, **more})


def text(answer: Any) -> str:
    return str(answer.content.decode())


def mailed() -> list[str]:
    """The confirmations that the worker mails now, each as its link."""
    before = len(mail.outbox)
    mail_due(datetime.now(UTC), "test", Event())
    links = [re.search(r"http://\S+(/newsletters/confirm/\S+)", str(each.body)) for each in mail.outbox[before:]]
    return [each[1] for each in links if each]


def test_without_a_list_it_is_said_beside_the_boxes_and_the_address_kept(stranger: Client, clock: Any) -> None:
    a_list("sahel")
    answer = send(stranger, clock)
    assert answer.status_code == 400
    assert CHOOSE in text(answer)
    assert 'value="ann@mail.example"' in text(answer)
    assert not SignUp.objects.exists()


def test_two_lists_are_joined_once_the_link_of_the_mail_is_confirmed(stranger: Client, clock: Any) -> None:
    a_list("sahel")
    a_list("horn")
    assert SENT in text(send(stranger, clock, "sahel", "horn"))
    assert not Subscriber.objects.exists()
    (link,) = mailed()
    stranger.get(link)
    assert not Subscriber.objects.exists(), "looking confirmed"
    assert "Horn and Sahel" in text(stranger.post(link))
    subscriber = Subscriber.objects.get()
    assert subscriber.subscriptions.filter(active=True).count() == 2
    assert stranger.post(link).status_code == 410
    assert [each.action for each in Consent.objects.order_by("pk")] == ["asked", "confirmed", "joined"]


def test_a_link_ends_and_a_cut_one_is_told(stranger: Client, clock: Any) -> None:
    a_list("sahel")
    send(stranger, clock, "sahel")
    (link,) = mailed()
    assert stranger.get(link[:-3] + "/").status_code == 404
    clock.shift(86400 * (limits().link_days + 1))
    assert stranger.get(link).status_code == 410
    assert stranger.post(link).status_code == 410
    assert not Subscriber.objects.exists()


def test_the_answer_is_the_same_whether_the_address_is_known(stranger: Client, clock: Any) -> None:
    a_subscriber("ann@mail.example", a_list("sahel"))
    SignUp.objects.all().delete()
    known, unknown = send(stranger, clock, "sahel"), send(stranger, clock, "sahel", address="bob@mail.example")
    assert (known.status_code, text(known)) == (unknown.status_code, text(unknown))


def test_nothing_that_was_typed_is_in_the_mail(stranger: Client, clock: Any) -> None:
    a_list("sahel")
    send(stranger, clock, "sahel", address="buy-pills-now@mail.example", name="Visit pills.example")
    mailed()
    (message,) = mail.outbox
    assert "pills" not in f"{message.subject}{message.body}"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"address": "nobody"}, "no e-mail address"),
        ({"address": "ann@mailinator.com"}, "throw-away"),
        ({"address": "ann@any.mailinator.com"}, "throw-away"),
        ({"agreed": ""}, "tick the box"),
    ],
)
def test_what_is_to_be_mended_is_told_in_words(stranger: Client, clock: Any, given: dict[str, str], words: str) -> None:
    a_list("sahel")
    answer = send(stranger, clock, "sahel", **given)
    assert answer.status_code == 400
    assert words in text(answer)
    assert not SignUp.objects.exists()


def test_a_list_that_is_closed_or_not_offered_cannot_be_joined(stranger: Client, clock: Any) -> None:
    a_list("sahel")
    a_list("closed", closed_at=START)
    a_list("inner", listed=False)
    assert CHOOSE in text(send(stranger, clock, "closed", "inner"))


def test_the_notice_speaks_of_mailchimp_exactly_when_mailchimp_sends(stranger: Client, settings: Any) -> None:
    a_list("sahel")
    settings.PLATFORM = "smtp"
    assert "Mailchimp" not in text(stranger.get(PAGE))
    settings.PLATFORM = "mailchimp"
    assert MAILCHIMP in text(stranger.get(PAGE))
    assert "our own mail server" not in text(stranger.get(PAGE))


def test_the_notice_says_so_where_a_list_counts_opens(stranger: Client) -> None:
    a_list("sahel")
    assert "We do not track" in text(stranger.get(PAGE))
    a_list("horn", counts_opens=True)
    assert "We do not track" not in text(stranger.get(PAGE))
    assert "of nobody in particular" in text(stranger.get(PAGE))


def test_what_was_agreed_to_is_what_was_shown(stranger: Client, clock: Any) -> None:
    a_list("sahel")
    shown = text(stranger.get(PAGE + "?language=fr"))
    send(stranger, clock, "sahel", language="fr")
    asked = Consent.objects.get(action="asked")
    assert asked.notice is not None
    assert asked.notice.text in shown
    assert (asked.language, asked.notice.language) == ("fr", "fr")


def test_a_program_that_is_too_quick_or_fills_the_trap_joins_nothing(stranger: Client, clock: Any) -> None:
    a_list("sahel")
    form = {"email": "ann@mail.example", "list": "sahel", "agreed": "yes", "moment": moment(stranger)}
    assert "once more" in text(stranger.post(PAGE, form))
    assert "open for too long" in text(stranger.post(PAGE, {**form, "moment": "made-up"}))
    assert SENT in text(send(stranger, clock, "sahel", website="https://pills.example"))
    assert not SignUp.objects.exists()


def test_one_address_is_not_filled_with_confirmations(stranger: Client, clock: Any) -> None:
    a_list("sahel")
    for _ in range(5):
        assert SENT in text(send(stranger, clock, "sahel"))
    assert len(mailed()) == 1
    for _ in range(10):
        clock.shift(60 * limits().again_minutes)
        assert SENT in text(send(stranger, clock, "sahel"))
    assert SignUp.objects.count() == limits().address_a_day


def test_what_a_mailbox_is_called_besides_makes_no_difference(stranger: Client, clock: Any) -> None:
    a_list("sahel")
    for address in ("ann@mail.example", "ann+1@mail.example", "a.b@gmail.com", "ab@gmail.com", "a.n@mail.example"):
        send(stranger, clock, "sahel", address=address)
    asked = SignUp.objects.order_by("pk").values_list("address", flat=True)
    assert list(asked) == ["ann@mail.example", "a.b@gmail.com", "a.n@mail.example"]


def test_who_never_confirmed_is_forgotten_but_not_that_somebody_asked(stranger: Client, clock: Any) -> None:
    a_list("sahel")
    for address in ("ann@mail.example", "bob@mail.example"):
        send(stranger, clock, "sahel", address=address)
    stranger.post(mailed()[0])
    clock.shift(86400 * limits().forget_days - 60)
    assert forget_due(datetime.now(UTC), "test", Event()) == 0
    clock.shift(120)
    assert forget_due(datetime.now(UTC), "test", Event()) == 1
    assert SignUp.objects.get().address == "ann@mail.example"
    (forgotten,) = Consent.objects.filter(address="")
    assert (forgotten.action, forgotten.lists, forgotten.network) == ("asked", ["sahel"], "")
    assert forgotten.notice is not None
    assert Consent.objects.filter(address="ann@mail.example").count() == 3


def test_who_asked_once_more_is_not_forgotten_yet(stranger: Client, clock: Any) -> None:
    a_list("sahel")
    send(stranger, clock, "sahel")
    clock.shift(86400 * (limits().forget_days - 1))
    send(stranger, clock, "sahel")
    clock.shift(86400 * 2)
    assert forget_due(datetime.now(UTC), "test", Event()) == 1
    assert not Consent.objects.filter(address="").exists()


def test_a_subscriber_keeps_the_proof_of_what_was_asked_once_more(stranger: Client, clock: Any) -> None:
    a_subscriber("ann@mail.example", a_list("sahel"))
    send(stranger, clock, "sahel")
    clock.shift(86400 * (limits().forget_days + 1))
    forget_due(datetime.now(UTC), "test", Event())
    assert not Consent.objects.filter(address="").exists()


def test_a_network_that_asks_too_often_is_told_to_wait(stranger: Client, clock: Any) -> None:
    a_list("sahel")
    for number in range(limits().network_an_hour):
        send(stranger, clock, "sahel", address=f"reader{number}@mail{number}.example")
    assert send(stranger, clock, "sahel", address="one-more@mail.example").status_code == 429
    clock.shift(3601)
    assert send(stranger, clock, "sahel", address="one-more@mail.example").status_code == 200


def test_a_confirmation_is_mailed_once_by_several_workers(stranger: Client, clock: Any) -> None:
    a_list("sahel")
    send(stranger, clock, "sahel")
    assert [len(mailed()), len(mailed())] == [1, 0]


def test_a_mail_server_that_is_away_is_asked_again(stranger: Client, clock: Any, settings: Any) -> None:
    a_list("sahel")
    send(stranger, clock, "sahel")
    settings.EMAIL_BACKEND = "desk.newsletters.signing_up.away.Backend"
    assert mail_due(datetime.now(UTC), "test", Event()) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert mailed() == [], "it is asked again without a pause"
    clock.shift(15)
    assert len(mailed()) == 1


def test_a_mail_server_that_stays_away_is_asked_less_often_but_until_the_link_ends(
    stranger: Client, clock: Any, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    a_list("sahel")
    send(stranger, clock, "sahel")
    settings.EMAIL_BACKEND = "desk.newsletters.signing_up.away.Backend"
    for _ in range(3600 // 5):
        mail_due(datetime.now(UTC), "test", Event())
        clock.shift(5)
    assert 8 <= len(caplog.records) <= 12
    clock.shift(86400 * limits().link_days)
    caplog.clear()
    mail_due(datetime.now(UTC), "test", Event())
    assert not caplog.records


@pytest.mark.parametrize(("code", "waits"), [(450, True), (550, False)])
def test_a_server_that_says_not_now_is_asked_again_and_one_that_says_never_is_not(
    stranger: Client, clock: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, code: int, waits: bool
) -> None:
    a_list("sahel")
    send(stranger, clock, "sahel")
    monkeypatch.setattr("desk.newsletters.signing_up.away.Refusing.CODE", code)
    settings.EMAIL_BACKEND = "desk.newsletters.signing_up.away.Refusing"
    mail_due(datetime.now(UTC), "test", Event())
    assert SignUp.objects.filter(mailed_at=None).exists() is waits


def test_the_log_says_that_an_address_was_refused_and_not_which(
    stranger: Client, clock: Any, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    a_list("sahel")
    send(stranger, clock, "sahel")
    settings.EMAIL_BACKEND = "desk.newsletters.signing_up.away.Refusing"
    with caplog.at_level("INFO"):
        mail_due(datetime.now(UTC), "test", Event())
    (record,) = [each for each in caplog.records if each.message == "an address was refused"]
    assert "@" not in str(vars(record))


def test_an_address_that_the_server_cannot_take_keeps_nobody_else_waiting(
    stranger: Client, clock: Any, settings: Any
) -> None:
    a_list("sahel")
    settings.EMAIL_BACKEND = "desk.newsletters.signing_up.away.Narrow"
    for address in ("jörg@mail.example", "ann@mail.example"):
        send(stranger, clock, "sahel", address=address)
    assert mail_due(datetime.now(UTC), "test", Event()) == 2
    assert mail_due(datetime.now(UTC), "test", Event()) == 0


def test_the_embedded_form_works_in_anybodys_page_without_a_cookie(clock: Any) -> None:
    a_list("sahel")
    client = Client(enforce_csrf_checks=True)
    shown = client.get(EMBEDDED)
    assert "X-Frame-Options" not in shown
    assert "<script" not in text(shown)
    assert SENT in text(send(client, clock, "sahel", page=EMBEDDED))
    assert SignUp.objects.get().form == "embedded"


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("look", [DESKTOP, PHONE], ids=("desktop", "phone"))
def test_the_page_is_readable_in_every_language(browser: Any, stranger: Client, look: Any, language: str) -> None:
    a_list("sahel", description="What happens in the Sahel")
    with looking(browser, stranger, look) as tab:
        tab.at(f"{PAGE}?language={language}")
        assert tab.page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
        assert tab.graves() == []
        assert not tab.is_too_wide()
        assert tab.complaints == []


def test_addresses_of_the_pages_stay() -> None:
    assert [reverse(f"newsletters:{name}") for name in ("sign-up", "embed")] == [PAGE, EMBEDDED]
