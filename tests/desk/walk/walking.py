"""A desk that is served as an operator serves it, and somebody at a browser who uses it."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[3] / "docs"
PASSWORD = "a long enough phrase 7"
PATIENCE_MS = 120_000


@contextmanager
def served(data: Path, **more: str) -> Iterator[tuple[str, str]]:
    """``communique serve`` on an empty folder, with more settings: its address and the link that it prints."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    own = {"COMMUNIQUE_DATA": str(data), "COMMUNIQUE_URL": address, **more}
    inherited = {
        name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    }
    command = [sys.executable, "-m", "communique", "serve", "--port", str(port)]
    with (data / "log").open("wb") as log:
        desk = subprocess.Popen(command, env={**inherited, **own}, stdout=subprocess.PIPE, stderr=log)
        try:
            assert desk.stdout is not None
            yield address, _link(desk.stdout)
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

    def picture(self, name: str, part: str = "desk") -> None:
        """Keep a picture for the docs of a part, where they are asked for."""
        if os.environ.get("COMMUNIQUE_PICTURES"):
            folder = DOCS / part / "pictures"
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{name}.png")

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
