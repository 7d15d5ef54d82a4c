"""The main ways through the desk, as a new user goes them: `communique serve`, a browser, a news site on this machine.

With ``COMMUNIQUE_PICTURES=1`` the pictures of the docs are made anew (docs/desk/pictures).
"""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desk.walk.served_news import news

PICTURES = Path(__file__).parents[3] / "docs" / "desk" / "pictures"
PASSWORD = "a long enough phrase 7"
PATIENCE_MS = 120_000


@contextmanager
def served(data: Path, allowed: str) -> Iterator[tuple[str, str]]:
    """``communique serve`` on an empty folder: its address and the link that it prints."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {"COMMUNIQUE_DATA": str(data), "COMMUNIQUE_ALLOW_PRIVATE_HOSTS": allowed, "COMMUNIQUE_FETCH_DELAY": "0"}
    inherited = {
        name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    }
    command = [sys.executable, "-m", "communique", "serve", "--port", str(port)]
    with (data / "log").open("wb") as log:
        desk = subprocess.Popen(command, env={**inherited, **own}, stdout=subprocess.PIPE, stderr=log)
        try:
            assert desk.stdout is not None
            yield f"http://127.0.0.1:{port}", _link(desk.stdout)
        finally:
            desk.terminate()
            desk.communicate(timeout=60)
    assert desk.returncode == 0, (data / "log").read_text("utf-8")


def _link(out: Any) -> str:
    for line in out:
        found = re.search(r"http://\S+/accounts/enter/\S+", line.decode())
        if found:
            return found[0]
    raise AssertionError("no link was printed")


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, browser: Any, address: str, **look: Any) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 860}, base_url=address, **look)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.trouble: list[str] = []
        self.address = address
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("console", lambda said: self._said(said))
        self.page.on("request", lambda request: self._asked(request.url))

    def _said(self, said: Any) -> None:
        if said.type == "error" and "favicon" not in said.location.get("url", ""):
            self.trouble.append(said.text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.trouble.append(f"asked {url}")

    def enters(self, link: str, name: str) -> None:
        """Opens a one-time link and chooses a name and a password."""
        self.page.goto(link)
        self.page.fill("input[name=username]", name)
        for field in self.page.locator("input[type=password]").all():
            field.fill(PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_selector("header form button")

    def picture(self, name: str) -> None:
        """Keep a picture for the docs, where they are asked for."""
        if os.environ.get("COMMUNIQUE_PICTURES"):
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=PICTURES / f"{name}.png")

    def sees_the_map(self, address: str = "/") -> None:
        """Waits until the map is drawn."""
        self.page.goto(address)
        self.page.wait_for_selector("#map[data-ready=yes]")

    def waits_for(self, script: str) -> None:
        """Until a script of the page says yes."""
        self.page.wait_for_function(script, polling=500)

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def hears(self, words: str) -> None:
        self.page.wait_for_function("words => document.getElementById('said').textContent.includes(words)", arg=words)

    def selects(self, words: str) -> None:
        """Selects words of the report under review."""
        self.page.evaluate(
            """words => {
              const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
              for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at >= 0) { getSelection().setBaseAndExtent(node, at, node, at + words.length); return; }
              }
              throw new Error("no such words");
            }""",
            words,
        )
        self.waits_for("() => document.getElementById('selected').textContent !== ''")


def test_from_the_first_start_to_the_public_map(browser: Any, tmp_path: Path) -> None:
    with news() as site, served(tmp_path, site) as (address, link):
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
