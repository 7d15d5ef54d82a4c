"""The pages of the API in a real browser: docs, tokens, webhooks; by axe, on a phone and a desk, in the dark and the light."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from desk.api.receiver import receiving
from desk.api.tokened import someone
from desk.browsing import DESKTOP, PHONE, looking
from django.test import Client

from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.api.tokens.keeping import make
from communique.desk.api.webhooks import keeping
from communique.desk.api.webhooks.making import make_due
from communique.desk.api.webhooks.sending import send_due

PAGES = {
    "docs": "/api/v1/docs",
    "tokens": "/api/tokens/",
    "webhooks": "/api/webhooks/",
    "webhook": "/api/webhooks/{}/",
}


@pytest.fixture
def endpoint(browser: Any, desk: None, administrator: Client, settings: Any) -> int:
    """An administrator's desk with tokens, and an address that failed once and was told then."""
    owner, now = User.objects.get(role=Role.ADMINISTRATOR), datetime.now(UTC)
    make(owner, "nightly sync", ["read", "read:unreviewed"], None)
    with receiving() as receiver:
        settings.ALLOW_PRIVATE_HOSTS = (f"127.0.0.1:{receiver.port}",)
        receiver.statuses = [204, 204, 500]
        values = {"url": receiver.url, "events": ["incident.new"], "selection": "country=ML", "basis": "read"}
        row = keeping.add({**values, "from_start": True}, someone(Role.ADMINISTRATOR))
        make_due(now)
        send_due(now)
    return int(row.pk)


@pytest.mark.parametrize("look", [DESKTOP, PHONE], ids=["desk in the light", "phone in the dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_serious_fault_and_asks_nothing_elsewhere(
    name: str, look: Mapping[str, Any], endpoint: int, browser: Any, administrator: Client
) -> None:
    with looking(browser, administrator, look) as tab:
        tab.at(PAGES[name].format(endpoint))
        if folder := os.environ.get("PICTURES"):
            tab.page.screenshot(path=f"{folder}/api-{name}-{look['color_scheme']}.png", full_page=name != "docs")
        assert tab.graves() == []
        assert not tab.is_too_wide()
        assert tab.elsewhere == []
        assert tab.complaints == []
