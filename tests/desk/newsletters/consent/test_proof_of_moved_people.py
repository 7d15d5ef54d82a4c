"""Who changed their address keeps their proof, and takes every address along when they are erased."""

import pytest
from desk.newsletters.people import a_list, a_sign_up, a_subscriber

from communique.desk.newsletters.changing import confirm, erase, stop
from communique.desk.newsletters.models import Consent, SignUp, Subscriber
from communique.desk.newsletters.preferring.data_of import data_of

pytestmark = pytest.mark.django_db


def moved(subscriber: Subscriber, *addresses: str) -> Subscriber:
    """Changed their address, once to each."""
    for address in addresses:
        subscriber = confirm(a_sign_up(address, [], moves=subscriber))
    return subscriber


def test_the_download_has_the_proof_under_each_address_that_was_theirs() -> None:
    subscriber = moved(a_subscriber("ann@mail.example", a_list("sahel")), "ann@mid.example", "ann@new.example")
    found = data_of(subscriber)["consents"]
    assert [each["action"] for each in found] == ["confirmed", "joined", "moved", "moved"]


def test_an_erasure_takes_out_each_address_that_was_theirs() -> None:
    subscriber = moved(a_subscriber("ann@mail.example", a_list("sahel")), "ann@mid.example", "ann@new.example")
    erase(subscriber, "preferences")
    kept = [list(model.objects.values()) for model in (Consent, SignUp, Subscriber)]
    assert "ann@" not in str(kept)
    assert Consent.objects.count() == 5, "the proof itself stays"


def test_an_erasure_takes_out_words_of_a_server_that_name_the_address() -> None:
    subscriber = a_subscriber("ann@mail.example", a_list("sahel"))
    detail = {"status": "5.1.1", "words": "550 5.1.1 <ann@mail.example>: nobody of this name"}
    stop(subscriber, Subscriber.State.BOUNCED, "bounce", detail)
    erase(subscriber, "preferences")
    assert Consent.objects.get(action="stopped").detail == {"status": "5.1.1"}


def test_who_comes_back_to_an_old_address_has_all_their_proof() -> None:
    subscriber = moved(a_subscriber("ann@mail.example", a_list("sahel")), "ann@new.example", "ann@mail.example")
    erase(subscriber, "preferences")
    assert not Consent.objects.exclude(address="").exists()


def test_the_next_owner_of_an_address_is_somebody_else() -> None:
    sahel, horn = a_list("sahel"), a_list("horn")
    first = moved(a_subscriber("first@mail.example", sahel), "shared@mail.example", "first@new.example")
    second = a_subscriber("shared@mail.example", horn)
    assert [each["lists"] for each in data_of(second)["consents"]] == [["horn"], ["horn"]]
    erase(first, "preferences")
    told = Consent.objects.exclude(address="").order_by("pk")
    assert [(each.address, each.action) for each in told] == [
        ("shared@mail.example", "confirmed"),
        ("shared@mail.example", "joined"),
        ("shared@mail.example", "downloaded"),
    ]
    assert SignUp.objects.filter(address="shared@mail.example", moves=None).exists()
