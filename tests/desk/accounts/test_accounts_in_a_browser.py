"""Coming in, second factors and every page of accounts, in Chromium under the desk's own policy. Skipped without Chromium."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache

from communique.desk.accounts.first import first_link
from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = ({"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"}, {"color_scheme": "light"})
PASSWORD = "seven-grey-herons"
OURS = ("status of 4", "GL Driver Message")
"""What Chromium says of answers that we ask for, and of machines without a graphics card."""
PERIOD_S = 30
"""Of a code of an authenticator app."""
PAGES = (
    "",
    "people/",
    "people/{pk}/",
    "organisation/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "email/",
    "sessions/",
    "password/change/",
    "logout/",
)
ENTRANCES = ("login/", "signup/", "password/reset/", "inactive/", "password/reset/done/", "enter/made-up/", "nowhere/")


class Tab:
    """A tab on the desk, and what the browser complained of."""

    def __init__(self, browser: Any, host: str, **look: Any) -> None:
        self.host, self.complaints = host, list[str]()
        self.page = browser.new_context(**look).new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning") and not any(each in message.text for each in OURS):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def open(self, address: str) -> Any:
        self.page.goto(self.host + address)
        return self.page

    def press(self, words: str) -> None:
        self.page.locator("main").get_by_role("button", name=words, exact=True).click()
        self.page.wait_for_load_state()

    def log_in(self, name: str) -> None:
        self.open("/accounts/login/")
        self.page.fill("#id_login", name)
        self.page.fill("#id_password", PASSWORD)
        self.press("Log in")

    def prove(self, address: str) -> None:
        """Go where the password is asked for again, and give it."""
        self.open(address)
        if "reauthenticate" in self.page.url:
            self.page.fill("#id_password", PASSWORD)
            self.press("Confirm")

    def graves(self) -> list[str]:
        assert self.page.locator("main").count() == 1, (self.page.url, self.page.content()[:300])
        found = Axe().run(self.page, context="main").response["violations"]
        return [
            f"{self.page.url} {each['id']}: {each['nodes'][0]['html'][:160]}"
            for each in found
            if each["impact"] in ("serious", "critical")
        ]


@pytest.fixture
def tab(browser: Any, live_server: Any) -> Iterator[Tab]:
    cache.clear()
    opened = Tab(browser, str(live_server))
    yield opened
    assert opened.complaints == []
    opened.page.context.close()
    cache.clear()


@pytest.fixture
def anna(tab: Tab) -> User:
    return User.objects.create_user("Anna", "anna@desk.example", PASSWORD, role=Role.ADMINISTRATOR)


def logged_in_as(tab: Tab) -> str:
    heading: str = tab.open("/accounts/").locator("h1").inner_text()
    return heading


def test_the_first_administrator_comes_in_by_the_link(tab: Tab) -> None:
    link = first_link()
    assert link is not None
    page = tab.open(link[link.index("/accounts/") :])
    page.fill("#id_username", "Anna")
    page.fill("#id_password1", PASSWORD)
    page.fill("#id_password2", PASSWORD)
    tab.press("Make the account")
    assert logged_in_as(tab) == "Anna"


def test_an_authenticator_app_and_recovery_codes_guard_logging_in(tab: Tab, anna: User) -> None:
    tab.log_in("Anna")
    tab.prove("/accounts/2fa/totp/activate/")
    assert tab.page.locator("img.code").evaluate("image => image.naturalWidth") > 0
    secret = tab.page.locator("#authenticator_secret").input_value()
    tab.page.fill("#id_code", format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD_S)))
    tab.press("Activate")
    codes = tab.page.locator("#recovery_codes").input_value().split()
    assert len(codes) == 10
    tab.open("/accounts/")
    tab.press("Log out")
    tab.log_in("Anna")
    assert "/2fa/authenticate/" in tab.page.url
    tab.page.fill("#id_code", codes[0])
    tab.press("Sign In")
    assert logged_in_as(tab) == "Anna"


def test_a_security_key_guards_logging_in_without_a_script_in_the_page(tab: Tab, anna: User) -> None:
    devtools = tab.page.context.new_cdp_session(tab.page)
    devtools.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**key, "automaticPresenceSimulation": True}})
    tab.log_in("Anna")
    tab.prove("/accounts/2fa/webauthn/add/")
    tab.page.fill("#id_name", "Blue key")
    tab.page.click("#mfa_webauthn_add")
    tab.page.wait_for_url("**/accounts/2fa/recovery-codes/**")
    assert Authenticator.objects.filter(user=anna, type="webauthn").count() == 1
    tab.open("/accounts/")
    tab.press("Log out")
    tab.log_in("Anna")
    tab.page.click("#mfa_webauthn_authenticate")
    tab.page.wait_for_url(f"{tab.host}/")
    assert logged_in_as(tab) == "Anna"


@pytest.mark.parametrize("look", SIZES)
def test_no_page_of_accounts_is_hard_to_use_or_breaks_the_policy(
    browser: Any, tab: Tab, anna: User, look: dict[str, Any]
) -> None:
    seen = Tab(browser, tab.host, **look)
    grave = []
    for address in ENTRANCES:
        seen.open(f"/accounts/{address}")
        grave += seen.graves()
    seen.log_in("Anna")
    seen.prove("/accounts/2fa/totp/activate/")
    for address in PAGES:
        seen.open(f"/accounts/{address}".format(pk=anna.pk))
        grave += seen.graves()
        assert not seen.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), address
    assert grave == []
    assert seen.complaints == []
    seen.page.context.close()
