"""The worker's page as a browser shows it."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from desk.browsing import DESKTOP, PHONE, looking
from desk.filled import fill
from django.test import Client

from communique.desk.archive.models import Report, Snapshot, Source
from communique.desk.ingest.models import Worker
from communique.desk.ingest.working.holding import now


def furnish() -> None:
    """A worker at work, a report that failed, a file of which nothing could be read."""
    fill()
    at = now()
    Worker.objects.create(
        name="desk-1:4711:a1b2c3",
        host="desk-1",
        pid=4711,
        coded_with="0.1.0 both 5e0c4f19aa27d3b1",
        doing="coding reports",
        started_at=at,
        seen_at=at,
    )
    error = "MemoryError: a table of 90,000 rows"
    Report.objects.filter(title="Prices").update(state=Report.State.FAILED, error=error)
    source = Source.objects.create(kind=Source.Kind.FOLDER, name="Inbox", address="/srv/inbox")
    Snapshot.objects.create(
        source=source,
        address="/srv/inbox/scan-of-a-report.pdf",
        fetched_at=datetime(2024, 5, 9, tzinfo=UTC),
        sha256="0" * 64,
        packed=b"",
        size=0,
        state=Snapshot.State.FAILED,
        error="a PDF, which is not read; give its text",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("look", [DESKTOP, PHONE], ids=["desktop", "phone in the dark"])
def test_the_page_is_read_by_everyone_and_asks_no_other_host(
    browser: Any, editor: Client, look: Mapping[str, Any]
) -> None:
    furnish()
    with looking(browser, editor, look) as tab:
        page = tab.at("/sources/work/")
        if folder := os.environ.get("COMMUNIQUE_PICTURES"):
            page.screenshot(path=f"{folder}/worker-{look['color_scheme']}.png", full_page=True)
        assert page.get_by_text("coding reports").is_visible()
        assert page.get_by_role("button", name="Try again: Prices").is_visible()
        assert tab.graves() == []
        assert not tab.is_too_wide()
        assert tab.elsewhere == []
        assert tab.complaints == []
