"""Feeds: pages of entries are fetched once, whole entries are kept, a bad one is told of and stops nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from desk.ingest.served import Answer, Site
from desk.ingest.told_reports import LEAD, MORE, item, page, rss

from communique.desk.archive.models import Report, Snapshot, Source
from communique.desk.ingest.intake import read_snapshot
from communique.desk.ingest.models import Entry
from communique.desk.ingest.polling import due_sources, poll

NOW = datetime(2024, 5, 8, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def feed_source(web: Site, path: str = "/feed") -> Source:
    return Source.objects.create(kind=Source.Kind.FEED, name="Courier", address=web.url(path), due_at=NOW)


def read_all() -> list[Report]:
    return [report for each in Snapshot.objects.filter(state="fetched").order_by("pk") for report in read_snapshot(each, NOW)]


def test_the_page_of_an_entry_that_has_only_a_summary_is_fetched(web: Site) -> None:
    web.has("/feed", rss(item(web.url("/menaka?utm_source=rss"))), "application/rss+xml")
    web.has("/menaka", page())
    polled = poll(feed_source(web), NOW)
    assert (polled.kept, polled.error) == (1, "")
    (report,) = read_all()
    assert (report.url, report.publisher, str(report.published)) == (web.url("/menaka"), "Sahel Courier", "2024-05-08")
    assert LEAD in report.record.text
