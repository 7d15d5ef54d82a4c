"""Proof of work at sign-up: the browser does it by itself, with what browsers have; the form says so where it cannot."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
import time_machine
from desk.browsing import looking
from desk.newsletters.people import a_list
from django.test import Client

from communique.desk.newsletters.models import SignUp

pytestmark = pytest.mark.django_db
PAGES = ("/newsletters/", "/newsletters/embed/")


@pytest.fixture(autouse=True)
def _asked(settings: Any) -> Iterator[None]:
    settings.SIGN_UP_WORK = 10
    a_list("sahel")
    return


def sent(tab: Any, address: str) -> dict[str, list[str]]:
    """What the browser sends when a person has filled the form in."""
    tab.page.fill("#email", address)
    tab.page.check("[name=list]")
    tab.page.check("[name=agreed]")
    with tab.page.expect_request(lambda request: request.method == "POST") as sending:
        tab.page.click("button[type=submit]")
    return parse_qs(sending.value.post_data)


@pytest.mark.parametrize("page", PAGES)
def test_the_browser_does_the_work_and_the_form_is_taken(browser: Any, stranger: Client, page: str) -> None:
    with looking(browser, stranger) as tab:
        with time_machine.travel(datetime.now(UTC) - timedelta(minutes=1)):
            tab.at(page)
        form = sent(tab, "ann@mail.example ")
        assert tab.complaints == []
        assert stranger.post(page, form).status_code == 200
    assert SignUp.objects.get().address == "ann@mail.example"


@pytest.mark.parametrize("page", PAGES)
def test_without_javascript_the_form_says_what_is_needed(browser: Any, stranger: Client, page: str) -> None:
    with looking(browser, stranger, {"java_script_enabled": False}) as tab:
        with time_machine.travel(datetime.now(UTC) - timedelta(minutes=1)):
            tab.at(page)
        assert "Allow JavaScript" in tab.page.inner_text("main")
        answer = stranger.post(page, sent(tab, "ann@mail.example"))
    assert answer.status_code == 400
    assert "Allow JavaScript" in answer.content.decode()
    assert not SignUp.objects.exists()
