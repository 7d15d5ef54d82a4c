"""Programs sign people up as the form does: the same notice, the same limits, the same silence."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
import time_machine
from desk.newsletters.people import a_list
from django.test import Client

from communique.desk.newsletters.models import Consent, SignUp
from communique.desk.newsletters.protecting import limits, stamp
from communique.desk.newsletters.protecting.working import worked

pytestmark = pytest.mark.django_db
LISTS, SIGN_UPS = "/api/v1/newsletters/lists", "/api/v1/newsletters/sign-ups"


@pytest.fixture
def client() -> Client:
    """A program without a session, as it is."""
    return Client(enforce_csrf_checks=True)


def earlier() -> str:
    """The moment that a program was told a while ago."""
    with time_machine.travel(datetime.now(UTC) - timedelta(minutes=1)):
        return stamp()


def post(client: Client, **given: Any) -> Any:
    notice = client.get(LISTS).json()["hash"]
    body = {"email": "ann@mail.example", "lists": ["sahel"], "notice": notice, "moment": earlier(), **given}
    return client.post(SIGN_UPS, json.dumps(body), content_type="application/json")


def test_a_program_signs_somebody_up_under_the_notice_that_it_showed(client: Client) -> None:
    a_list("sahel")
    assert post(client).status_code == 202
    asked = Consent.objects.get(action="asked")
    assert asked.notice is not None
    assert (asked.form, asked.notice.text) == ("api", client.get(LISTS).json()["notice"])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"lists": []}, "lists"),
        ({"lists": ["other"]}, "lists"),
        ({"notice": "0" * 64}, "notice"),
        ({"email": "ann@mailinator.com"}, "email"),
        ({"email": "nobody"}, "email"),
        ({"moment": "made-up"}, "moment"),
    ],
)
def test_what_is_wrong_is_named_with_its_field(client: Client, given: dict[str, Any], field: str) -> None:
    a_list("sahel")
    answer = post(client, **given)
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == [field]
    assert not SignUp.objects.exists()


def test_the_limits_of_the_form_hold_here_too(client: Client) -> None:
    a_list("sahel")
    assert [post(client).status_code for _ in range(3)] == [202, 202, 202]
    assert SignUp.objects.count() == 1
    for number in range(limits().network_an_hour):
        post(client, email=f"reader{number}@mail{number}.example")
    answer = post(client, email="one-more@mail.example")
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")


def test_a_program_waits_as_a_person_does(client: Client) -> None:
    a_list("sahel")
    answer = post(client, moment=client.get(LISTS).json()["moment"])
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "moment")


def test_where_work_is_asked_for_a_program_does_it_for_each_address(client: Client, settings: Any) -> None:
    settings.SIGN_UP_WORK = 8
    a_list("sahel")
    moment, email = earlier(), "ann@mail.example"
    assert client.get(LISTS).json()["work"] == 8
    work = next(str(number) for number in count() if worked(moment, email, str(number)))
    idle = next(str(number) for number in count() if not worked(moment, email, str(number)))
    other = next(each for each in ("bob", "cyd", "dan", "eve") if not worked(moment, f"{each}@mail.example", work))
    refused = [post(client, moment=moment, work=each).json()["errors"][0]["field"] for each in ("", idle)]
    assert refused == ["work", "work"]
    assert post(client, moment=moment, work=work, email=f"{other}@mail.example").status_code == 422
    assert post(client, moment=moment, work=work, email=f" {email} ").status_code == 202
