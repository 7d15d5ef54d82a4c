"""What comes back: a hard bounce stops an address, a soft one does so after a row, a complaint and a letter end it at once."""

from datetime import timedelta

import pytest
from desk.newsletters.people import a_list, a_subscriber
from desk.newsletters.returns.returned import (
    a_bounce,
    a_complaint,
    a_delivery,
    a_letter,
    an_issue_of,
    returns_to,
)
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from communique.desk.newsletters import changing
from communique.desk.newsletters.models import Consent, Return, Subscriber
from communique.desk.newsletters.returns.parsing import What, read
from communique.desk.newsletters.returns.rules import Means, meaning, rules
from communique.desk.newsletters.returns.taking import take
from communique.desk.newsletters.tokens import return_token

pytestmark = pytest.mark.django_db
ADDRESS = "amina@there.example"


def somebody() -> Subscriber:
    return a_subscriber(ADDRESS, a_list())


def state(subscriber: Subscriber) -> str:
    return str(Subscriber.objects.get(pk=subscriber.pk).state)


def test_a_hard_bounce_stops_the_address_and_keeps_its_lists() -> None:
    subscriber = somebody()
    delivery = a_delivery(subscriber, an_issue_of(subscriber.subscriptions.get().list))
    taken = take(a_bounce(returns_to(delivery), "5.1.1", "smtp; 550 5.1.1 unknown"))
    assert (taken.what, state(subscriber)) == (What.BOUNCE, "bounced")
    kept = Return.objects.get()
    assert (kept.kind, kept.status, kept.delivery, kept.diagnostic) == (
        "hard",
        "5.1.1",
        delivery,
        "smtp; 550 5.1.1 unknown",
    )
    assert subscriber.subscriptions.get().active
    proof = Consent.objects.get(action="stopped")
    assert proof.detail is not None
    assert (proof.form, proof.detail["status"]) == ("bounce", "5.1.1")


def test_the_same_message_counts_once() -> None:
    subscriber = somebody()
    bounce = a_bounce(returns_to(a_delivery(subscriber, an_issue_of(a_list("other")))), "4.2.2")
    assert take(bounce).words.startswith("kept: 1")
    assert take(bounce).words == "known already"
    assert Return.objects.count() == 1


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_a_message_that_is_late_or_arrived_is_no_bounce(action: str) -> None:
    delivery = a_delivery(a_subscriber(ADDRESS))
    assert take(a_bounce(returns_to(delivery), "5.1.1", action=action)).what == What.DELAY
    assert not Return.objects.exists()


def test_the_token_is_found_in_what_is_given_back() -> None:
    delivery = a_delivery(a_subscriber(ADDRESS))
    given = f"Message-ID: <{return_token(delivery.pk).upper()}@news.example>"
    assert read(a_bounce("postmaster@news.example", given=given)).delivery == delivery.pk
    assert read(a_bounce("postmaster@news.example"), returns_to(delivery)).delivery == delivery.pk


def test_a_bounce_with_a_token_that_was_not_made_here_changes_nothing() -> None:
    subscriber = somebody()
    delivery = a_delivery(subscriber, an_issue_of(a_list("other")))
    token = return_token(delivery.pk)
    forged = token[:-1] + ("a" if token[-1] != "a" else "b")
    taken = take(a_bounce(f"bounces+{forged}@news.example"))
    assert (taken.words, state(subscriber)) == ("about no delivery of ours", "active")
    assert take(a_bounce("bounces@news.example")).words == "about no delivery of ours"
    assert take(a_bounce(f"bounces+{return_token(0)}@news.example")).words == "about no delivery of ours"


def soft(subscriber: Subscriber, count: int, days: float, status: str = "4.2.2") -> None:
    """So many issues came back, one each so many days."""
    start = timezone.now() + timedelta(hours=1)
    mailing_list = a_list(f"list-{Subscriber.objects.count()}-{Return.objects.count()}")
    for number in range(count):
        delivery = a_delivery(subscriber, an_issue_of(mailing_list, number + 1), start + number * timedelta(days=days))
        take(a_bounce(returns_to(delivery), status))


def test_soft_bounces_in_a_row_stop_the_address() -> None:
    subscriber = somebody()
    soft(subscriber, rules().soft_row.count - 1, 7)
    assert state(subscriber) == "active"
    soft(subscriber, 1, 0)
    assert Subscriber.objects.get(pk=subscriber.pk).soft_bounces == rules().soft_row.count
    assert state(subscriber) == "bounced"


def test_a_bad_day_does_not_stop_an_address() -> None:
    subscriber = somebody()
    soft(subscriber, rules().soft_row.count + 3, 0.1)
    assert state(subscriber) == "active"


def test_an_issue_that_came_through_ends_the_row_and_a_later_one_without_news_does_not() -> None:
    subscriber = somebody()
    soft(subscriber, rules().soft_row.count - 1, 7)
    a_delivery(subscriber, an_issue_of(a_list("between")))
    soft(subscriber, 2, 7)
    assert state(subscriber) == "active"
    assert Subscriber.objects.get(pk=subscriber.pk).soft_bounces == 2
    a_delivery(subscriber, an_issue_of(a_list("after")))
    soft_before = Return.objects.order_by("pk").last()
    assert soft_before is not None
    assert soft_before.delivery is not None
    take(a_bounce(returns_to(soft_before.delivery), "4.2.1", "another message of the same"))
    assert Subscriber.objects.get(pk=subscriber.pk).soft_bounces == 2


@pytest.mark.parametrize("status", ["5.7.1", "5.6.1", "5.3.4", "4.7.0", "5.1.8"])
def test_what_is_about_us_says_nothing_of_the_address(status: str) -> None:
    subscriber = somebody()
    soft(subscriber, rules().soft_row.count + 1, 7, status)
    assert state(subscriber) == "active"
    assert Return.objects.count() == rules().soft_row.count + 1


@pytest.mark.parametrize(
    ("status", "means"),
    [
        ("5.1.1", Means.HARD),
        ("5.1.10", Means.HARD),
        ("5.1.0", Means.SOFT),
        ("5.2.2", Means.SOFT),
        ("5.2.3", Means.NOT_THEIRS),
        ("5.7.26", Means.NOT_THEIRS),
        ("4.1.1", Means.SOFT),
        ("", Means.SOFT),
    ],
)
def test_codes_mean_what_the_file_says(status: str, means: Means) -> None:
    assert meaning(status) == means
    assert all(rule.what and rule.source for rule in rules().rules)


def test_the_refusing_servers_code_counts_where_the_report_has_none() -> None:
    assert read(a_bounce("x@news.example", "5.0.0", "smtp; 550 5.1.1 no such user")).status == "5.1.1"
    assert read(a_bounce("x@news.example", "5.2.2", "smtp; 550 5.1.1 no such user")).status == "5.2.2"


def test_a_complaint_leaves_every_list() -> None:
    subscriber = a_subscriber(ADDRESS, a_list("one"), a_list("two"))
    delivery = a_delivery(subscriber)
    assert take(a_complaint(delivery)).what == What.COMPLAINT
    assert state(subscriber) == "complained"
    assert not subscriber.subscriptions.filter(active=True).exists()
    assert Consent.objects.get(action="stopped").form == "complaint"


def test_a_report_that_it_is_no_spam_changes_nothing() -> None:
    subscriber = somebody()
    assert take(a_complaint(a_delivery(subscriber, an_issue_of(a_list("x"))), "not-spam")).what == What.NOTHING
    assert state(subscriber) == "active"


def test_a_letter_to_the_address_of_list_unsubscribe_leaves_that_list() -> None:
    one, two = a_list("one"), a_list("two")
    subscriber = a_subscriber(ADDRESS, one, two)
    letter = a_letter(returns_to(a_delivery(subscriber, an_issue_of(one))), "unsubscribe")
    assert take(letter).words == "off the list one"
    assert [each.list for each in subscriber.subscriptions.filter(active=True)] == [two]
    take(letter)
    proof = Consent.objects.get(action="left")
    assert (proof.form, proof.lists) == ("mailto", ["one"])


@pytest.mark.parametrize(
    ("subject", "more"),
    [
        ("Automatic reply: unsubscribe", {"Auto_Submitted": "auto-replied"}),
        ("Out of office", {"X_Auto_Response_Suppress": "All"}),
        ("Re: News", {}),
    ],
)
def test_answers_that_programs_and_people_write_change_nothing(subject: str, more: dict[str, str]) -> None:
    subscriber = somebody()
    letter = a_letter(returns_to(a_delivery(subscriber, an_issue_of(a_list("x")))), subject, **more)
    assert take(letter).what == What.REPLY
    assert subscriber.subscriptions.get().active


def test_a_bounce_in_no_form_is_read_by_its_code() -> None:
    subscriber = somebody()
    to = returns_to(a_delivery(subscriber, an_issue_of(a_list("x"))))
    letter = a_letter(to, "failure notice", Return_Path="<>").replace(b"Hello", b"<a@b.example>: 550 5.1.1 nobody")
    take(letter)
    assert state(subscriber) == "bounced"


def test_a_bounce_of_an_address_that_was_left_says_nothing_of_the_new_one() -> None:
    subscriber = somebody()
    delivery = a_delivery(subscriber, an_issue_of(a_list("x")))
    Subscriber.objects.filter(pk=subscriber.pk).update(address="new@there.example")
    assert take(a_bounce(returns_to(delivery))).words.startswith("kept")
    assert state(subscriber) == "active"


def test_a_bounce_from_before_the_address_was_confirmed_again_is_kept_alone() -> None:
    subscriber = somebody()
    delivery = a_delivery(subscriber, an_issue_of(a_list("x")), timezone.now() - timedelta(days=3))
    assert take(a_bounce(returns_to(delivery))).words.startswith("kept")
    assert state(subscriber) == "active"


def test_an_erased_person_stays_erased_and_no_words_are_kept() -> None:
    subscriber = somebody()
    delivery = a_delivery(subscriber, an_issue_of(a_list("x")))
    changing.erase(subscriber, "preferences")
    take(a_bounce(returns_to(delivery), words=f"smtp; 550 {ADDRESS} unknown"))
    take(a_complaint(delivery))
    assert state(subscriber) == "erased"
    assert not Return.objects.exclude(diagnostic="").exists()


@given(st.binary(max_size=400), st.integers(0, 1500), st.integers(0, 200))
def test_whatever_is_sent_is_read(junk: bytes, at: int, cut: int) -> None:
    whole = a_bounce(f"bounces+{return_token(7)}@news.example")
    assert read(whole[:at] + junk + whole[at + cut :]).what in What
    assert read(junk).delivery is None
