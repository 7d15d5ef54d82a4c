"""Reviewing as a browser does it, by keys alone. Needs Chromium: skipped without it, except in CI, where it must be there."""

from collections.abc import Iterator, Mapping
from contextvars import copy_context
from typing import Any
from urllib.parse import urlsplit

import pytest
from desk.conftest import person
from desk.filled import GAO, tell, the
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.archive.changing import accept, correct
from communique.desk.archive.models import Event
from communique.desk.review.models import Reading
from communique.desk.review.queue.filters import Filter
from communique.desk.review.sampling.drawing import draw

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the browser tests need axe (the dev extra)")

HOST = "http://localhost"
TYPES: Mapping[str, str] = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
SENT_ON = ("hx-request", "hx-target", "hx-trigger", "hx-current-url", "x-csrftoken", "referer", "origin")
PHONE = {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"}
DESKTOP = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}


class Tab:
    """A tab whose requests a test client answers, in the test's own transaction; what it asked elsewhere and complained of."""

    def __init__(self, browser: Any, user: User, look: Mapping[str, Any] = DESKTOP) -> None:
        self.client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
        self.client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.context = browser.new_context(**look)
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        # Playwright calls back in a context of its own, in which Django would open another connection to the database.
        self.own_context = copy_context()
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.route("**/*", self._answer)

    def _said(self, message: Any) -> None:
        # A refused change is a 409, which Chromium tells of by itself.
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def _answer(self, route: Any) -> None:
        request, address = route.request, urlsplit(route.request.url)
        if f"{address.scheme}://{address.netloc}" != HOST:
            self.elsewhere.append(request.url)
            route.abort()
        elif address.path.startswith("/static/"):
            found = finders.find(address.path.removeprefix("/static/"))
            kind = TYPES.get(address.path.rpartition(".")[2], "application/octet-stream")
            route.fulfill(path=found, content_type=kind) if isinstance(found, str) else route.fulfill(status=404)
        else:
            self._asked(route, request, f"{address.path}?{address.query}")

    def _asked(self, route: Any, request: Any, path: str) -> None:
        headers = {name: value for name, value in request.headers.items() if name in SENT_ON}
        kind = request.headers.get("content-type", "text/plain")
        body = request.post_data_buffer or b""
        answer = self.own_context.run(lambda: self._answered(request.method, path, body, kind, headers))
        sent = {name: value for name, value in answer.items() if name.lower() != "content-length"}
        route.fulfill(status=answer.status_code, headers=sent, body=answer.content)

    def _answered(self, method: str, path: str, body: bytes, kind: str, headers: Mapping[str, str]) -> Any:
        answer = self.client.generic(method, path, body, kind, headers=headers)
        while answer.status_code in (301, 302):  # a redirect that a test answers would leave for the network
            answer = self.client.get(answer["Location"])
        return answer

    def open(self, address: str) -> Any:
        self.page.goto(HOST + address)
        self.page.wait_for_function("() => document.readyState === 'complete' && window.htmx !== undefined")
        return self.page

    def review(self, event: Event) -> Any:
        return self.open(reverse("review:event", args=[event.pk]))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def select(self, words: str) -> None:
        """Select words of the report as a mouse does."""
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
        self.page.wait_for_function("() => document.getElementById('selected').textContent !== ''")

    def said(self, words: str) -> None:
        self.page.wait_for_function("words => document.getElementById('said').textContent.includes(words)", arg=words)
        self.page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")

    def graves(self) -> list[str]:
        found = axe.Axe().run(self.page, context="main").response["violations"]
        return [
            f"{each['id']}: {each['nodes'][0]['html'][:200]}"
            for each in found
            if each["impact"] in ("serious", "critical")
        ]


@pytest.fixture
def tab(browser: Any, desk: None) -> Iterator[Any]:
    opened: list[Tab] = []

    def _open(user: User | None = None, look: Mapping[str, Any] = DESKTOP) -> Tab:
        opened.append(Tab(browser, user or person(Role.ANALYST), look))
        return opened[-1]

    yield _open
    for each in opened:
        each.context.close()
        assert not each.elsewhere
        assert not each.complaints


def again(event: Event) -> Event:
    return Event.objects.get(pk=event.pk)


def test_events_are_accepted_by_key_one_after_another_and_undone(tab: Any) -> None:
    first, second = Event.objects.order_by("pk")[:2]
    one = tab()
    one.review(first)
    one.press("a")
    one.said(f"Accepted event {first.pk}")
    assert one.page.url.endswith(reverse("review:event", args=[second.pk]))
    one.page.wait_for_function("() => document.activeElement.tagName === 'H1'")
    one.press("a")
    one.said(f"Accepted event {second.pk}")
    one.press("u")
    one.said("Took back")
    assert [again(event).state for event in (first, second)] == [Event.State.ACCEPTED, Event.State.NEW]


def test_a_place_is_corrected_by_selecting_words_and_pressing_its_key(tab: Any) -> None:
    event = the("threatened")
    one = tab()
    one.review(event)
    one.select("the capital")
    one.press("p")
    one.page.wait_for_selector("#editor form")
    one.page.fill("#edit-name", "Bamako")
    one.page.locator("#edit-places .option", has_text="Mali").first.click()
    one.press("Enter")
    one.said("Corrected: place")
    record = again(event).record
    assert record.place is not None
    assert (record.place.text, record.place.country) == ("the capital", "Mali")
    start, end = record.evidence["place.name"]
    assert event.report.record.text[start:end] == "the capital"


def test_offsets_are_right_behind_emoji_carriage_returns_and_signs(tab: Any) -> None:
    text = "🚁🔥 Rebels & <b>others</b>\r\nattacked 👩‍👩‍👧 Ménaka on Monday with rockets 🚀, police said."
    tell(text, "Sahel Daily", "2024-05-07", [{"type": "attack", "anchor": "attacked"}], name="emoji")
    event = Event.objects.get(report__name="emoji")
    one = tab()
    one.review(event)
    assert one.page.evaluate("document.getElementById('text').textContent") == text
    one.select("rockets")
    one.press("g")
    one.page.wait_for_selector("#edit-weapon")
    assert one.page.input_value("#edit-weapon") == "rockets"
    one.press("Enter")
    one.said("Corrected: weapon")
    start, end = again(event).record.evidence["weapon"]
    assert text[start:end] == "rockets"


def test_words_are_selected_by_arrows_without_a_mouse(tab: Any) -> None:
    event = the("seized")
    one = tab()
    one.review(event)
    one.press("v", "ArrowRight", "ArrowRight", "ArrowRight")
    one.page.wait_for_function("() => document.getElementById('selected').textContent.includes('“rebels”')")
    one.press("Shift+ArrowRight")
    one.page.wait_for_function("() => document.getElementById('selected').textContent.includes('“rebels seized”')")
    one.press("o")
    one.page.wait_for_selector("#edit-count")
    one.page.fill("#edit-count", "2")
    one.press("Enter")
    one.said("Corrected: count")
    start, end = again(event).record.evidence["count"]
    assert event.report.record.text[start:end] == "rebels seized"


def test_a_type_is_found_by_searching_and_taken_with_enter(tab: Any) -> None:
    event = the("seized")
    one = tab()
    one.review(event)
    one.press("t")
    one.page.wait_for_selector("#edit-search")
    one.page.keyboard.type("suicide-bomb")
    assert one.page.locator("#edit-options .option:visible").count() == 1
    one.page.locator("#edit-options .option:visible input").check()
    one.press("Enter")
    one.said("Corrected: type")
    assert again(event).type == "suicide-bombing"


def test_keys_rest_while_one_types_and_a_rejection_takes_its_reason(tab: Any) -> None:
    event = the("seized")
    one = tab()
    one.review(event)
    one.press("x")
    one.page.wait_for_selector("details[open] input[name=why]")
    one.page.keyboard.type("just a rumour")
    assert again(event).state == Event.State.NEW
    one.press("Enter")
    one.said("Rejected event")
    assert (again(event).state, again(event).reason) == (Event.State.REJECTED, "just a rumour")


def test_escape_closes_the_editor_and_gives_the_focus_back(tab: Any) -> None:
    one = tab()
    one.review(the("seized"))
    one.press("s")
    one.page.wait_for_selector("#editor form")
    one.press("Escape")
    assert one.page.locator("#editor form").count() == 0
    assert one.page.evaluate("document.activeElement.dataset.action") == "edit-status"


def test_single_keys_can_be_turned_off(tab: Any) -> None:
    event = the("seized")
    one = tab()
    one.review(event)
    one.press("?")
    one.page.wait_for_selector("#keys[open]")
    one.page.uncheck("#keys-on")
    one.press("Escape", "a")
    one.page.reload()
    one.press("a")
    assert again(event).state == Event.State.NEW
    one.page.click("[data-action=accept]")
    one.said("Accepted event")


def test_a_field_and_its_words_light_up_together_both_ways(tab: Any) -> None:
    one = tab()
    page = one.review(the("seized"))
    page.focus("[data-action=edit-place]")
    assert page.locator("mark.lit").all_text_contents() == ["Kidal"]
    page.hover("mark.f-date")
    assert page.locator(".field.lit").get_attribute("data-field") == "date"


def test_a_missed_event_is_added_from_its_words(tab: Any) -> None:
    one = tab()
    one.review(the("seized"))
    one.select("left the town")
    one.press("e")
    one.page.wait_for_selector("#editor form")
    one.page.keyboard.type("retreat")
    one.page.locator("#edit-options .option:visible input").first.check()
    one.press("Enter")
    one.said("Added")
    made = Event.objects.get(type="retreat")
    assert made.record.anchor == "left the town"


def test_history_and_incident_are_fetched_when_they_are_opened(tab: Any) -> None:
    one = tab()
    one.review(the("exploded", "State Wire"))
    one.press("h")
    one.page.wait_for_selector("#history .history")
    one.press("M")
    one.page.wait_for_selector("#incident-panel .members")
    one.page.locator(".members input:not([data-own])").first.check()
    one.page.evaluate("document.activeElement.blur()")
    one.press("S")
    one.said("Split")


def test_the_second_reader_is_blind_to_the_first_and_reads_by_key(tab: Any) -> None:
    ana = User.objects.create_user("ana", role=Role.EDITOR)
    event = the("seized")
    sent = {name: getattr(GAO, name) for name in GAO.__struct_fields__}
    correct(event, ana, 1, "place", sent, {"place.name": [4, 10]}, "because I say so")
    accept(event, ana, 2)
    drawn = draw("May", 1, 1.0, Filter(), ana, blank=False)
    one = tab()
    page = one.open(reverse("review:sample-read", args=[drawn.pk]))
    shown = page.inner_text("#bench")
    assert "Kidal, Mali" in shown
    for hidden in ("Gao", "ana", "because I say so", "Accepted"):
        assert hidden not in shown.replace("analys", "")
    one.press("c")
    page.wait_for_selector("#editor form")
    page.check("input[value=hedged]")
    one.press("Enter")
    one.said("Kept: certainty")
    one.press("a")
    page.wait_for_selector("text=1 of 1 events were read twice")
    second = Reading.objects.get(turn=Reading.Turn.SECOND)
    assert (second.record.certainty, again(event).record.certainty) == ("hedged", "stated")


@pytest.mark.parametrize("look", [DESKTOP, PHONE], ids=["desktop, light", "phone, dark"])
def test_the_pages_have_no_grave_fault_and_fit_the_screen(tab: Any, look: Mapping[str, Any]) -> None:
    editor = person(Role.EDITOR)
    accept(the("fled"), editor, 1)
    drawn = draw("May", 1, 1.0, Filter(), editor, blank=False)
    one = tab(look=look)
    event = the("exploded", "Sahel Daily")
    pages = (
        reverse("review:event", args=[event.pk]),
        reverse("review:queue"),
        reverse("review:samples"),
        reverse("review:sample", args=[drawn.pk]),
        reverse("review:sample-read", args=[drawn.pk]),
    )
    for address in pages:
        page = one.open(address)
        assert not one.graves(), address
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), address
    page = one.review(event)
    for key in ("t", "i", "p", "d", "l", "n"):
        one.press(key)
        page.wait_for_selector("#editor form")
        assert not one.graves(), key
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), key
        one.press("Escape")
