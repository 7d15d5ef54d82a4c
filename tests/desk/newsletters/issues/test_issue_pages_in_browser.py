"""Pages of issues in a real browser: readable on a phone and a desktop, light and dark, and nothing in them complains."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from desk.browsing import DESKTOP, PHONE, Looking, looking
from desk.newsletters.issues.an_issue import an_issue, deliveries
from desk.newsletters.people import a_list
from django.test import Client
from django.urls import reverse

from communique.desk.newsletters.models import Issue, Return

pytestmark = pytest.mark.django_db
LOOKS = (DESKTOP, PHONE)
OUT = datetime(2024, 5, 9, 7, tzinfo=UTC)


def path(name: str, *args: Any) -> str:
    return reverse(f"newsletters:{name}", args=args)


def pictured(desk: Looking, name: str, look: Mapping[str, Any]) -> None:
    """A picture for the docs, where somebody wants one."""
    if folder := os.environ.get("PICTURES"):
        for frame in desk.page.locator("iframe").all():
            frame.scroll_into_view_if_needed()  # what was never in view is not drawn
            frame.content_frame.locator("h1").first.wait_for()
        kind = "" if look is DESKTOP else "-phone"
        desk.page.screenshot(path=f"{folder}/{name}{kind}.png", full_page=True)


def furnished() -> Issue:
    """A list that is being sent, one to approve and one that went out."""
    of = a_list(name="Sahel, week by week")
    an_issue(of, state=Issue.State.SENT, frozen_at=OUT, finished_at=OUT, audience=1204)
    moving = an_issue(of, state=Issue.State.PAUSED, frozen_at=OUT, trouble="40 of 50 were refused in a minute")
    found = deliveries(
        moving, "accepted", "accepted", "failed", "unknown", "pending", code=250, answer="2.0.0 queued as 4F2B1"
    )
    Return.objects.create(delivery=found[0], kind="soft", status="4.2.2", diagnostic="mailbox full", digest="1" * 64)
    an_issue(of)
    return moving


@pytest.mark.parametrize("look", LOOKS, ids=("desktop", "phone"))
def test_desk_pages_are_readable(look: Mapping[str, Any], browser: Any, editor: Client) -> None:
    issue = furnished()
    draft = Issue.objects.get(state=Issue.State.DRAFT)
    pages = [path("issues"), path("issue-deliveries", issue.pk) + "?state=unknown", path("issue-domains", issue.pk)]
    with looking(browser, editor, look) as desk:
        for name, each in (("draft", draft), ("sending", issue)):
            desk.at(path("issue-preview", each.pk))
            desk.at(path("issue-desk", each.pk))
            pictured(desk, f"issue-{name}", look)
            assert desk.graves() == [], name
            assert not desk.is_too_wide(), each
        for each in pages:
            desk.at(each)
            assert desk.graves() == [], each
            assert not desk.is_too_wide(), each
        assert desk.complaints == []
        assert desk.elsewhere == []


@pytest.mark.parametrize("look", LOOKS, ids=("desktop", "phone"))
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_archive_is_readable(look: Mapping[str, Any], language: str, browser: Any, stranger: Client) -> None:
    of = a_list(language=language)
    an_issue(of, state=Issue.State.SENT, frozen_at=OUT)
    with looking(browser, stranger, look) as desk:
        desk.at(path("archive", of.slug))
        pictured(desk, f"archive-{language}", look)
        assert desk.graves() == []
        assert not desk.is_too_wide()
        desk.at(path("issue", of.slug, 1))
        assert not desk.is_too_wide()
        assert desk.complaints == []
        assert desk.elsewhere == []


def test_the_preview_is_shown_in_its_frames(browser: Any, editor: Client) -> None:
    issue = an_issue()
    with looking(browser, editor) as desk:
        desk.at(path("issue-preview", issue.pk))
        page = desk.at(path("issue-desk", issue.pk))
        page.locator("iframe.phone").scroll_into_view_if_needed()
        frame = page.frame_locator("iframe.phone")
        frame.locator("text=ML-2024-0001").first.wait_for()
        assert desk.complaints == []
