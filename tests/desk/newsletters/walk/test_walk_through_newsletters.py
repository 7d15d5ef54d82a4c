"""Newsletters as an editor and a reader go through them: `communique serve`, a browser, a mail server on this machine.

With ``COMMUNIQUE_PICTURES=1`` the pictures of the docs are made anew (docs/newsletters/pictures).
"""

import base64
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from desk.newsletters.walk.received import Inbox, receiving, text_of
from desk.walk.walking import Person, served

REPORT = (
    "At least 14 people were killed when a car bomb exploded in Gao, Mali, on {day}, police said.\n\n"
    "Rebels attacked an army post near Kidal on {day}, the army said. Three soldiers were killed.\n"
)
READER = "reader@mail.example"
CLOCK_MS = 500


def test_from_a_list_to_an_unsubscribed_reader(browser: Any, tmp_path: Path) -> None:
    with receiving() as (inbox, port):
        mail = {"COMMUNIQUE_MAIL": f"smtp://127.0.0.1:{port}", "COMMUNIQUE_MAIL_FROM": "desk@news.example"}
        with served(tmp_path, **mail) as (address, link):
            ada, eve = Person(browser, address), Person(browser, address)
            ada.enters(link, "ada")
            _shows_what_was_read(ada)
            _hands_in(ada)
            _makes_lists(ada)
            _signs_up(eve, inbox)
            _composes_and_approves(ada)
            briefing = _gets(eve, inbox, "Sahel weekly")
            _leaves_one_list_then_all(eve, briefing)
            assert ada.trouble == []
            # A form that is not right yet is answered by a 400, which Chromium tells of.
            assert [each for each in eve.trouble if "status of 400" not in each] == []


def _shows_what_was_read(ada: Person) -> None:
    ada.page.goto("/accounts/organisation/")
    ada.page.check("input[name=public_shows_unreviewed]")
    ada.page.click("main form.settings button[type=submit]")
    ada.page.wait_for_load_state()


def _hands_in(ada: Person) -> None:
    today = datetime.now(UTC).date()
    ada.page.goto("/sources/submit/")
    ada.page.fill("textarea[name=text]", REPORT.format(day=f"{today:%A}"))
    ada.page.locator("form:has(textarea[name=text]) input[name=publisher]").fill("River Post")
    ada.page.locator("form:has(textarea[name=text]) input[name=published]").fill(today.isoformat())
    ada.page.locator("form:has(textarea[name=text]) button[type=submit]").click()
    ada.waits_for(
        "async () => ((await (await fetch('/map/list?basis=read')).text()).match(/data-incident/g) || []).length >= 2"
    )


def _makes_lists(ada: Person) -> None:
    for slug, name in (("sahel", "Sahel weekly"), ("horn", "Horn of Africa")):
        ada.page.goto("/newsletters/desk/lists/new/")
        for field, value in {
            "name": name,
            "slug": slug,
            "description": f"What happens in the {name.split()[0]}.",
            "sender_name": "River Desk",
            "sender_address": "desk@news.example",
            "postal_address": "River Desk, 1 Quay Street, Port Town",
        }.items():
            ada.page.fill(f"[name={field}]", value)
        ada.picture("list", "newsletters")
        ada.page.click("main form button[type=submit]")
        ada.page.wait_for_url(f"**/newsletters/desk/lists/{slug}/")
    ada.page.goto("/newsletters/desk/lists/")
    ada.picture("lists", "newsletters")


def _signs_up(eve: Person, inbox: Inbox) -> None:
    """Without a list first; then with two, and by the link of the mail."""
    eve.page.goto("/newsletters/")
    eve.page.fill("[name=email]", READER)
    eve.page.check("[name=agreed]")
    _sends(eve, until="Please select at least one mailing list.")
    assert eve.page.input_value("[name=email]") == READER
    eve.picture("sign-up", "newsletters")
    eve.page.check("[value=sahel]")
    eve.page.check("[value=horn]")
    _sends(eve, until="Check your inbox")
    link = _link(_arrived(eve, lambda: inbox.about("/newsletters/confirm/")), "confirm")
    assert READER not in text_of(inbox.messages[0])
    eve.page.goto(link)
    eve.page.click("main button")
    assert "Horn of Africa and Sahel weekly" in eve.page.inner_text("main")


def _sends(eve: Person, until: str) -> None:
    """A program would be too quick: whoever is asked to press once more does."""
    for _ in range(200):
        eve.page.click("main form button[type=submit]")
        eve.page.wait_for_load_state()
        if until in eve.page.inner_text("main"):
            return
        assert "once more" in eve.page.inner_text("main")
    pytest.fail(f"the page never said: {until}")


def _composes_and_approves(ada: Person) -> None:
    ada.page.goto("/newsletters/desk/issues/")
    ada.page.select_option("select[name=list] >> nth=0", label="Sahel weekly")
    ada.page.click("form.making button[type=submit]")
    ada.page.wait_for_url("**/newsletters/desk/issues/*/")
    for frame in ada.page.locator("iframe").all():
        frame.scroll_into_view_if_needed()
        frame.content_frame.locator("h1").first.wait_for()
    ada.picture("issue", "newsletters")
    ada.page.click("button:has-text('Approve and send now')")
    ada.page.wait_for_load_state()


def _gets(eve: Person, inbox: Inbox, words: str) -> EmailMessage:
    """The briefing, with all that a mail program wants of it."""
    found = _arrived(eve, lambda: [each for each in inbox.messages if words in str(each["Subject"])])
    assert found["To"] == READER
    assert "List-Unsubscribe" in found
    text = text_of(found)
    assert "Gao" in text
    assert "14" in text
    assert "River Desk, 1 Quay Street" in text
    html = found.get_body(("html",))
    assert html is not None
    _pictures_of(eve, str(html.get_content()), found)
    return found


def _pictures_of(eve: Person, html: str, message: EmailMessage) -> None:
    """The mail on a desktop and on a phone, for the docs."""
    for part in message.walk():
        if part.get_content_type() == "image/png":
            data = base64.b64encode(part.get_payload(decode=True)).decode()  # type: ignore[arg-type]
            html = html.replace(f"cid:{part['Content-ID'].strip('<>')}", f"data:image/png;base64,{data}")
    reading = eve.context.browser.new_context(viewport={"width": 720, "height": 1000})
    for name, width in (("mail", 720), ("mail-phone", 390)):
        page = reading.new_page()
        page.set_viewport_size({"width": width, "height": 1000})
        page.set_content(html)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        eve.page, kept = page, eve.page
        eve.picture(name, "newsletters")
        eve.page = kept
    reading.close()


def _leaves_one_list_then_all(eve: Person, briefing: EmailMessage) -> None:
    link = _link(briefing, "leave")
    eve.page.goto(link)
    eve.picture("unsubscribe", "newsletters")
    eve.page.goto(_link(briefing, "mine"))
    assert eve.page.is_checked("[value=sahel]"), "looking at the link left the list"
    eve.picture("preferences", "newsletters")
    eve.page.goto(link)
    eve.page.click("button[value=this]")
    assert "no longer on Sahel weekly" in eve.page.inner_text("main")
    eve.page.goto(_link(briefing, "mine"))
    assert not eve.page.is_checked("[value=sahel]")
    assert eve.page.is_checked("[value=horn]")
    eve.page.goto(link)
    eve.page.click("button[value=all]")
    eve.page.goto(_link(briefing, "mine"))
    assert not eve.page.is_checked("[value=horn]")


def _link(message: EmailMessage, part: str) -> str:
    found = re.search(rf"http://\S+/newsletters/{part}/\S+", text_of(message))
    assert found
    return found[0]


def _arrived(eve: Person, found: Callable[[], list[EmailMessage]]) -> EmailMessage:
    """The first message, once it is there; the browser's clock counts the waiting."""
    for _ in range(240):
        if messages := found():
            return messages[0]
        eve.page.wait_for_timeout(CLOCK_MS)
    pytest.fail("no such mail came")
