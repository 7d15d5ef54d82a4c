"""The pages as a browser shows them: on a phone and a desk, light and dark, by keyboard, and to a screen reader."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from communique.desk.archive.models import Report
from communique.desk.public.search.index import index_reports
from tests.desk.browsing import DESKTOP, PHONE, looking
from tests.desk.filled import GAO, KIDAL, the

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def filled(browser: Any, desk: None) -> None:
    index_reports(Report.objects.values_list("name", flat=True))


def incident() -> str:
    found = the("exploded", "Sahel Daily").incident
    assert found is not None
    return f"/incidents/{found.name}/"


def report() -> str:
    return f"/reports/{the('seized').report.name}/"


PAGES = {
    "incident": incident,
    "report": report,
    "actors": lambda: "/actors/",
    "actor": lambda: "/actors/Military Forces of Mali/",
    "places": lambda: "/places/?q=gao",
    "place": lambda: f"/places/{KIDAL.geonameid}/",
    "place with a chart": lambda: f"/places/{GAO.geonameid}/",
    "country": lambda: "/countries/ML/",
    "search": lambda: "/search/?q=gao",
    "search of reports": lambda: "/search/?q=gao&in=reports",
}


@pytest.mark.parametrize("look", [DESKTOP, PHONE], ids=["desktop light", "phone dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_readable_for_everybody_and_asks_nothing_of_other_hosts(
    browser: Any, analyst: Client, name: str, look: Mapping[str, Any]
) -> None:
    with looking(browser, analyst, look) as tab:
        tab.at(PAGES[name]())
        assert tab.graves() == []
        assert not tab.is_too_wide()
        assert tab.complaints == []
        assert tab.elsewhere == []


def test_every_claim_opens_and_closes_by_keyboard(browser: Any, analyst: Client) -> None:
    with looking(browser, analyst) as tab:
        page = tab.at(incident())
        shut = page.locator("details.every:not([open])")
        assert shut.count() > 0
        page.locator("button.open-all").focus()
        page.keyboard.press("Enter")
        assert shut.count() == 0
        page.keyboard.press("Enter")
        assert page.locator("details.every[open]").count() == 0


def test_a_value_leads_to_its_words_and_the_words_lead_to_the_event(browser: Any, analyst: Client) -> None:
    with looking(browser, analyst) as tab:
        page = tab.at(report())
        value = page.locator('a[data-words="e1-initiators-0-text"]')
        value.focus()
        assert "rebels" in page.locator("mark.lit").inner_text()
        page.locator("a.number").first.click()
        assert page.evaluate("document.activeElement.id") == "event-1"


def test_the_text_of_a_report_is_the_text_also_to_who_copies_it(browser: Any, analyst: Client) -> None:
    found = the("seized").report
    with looking(browser, analyst) as tab:
        page = tab.at(report())
        assert page.locator("div.text").evaluate("each => each.textContent") == found.record.text
