"""The map as a browser shows it: drawn, in step with its list and its address, readable for everybody, from this host alone."""

import gzip
from collections.abc import Mapping
from contextvars import copy_context
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from communique.desk.accounts.models import User
from communique.desk.archive.changing import accept
from tests.desk.browsing import DESKTOP, HOST, PHONE, Looking, looking
from tests.desk.filled import the

pytestmark = pytest.mark.django_db
SLOW_MS = 30_000
"""The map is drawn by software here."""


@pytest.fixture(autouse=True)
def filled(browser: Any, desk: None) -> None:
    """A desk to look at."""


def opened(tab: Looking, client: Client, address: str = "/") -> Any:
    """The page of the map once it is drawn; what its script asks for is answered by the client."""

    # Playwright calls back in a context of its own, in which Django would open another connection to the database.
    own = copy_context()

    def answer(route: Any) -> None:
        response = own.run(client.get, route.request.url.removeprefix(HOST))
        headers = {name: value for name, value in response.items() if name != "Content-Encoding"}
        body = gzip.decompress(response.content) if "Content-Encoding" in response else response.content
        route.fulfill(status=response.status_code, headers=headers, body=body)

    tab.page.route(f"{HOST}/map/**", answer)
    page = tab.at(address)
    page.wait_for_selector("#map[data-ready]", timeout=SLOW_MS)
    return page


def said(tab: Looking) -> list[str]:
    """What the page complained of; the graphics driver's words are not the page's."""
    return [each for each in tab.complaints if "GL Driver Message" not in each]


@pytest.mark.parametrize("look", [DESKTOP, PHONE], ids=["desktop light", "phone dark"])
@pytest.mark.parametrize("address", ["/", "/embed/"])
def test_the_map_is_readable_for_everybody_and_asks_nothing_of_other_hosts(
    browser: Any, analyst: Client, address: str, look: Mapping[str, Any]
) -> None:
    with looking(browser, analyst, look) as tab:
        opened(tab, analyst, address)
        assert tab.graves() == []
        assert not tab.is_too_wide()
        assert said(tab) == []
        assert tab.elsewhere == []


@pytest.mark.parametrize("look", [DESKTOP, PHONE], ids=["desktop light", "phone dark"])
def test_the_list_page_is_readable_for_everybody(browser: Any, analyst: Client, look: Mapping[str, Any]) -> None:
    with looking(browser, analyst, look) as tab:
        tab.at("/incidents/?country=ML")
        assert tab.graves() == []
        assert not tab.is_too_wide()
        assert said(tab) == []


def test_switching_a_family_off_changes_list_address_and_downloads(browser: Any, analyst: Client) -> None:
    with looking(browser, analyst) as tab:
        page = opened(tab, analyst, "/?at=1,16,4")
        before = page.locator("#list li[data-incident]").count()
        page.get_by_label("Bombs and shells").uncheck()
        page.wait_for_function(
            "() => !document.querySelector('#list').textContent.includes('Bombing')", timeout=SLOW_MS
        )
        assert page.locator("#list li[data-incident]").count() < before
        assert "remote" not in parse_qs(urlsplit(page.url).query)["family"]
        assert "family=battle" in page.locator("a[data-download=csv]").get_attribute("href")


def test_an_address_brings_the_same_view_back(browser: Any, analyst: Client) -> None:
    with looking(browser, analyst) as tab:
        page = opened(tab, analyst, "/?family=remote&family=battle&since=2024-05-01&at=0,16,5")
        assert page.get_by_label("Bombs and shells").is_checked()
        assert not page.get_by_label("Attacks on people").is_checked()
        assert page.locator("#days").inner_text() == "2024-05-01 to 2024-05-02"
        assert page.locator("#list li[data-incident]").count() == 1


def test_a_step_shows_the_first_days_and_all_time_shows_all_again(browser: Any, analyst: Client) -> None:
    with looking(browser, analyst) as tab:
        page = opened(tab, analyst, "/")
        page.get_by_role("button", name="Step").focus()
        page.keyboard.press("Enter")
        page.wait_for_function("() => location.search.includes('until=')", timeout=SLOW_MS)
        assert page.locator("#days").inner_text() != "all time"
        page.get_by_role("button", name="All time").click()
        assert page.locator("#days").inner_text() == "all time"
        assert "until=" not in page.url


def test_the_code_to_embed_shows_what_was_reviewed_alone(browser: Any, analyst: Client) -> None:
    accept(the("seized"), User.objects.get(), 1)
    with looking(browser, analyst) as tab:
        page = opened(tab, analyst, "/?basis=read&country=ML")
        code = page.locator("#frame").input_value()
        assert "basis=reviewed" in code
        assert "country=ML" in code
        assert "basis=read&" not in code


def test_who_is_said_to_hold_a_town_is_drawn_when_asked_for(browser: Any, analyst: Client) -> None:
    with looking(browser, analyst) as tab:
        page = opened(tab, analyst, "/?at=1.4,18.4,6")
        with page.expect_response(lambda answer: "/map/holding" in answer.url, timeout=SLOW_MS) as asked:
            page.get_by_label("Who is said to hold what").check()
        assert [each["name"] for each in asked.value.json()["places"]] == ["Kidal"]
        page.wait_for_function("() => location.search.includes('holds=1')", timeout=SLOW_MS)
