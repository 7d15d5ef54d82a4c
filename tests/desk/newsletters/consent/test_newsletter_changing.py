"""Every change of who gets what: once, with its proof, and never without a confirmed wish."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from desk.newsletters.people import NOTICE, a_list, a_sign_up, a_subscriber
from django.utils import timezone

from communique.desk.newsletters import changing
from communique.desk.newsletters.changing import ChangeRefused, confirm, erase, join, leave, leave_all, pause, stop
from communique.desk.newsletters.consenting import normal, person_of
from communique.desk.newsletters.models import Consent, Delivery, Issue, MailingList, SignUp, Subscriber
from communique.desk.newsletters.signals import subscriptions_changed

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, list[str], str]]:
    return [(each.action, each.lists, each.form) for each in Consent.objects.order_by("pk")]


def active(subscriber: Subscriber) -> set[str]:
    return set(subscriber.subscriptions.filter(active=True).values_list("list__slug", flat=True))


@pytest.fixture
def lists() -> list[MailingList]:
    return [a_list("sahel"), a_list("horn")]


@pytest.fixture
def heard() -> Iterator[list[dict[str, Any]]]:
    found: list[dict[str, Any]] = []

    def _hear(sender: Any, signal: Any, **told: Any) -> None:
        found.append(told)

    subscriptions_changed.connect(_hear)
    yield found
    subscriptions_changed.disconnect(_hear)


def test_a_confirmed_sign_up_joins_its_lists_and_keeps_the_notice_word_for_word(lists: list[MailingList]) -> None:
    subscriber = confirm(a_sign_up("ann@mail.example", lists))
    assert active(subscriber) == {"sahel", "horn"}
    assert told() == [
        ("confirmed", ["horn", "sahel"], "confirmation"),
        ("joined", ["horn", "sahel"], "confirmation"),
    ]
    notice = Consent.objects.get(action="confirmed").notice
    assert notice is not None
    assert notice.text == NOTICE


def test_a_confirmation_works_once(lists: list[MailingList]) -> None:
    sign_up = a_sign_up("ann@mail.example", lists)
    subscriber = confirm(sign_up)
    leave_all(subscriber, "footer")
    with pytest.raises(ChangeRefused, match="used already"):
        confirm(sign_up)
    assert active(subscriber) == set()


def test_a_confirmation_that_ran_out_makes_no_subscriber(lists: list[MailingList]) -> None:
    with pytest.raises(ChangeRefused, match="run out"):
        confirm(a_sign_up("ann@mail.example", lists, expires_at=timezone.now() - timedelta(seconds=1)))
    assert not Subscriber.objects.exists()


def test_a_list_that_closed_meanwhile_is_not_joined(lists: list[MailingList]) -> None:
    sign_up = a_sign_up("ann@mail.example", lists)
    MailingList.objects.filter(slug="horn").update(closed_at=timezone.now())
    assert active(confirm(sign_up)) == {"sahel"}


def test_leaving_one_list_keeps_the_other_and_twice_is_once(
    lists: list[MailingList], heard: list[dict[str, Any]]
) -> None:
    subscriber = a_subscriber("ann@mail.example", *lists)
    heard.clear()
    leave(subscriber, lists[:1], "one-click")
    leave(subscriber, lists[:1], "one-click")
    assert active(subscriber) == {"horn"}
    assert told()[2:] == [("left", ["sahel"], "one-click")]
    assert len(heard) == 1


def test_a_closed_list_can_be_left_and_not_joined(lists: list[MailingList]) -> None:
    subscriber = a_subscriber("ann@mail.example", lists[0])
    MailingList.objects.update(closed_at=timezone.now())
    leave(subscriber, MailingList.objects.filter(slug="sahel"), "footer")
    assert active(subscriber) == set()
    with pytest.raises(ChangeRefused, match="Closed"):
        join(subscriber, MailingList.objects.all(), "preferences")


def test_who_bounced_keeps_the_lists_and_who_complained_leaves_all(lists: list[MailingList]) -> None:
    bounced, complained = (a_subscriber(f"{name}@mail.example", *lists) for name in ("ann", "bob"))
    stop(bounced, Subscriber.State.BOUNCED, "bounce", {"status": "5.1.1"})
    stop(complained, Subscriber.State.COMPLAINED, "complaint")
    assert (active(bounced), active(complained)) == ({"sahel", "horn"}, set())
    assert told()[-1] == ("stopped", ["horn", "sahel"], "complaint")


def test_who_confirms_again_is_active_again(lists: list[MailingList]) -> None:
    subscriber = a_subscriber("ann@mail.example", lists[0])
    stop(subscriber, Subscriber.State.BOUNCED, "bounce")
    assert a_subscriber("ann@mail.example", lists[1]).state == Subscriber.State.ACTIVE
    assert active(subscriber) == {"sahel", "horn"}


def test_a_changed_frequency_and_a_pause_are_proved(lists: list[MailingList]) -> None:
    subscriber = a_subscriber("ann@mail.example", lists[0])
    changing.frequency(subscriber.subscriptions.get(), "daily", "preferences")
    pause(subscriber, date(2026, 12, 1), "preferences")
    pause(subscriber, None, "preferences")
    found = [(each.action, each.detail) for each in Consent.objects.order_by("pk")[2:]]
    assert found == [("frequency", {"frequency": "daily"}), ("paused", {"until": "2026-12-01"}), ("resumed", None)]


def test_an_address_is_changed_when_the_new_one_confirms(lists: list[MailingList], heard: list[dict[str, Any]]) -> None:
    subscriber = a_subscriber("ann@mail.example", lists[0])
    moved = confirm(a_sign_up("ann@new.example", [], moves=subscriber))
    assert (moved.pk, moved.address, active(moved)) == (subscriber.pk, "ann@new.example", {"sahel"})
    assert heard[-1]["former"] == "ann@mail.example"
    assert Consent.objects.latest("pk").detail == {"from": person_of("ann@mail.example")}


def test_an_address_that_another_has_is_not_taken(lists: list[MailingList]) -> None:
    subscriber = a_subscriber("ann@mail.example", lists[0])
    a_subscriber("bob@mail.example", lists[0])
    with pytest.raises(ChangeRefused, match="already"):
        confirm(a_sign_up("bob@mail.example", [], moves=subscriber))


def test_an_erasure_keeps_a_hash_and_its_proof_and_no_address(lists: list[MailingList]) -> None:
    subscriber = a_subscriber("ann@mail.example", lists[0])
    issue = Issue.objects.create(list=lists[0], frequency="weekly", number=1, subject="News", content={})
    Delivery.objects.create(
        issue=issue,
        subscriber=subscriber,
        address="ann@mail.example",
        domain="mail.example",
        answer="no ann@mail.example here",
    )
    a_sign_up("ann@mail.example", lists)
    erase(subscriber, "preferences")
    erase(subscriber, "preferences")
    assert [each.action for each in Consent.objects.filter(person=person_of("ann@mail.example"))] == [
        "confirmed", "joined", "erased",
    ]  # fmt: skip
    rows = [list(model.objects.values()) for model in (Consent, SignUp, Subscriber, Delivery)]
    assert "ann@" not in str(rows)
    assert Subscriber.objects.get().state == Subscriber.State.ERASED


def test_an_erased_person_can_sign_up_as_somebody_new(lists: list[MailingList]) -> None:
    erase(a_subscriber("ann@mail.example", lists[0]), "preferences")
    assert active(a_subscriber("ann@mail.example", lists[1])) == {"horn"}
    erase(Subscriber.objects.get(state="active"), "preferences")
    assert Subscriber.objects.filter(state="erased").count() == 2


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" Ann@Mail.Example ", "ann@mail.example"), ("o'neil+news@sub.mail.example", "o'neil+news@sub.mail.example")],
)
def test_an_address_has_one_form(typed: str, kept: str) -> None:
    assert normal(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "ann", "ann@", "ann@mail", "a b@mail.example", "ann@mail.example\r\nBcc: x@y.example"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        normal(typed)
