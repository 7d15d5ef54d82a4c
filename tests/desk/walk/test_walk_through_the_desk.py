"""The main ways through the desk, as a new user goes them: `communique serve`, a browser, a news site on this machine.

With ``COMMUNIQUE_PICTURES=1`` the pictures of the docs are made anew (docs/desk/pictures).
"""

import re
from pathlib import Path
from typing import Any

from desk.walk.served_news import news
from desk.walk.walking import Person, served


def test_from_the_first_start_to_the_public_map(browser: Any, tmp_path: Path) -> None:
    with (
        news() as site,
        served(tmp_path, COMMUNIQUE_ALLOW_PRIVATE_HOSTS=site, COMMUNIQUE_FETCH_DELAY="0") as (address, link),
    ):
        ada = Person(browser, address)
        ada.enters(link, "ada")
        _asks_two_to_agree(ada)
        _watches(ada, f"http://{site}/feed.xml")
        _sees_events_on_the_map(ada)
        event = _corrects_and_accepts(ada)
        ben = _second_reader(browser, ada)
        _accepts_too(ben, event)
        _merges(ben)
        _public_view(browser, address)
        assert ada.trouble == ben.trouble == []


def _asks_two_to_agree(ada: Person) -> None:
    ada.page.goto("/accounts/organisation/")
    ada.page.check("input[name=two_person_rule]")
    ada.page.click("main form.settings button[type=submit]")
    ada.page.wait_for_load_state()
    ada.picture("organisation")


def _watches(ada: Person, feed: str) -> None:
    """Adds a source; the worker asks it at once."""
    ada.page.goto("/sources/add/")
    ada.page.select_option("select[name=kind]", "feed")
    ada.page.fill("input[name=name]", "Sahel Daily")
    ada.page.fill("input[name=address]", feed)
    ada.page.click("main form button[type=submit]")
    ada.page.wait_for_load_state()
    listed = (
        "async () => ((await (await fetch('/map/list?basis=read')).text()).match(/data-incident/g) || []).length >= 3"
    )
    ada.waits_for(listed)
    ada.page.goto("/sources/")
    ada.picture("sources")


def _opens_the_map_until_it_shows(ada: Person, least: int) -> None:
    """Each process of the server takes changes in by itself, a moment later: a reader opens the map again."""
    for _ in range(50):
        ada.sees_the_map()
        ada.page.wait_for_selector("#map-count")
        if ada.page.locator("#list li[data-incident]").count() >= least:
            return
    raise AssertionError("the map never showed what the worker had coded")


def _sees_events_on_the_map(ada: Person) -> None:
    _opens_the_map_until_it_shows(ada, 3)
    assert "in the selection" in ada.page.inner_text("#counts")
    ada.picture("map")
    ada.page.check("#holds")
    ada.waits_for("() => new URLSearchParams(location.search).get('holds') === '1'")
    ada.page.reload()
    ada.page.wait_for_selector("#map[data-ready=yes]")
    assert ada.page.is_checked("#holds")


def _corrects_and_accepts(ada: Person) -> str:
    """Corrects the place of an event by selecting words and pressing a key, and accepts it. The address of its page."""
    ada.page.goto("/search/?q=Menaka")
    ada.picture("search")
    ada.page.goto("/review/?type=attack")
    ada.picture("queue")
    ada.page.locator("main a[href*='/review/']").filter(has_text="Menaka").or_(
        ada.page.locator("main table a, main ol a")
    ).first.click()
    ada.page.wait_for_function("() => document.readyState === 'complete' && window.htmx !== undefined")
    ada.picture("review")
    event = ada.page.url
    ada.selects("Menaka")
    ada.presses("p")
    ada.page.wait_for_selector("#editor form")
    ada.page.locator("#edit-places .option").first.click()
    ada.picture("correcting")
    ada.presses("Enter")
    ada.hears("Corrected: place")
    ada.presses("a")
    ada.hears("Accepted")
    return event


def _second_reader(browser: Any, ada: Person) -> Person:
    ada.page.goto("/accounts/people/")
    ada.page.select_option("select[name=role]", "editor")
    ada.page.click("main form button[type=submit]")
    ada.page.wait_for_load_state()
    found = re.search(r"http://[^\s\"<]+/accounts/enter/[^\s\"<]+", ada.page.content())
    assert found
    ada.picture("people")
    ben = Person(browser, ada.address)
    ben.enters(found[0], "ben")
    return ben


def _accepts_too(ben: Person, event: str) -> None:
    ben.page.goto(event)
    ben.page.wait_for_function("() => document.readyState === 'complete' && window.htmx !== undefined")
    ben.presses("a")
    ben.hears("Accepted")


def _merges(ben: Person) -> None:
    """Merges two incidents by the id of one, and goes to the one that is left."""
    ben.page.goto("/incidents/?basis=read")
    names = ben.page.eval_on_selector_all(
        "ol.rows > li a", "all => all.map(each => each.getAttribute('href').split('/')[2])"
    )
    ben.page.goto(f"/incidents/{names[0]}/")
    ben.picture("incident")
    ben.page.locator("main a[href*='/review/']").first.click()
    ben.page.wait_for_function("() => document.readyState === 'complete' && window.htmx !== undefined")
    ben.presses("f")
    ben.page.wait_for_selector("#incident-panel .members")
    ben.page.fill("#incident-panel input[name=name]", names[1])
    ben.page.fill("#incident-panel input[name=why]", "one attack")
    ben.picture("merging")
    ben.page.click("[data-action=merge]")
    ben.hears("Merged")
    former = max(names[0], names[1])
    ben.page.goto(f"/incidents/{former}/")
    assert ben.page.url.split("/")[4].split("?")[0] == min(names[0], names[1])


def _public_view(browser: Any, address: str) -> None:
    """A stranger, on a phone in the dark, sees what two people accepted and nothing else."""
    stranger = Person(browser, address, color_scheme="dark")
    stranger.page.set_viewport_size({"width": 390, "height": 844})
    stranger.sees_the_map()
    assert stranger.page.locator("#list li[data-incident]").count() == 1
    stranger.picture("public-map-phone")
    stranger.page.locator("#list li[data-incident] a").click()
    stranger.page.wait_for_load_state()
    assert "Reviewed by a person" in stranger.page.inner_text("main")
    stranger.picture("public-incident-phone")
    assert stranger.page.goto("/review/").url.startswith(f"{address}/accounts/login/")
    stranger.picture("login")
    assert stranger.trouble == []
