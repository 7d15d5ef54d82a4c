"""A browser that looks at the desk without a server: what it asks for is answered by a test's own client, in its transaction."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client

HOST = "http://localhost"
TYPES: Mapping[str, str] = {
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "svg": "image/svg+xml",
    "json": "application/json",
}
PHONE: Mapping[str, Any] = {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"}
DESKTOP: Mapping[str, Any] = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
GRAVE = frozenset(("serious", "critical"))


class Looking:
    """A tab, what it asked of other hosts, and what it complained of."""

    def __init__(self, page: Any, client: Client) -> None:
        self.page, self._client = page, client
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        self._pages: dict[str, dict[str, Any]] = {}
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.route("**/*", self._answer)

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning") and "favicon" not in message.location.get("url", ""):
            self.complaints.append(message.text)

    def _answer(self, route: Any) -> None:
        address = urlsplit(route.request.url)
        if f"{address.scheme}://{address.netloc}" != HOST:
            self.elsewhere.append(route.request.url)
            route.abort()
        elif address.path.startswith("/static/"):
            route.fulfill(**_static(address.path.removeprefix("/static/")))
        else:
            route.fulfill(**self._pages.get(address.path, {"status": 404, "body": ""}))

    def at(self, address: str) -> Any:
        """Go there; the tab, to look at. The page is made before the browser asks, since it waits in our own thread."""
        response = self._client.get(address, follow=True)
        path = quote(urlsplit(HOST + address).path)
        self._pages[path] = {
            "status": response.status_code,
            "headers": dict(response.items()),
            "body": response.content,
        }
        self.page.goto(HOST + address)
        return self.page

    def graves(self) -> list[str]:
        """What axe finds wrong with the content and calls serious or critical: rule and element."""
        found = Axe().run(self.page, context="main").response["violations"]
        return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found if each["impact"] in GRAVE]

    def is_too_wide(self) -> bool:
        """Whether one has to scroll sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def _static(path: str) -> dict[str, Any]:
    found = finders.find(path)
    if not isinstance(found, str):
        return {"status": 404, "body": ""}
    kind = TYPES.get(path.rpartition(".")[2], "application/octet-stream")
    return {"status": 200, "content_type": kind, "body": Path(found).read_bytes()}


@contextmanager
def looking(browser: Any, client: Client, look: Mapping[str, Any] = DESKTOP) -> Iterator[Looking]:
    """A tab of its own; ``look`` is of Playwright's contexts."""
    context = browser.new_context(**look)
    try:
        yield Looking(context.new_page(), client)
    finally:
        context.close()
