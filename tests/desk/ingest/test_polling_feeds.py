"""Feeds: pages of entries are fetched once, whole entries are kept, a bad one is told of and stops nothing."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from desk.ingest.served import Answer, Site
from desk.ingest.told_reports import LEAD, MORE, item, page, rss
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from communique.desk.archive.models import Report, Snapshot, Source
from communique.desk.ingest.intake import read_snapshot
from communique.desk.ingest.models import Entry
from communique.desk.ingest.polling import due_sources, poll
from communique.desk.ingest.polling.listing import entries
from communique.desk.ingest.polling.outcome import SourceFailedError
from communique.desk.ingest.polling.pages import TRIES
from communique.desk.ingest.polling.told import DamagedError, Told, page_address, told
from communique.reading import read_bytes

NOW = datetime(2024, 5, 8, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=31)
WHOLE = f"<p>{LEAD}</p><p>{MORE}</p>" * 3
pytestmark = pytest.mark.django_db


def feed_source(web: Site, path: str = "/feed", **more: str) -> Source:
    return Source.objects.create(kind=Source.Kind.FEED, name="Courier", address=web.url(path), due_at=NOW, **more)


def read_all() -> list[Report]:
    return [
        report
        for each in Snapshot.objects.filter(state="fetched").order_by("pk")
        for report in read_snapshot(each, NOW)
    ]


def test_the_page_of_an_entry_that_has_only_a_summary_is_fetched(web: Site) -> None:
    web.has("/feed", rss(item(web.url("/menaka?utm_source=rss"))), "application/rss+xml")
    web.has("/menaka", page())
    polled = poll(feed_source(web), NOW)
    assert (polled.kept, polled.error) == (1, "")
    (report,) = read_all()
    assert (report.url, report.publisher, str(report.published)) == (web.url("/menaka"), "Sahel Courier", "2024-05-08")
    assert LEAD in report.record.text


def test_an_entry_that_is_whole_is_kept_as_it_is(web: Site) -> None:
    web.has("/feed", rss(item("http://courier.example/menaka#top", content=WHOLE)), "application/rss+xml")
    assert poll(feed_source(web, publisher="The Courier"), NOW).kept == 1
    (report,) = read_all()
    assert (report.url, report.publisher) == ("http://courier.example/menaka", "The Courier")
    assert LEAD in report.record.text
    assert web.paths() == ["/robots.txt", "/feed"]


def test_entries_that_were_seen_are_not_fetched_anew(web: Site) -> None:
    web.has("/feed", rss(item(web.url("/menaka"))), "application/rss+xml")
    web.has("/menaka", page())
    source = feed_source(web)
    poll(source, NOW)
    web.has("/feed", rss(item(web.url("/menaka")), title="Another title"), "application/rss+xml")
    assert poll(source, LATER).kept == 0
    assert web.paths() == ["/robots.txt", "/feed", "/menaka", "/feed"]


def test_an_entry_that_changed_is_fetched_anew_and_its_report_revises_the_earlier_one(web: Site) -> None:
    web.has("/feed", rss(item(web.url("/menaka"))), "application/rss+xml")
    web.has("/menaka", page())
    source = feed_source(web)
    poll(source, NOW)
    (first,) = read_all()
    web.has("/feed", rss(item(web.url("/menaka"), summary="The toll rose.")), "application/rss+xml")
    web.has("/menaka", page(lead=LEAD.replace("four", "six")))
    poll(source, LATER)
    (second,) = read_all()
    assert second.revises == first
    assert second.state == Report.State.WAITING
    first.refresh_from_db()
    assert first.state == Report.State.WAITING


def test_entries_that_share_a_link_are_no_revisions_of_each_other(web: Site) -> None:
    items = [
        item("http://courier.example/live", content=WHOLE.replace("Menaka", town)) for town in ("Menaka", "Ansongo")
    ]
    told = [each.replace("<guid>http://courier.example/live", f"<guid>live-{n}") for n, each in enumerate(items)]
    web.has("/feed", rss(*told), "application/rss+xml")
    poll(feed_source(web), NOW)
    assert [report.revises for report in read_all()] == [None, None]


def test_a_feed_that_did_not_change_is_not_sent_again(web: Site) -> None:
    web.has("/feed", rss(item("http://x.example/1", content=WHOLE)), "application/rss+xml", ETag='"one"')
    source = feed_source(web)
    poll(source, NOW)
    source.refresh_from_db()
    assert poll(source, LATER) == poll(source, LATER).__class__(0, "", LATER + timedelta(minutes=30))
    assert web.asked[-1][1]["If-None-Match"] == '"one"'


def test_a_page_that_fails_is_tried_again_later_and_let_go_in_the_end(web: Site) -> None:
    web.has("/feed", rss(item(web.url("/menaka"), summary=f"{LEAD} {MORE}")), "application/rss+xml", ETag='"one"')
    web.pages["/menaka"] = Answer(b"", 500)
    source, at = feed_source(web), NOW
    for _ in range(TRIES):
        poll(source, at)
        at = Entry.objects.get().due_at or at
    entry = Entry.objects.get()
    assert (entry.state, entry.failures) == ("failed", TRIES)
    assert "500" in entry.error
    assert source.error == ""
    (report,) = read_all()
    assert LEAD in report.record.text
    assert report.url == web.url("/menaka")


def test_a_page_that_is_gone_is_let_go_at_once(web: Site) -> None:
    web.has("/feed", rss(item(web.url("/gone"))), "application/rss+xml")
    poll(feed_source(web), NOW)
    assert Entry.objects.get().state == "failed"


def test_pages_of_one_host_are_fetched_one_at_a_time(web: Site, settings: Settings) -> None:
    settings.FETCH_DELAY_S = 2
    web.has("/feed", rss(*(item(web.url(f"/{n}")) for n in range(3))), "application/rss+xml")
    for number in range(3):
        web.has(f"/{number}", page(title=f"Report {number} of the day"))
    source, at, moments = feed_source(web), NOW, []
    for _ in range(4):
        at = poll(source, at).due_at or at
        moments.append(at - NOW)
    assert moments == [timedelta(seconds=2), timedelta(seconds=4), timedelta(seconds=6), timedelta(minutes=30)]
    assert web.paths() == ["/robots.txt", "/feed", "/2", "/1", "/0"]


def test_a_feed_whose_host_is_busy_is_asked_in_its_turn(web: Site, settings: Settings) -> None:
    settings.FETCH_DELAY_S = 2
    web.has("/feed", rss(), "application/rss+xml")
    web.has("/other", rss(), "application/rss+xml")
    poll(feed_source(web), NOW)
    polled = poll(feed_source(web, "/other"), NOW)
    assert polled.due_at == NOW + timedelta(seconds=2)
    assert polled.error == ""


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("not a feed at all", "no RSS or Atom"),
        ("", "no RSS or Atom"),
        (b"\x00\x01\x02\x03" * 50, "no feed"),
        ('<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head></html>', "/rss.xml"),
        ("<html><body>Welcome</body></html>", "a page and no feed"),
        ("<rss><channel><item>", ""),
    ],
)
def test_a_bad_feed_shows_its_error_and_when_it_is_asked_next(web: Site, body: str | bytes, words: str) -> None:
    web.has("/feed", body)
    source = feed_source(web)
    polled = poll(source, NOW)
    assert words in polled.error
    assert polled.due_at is not None
    assert polled.due_at > NOW
    source.refresh_from_db()
    assert source.error == polled.error


def test_a_bad_feed_does_not_stop_the_others(web: Site) -> None:
    web.has("/feed", rss(item("http://x.example/1", content=WHOLE)), "application/rss+xml")
    for path in ("/broken", "/feed", "/missing"):
        feed_source(web, path)
    kept = [poll(source, NOW).kept for source in due_sources(NOW)]
    assert kept == [0, 1, 0]
    assert list(due_sources(NOW)) == []


def test_each_failure_waits_longer_and_a_success_forgets_them(web: Site) -> None:
    source, waits = feed_source(web), []
    for _ in range(12):
        waits.append((poll(source, NOW).due_at or NOW) - NOW)
        source.list_at = NOW
    assert timedelta(minutes=4) <= waits[0] <= timedelta(minutes=6)
    assert timedelta(minutes=8) <= waits[1] <= timedelta(minutes=12)
    assert max(waits) <= timedelta(hours=29)
    web.has("/feed", rss(), "application/rss+xml")
    poll(source, NOW)
    assert (source.failures, source.error) == (0, "")


def test_a_feed_that_asks_for_rest_is_not_asked_before(web: Site) -> None:
    web.pages["/feed"] = Answer(b"", 503, {"Retry-After": "86400"})
    assert poll(feed_source(web), NOW).due_at == NOW + timedelta(days=1)


def test_an_atom_feed_and_entities_of_html_are_read(web: Site) -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title>Herders killed</title>
    <id>tag:courier,2024:1</id><link href="/menaka"/><updated>2024-05-08T09:00:00Z</updated>
    <content type="html">
    &lt;p&gt;Fifty&amp;nbsp;head of cattle&nbsp;were taken. {LEAD}
    {MORE * 2}&lt;/p&gt;</content></entry></feed>"""
    web.has("/feed", atom, "application/atom+xml")
    poll(feed_source(web), NOW)
    (report,) = read_all()
    assert report.url == web.url("/menaka")
    assert "cattle were" in report.record.text.replace("\xa0", " ")


def test_entities_that_grow_are_not_followed(web: Site) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "word "><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">' + "".join(
        f'<!ENTITY {chr(99 + n)} "{f"&{chr(98 + n)};" * 10}">' for n in range(8)
    )
    web.has("/feed", f"{bomb}]><rss><channel><item><title>&j;</title><guid>1</guid></item></channel></rss>")
    poll(feed_source(web), NOW)
    assert Snapshot.objects.get().size < 10_000


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/a?utm_source=x&id=7#part", "http://feed.example/a?id=7"),
        ("a b", "http://feed.example/a b"),
        ("https://x.example/?q=a%20b&empty=", "https://x.example/?q=a%20b&empty="),
        ("javascript:alert(1)", ""),
        ("mailto:a@b.example", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_the_page_of_an_entry_is_its_link_without_the_marks_of_the_way(link: str, address: str) -> None:
    assert page_address(link, "http://feed.example/rss") == address


BITS = """& < > &nbsp; &#0; &#xD800; &#99999999; <![CDATA[ ]]> http://[ <item> </channel> \0 xmlns="no:name"
<geo:point>1</geo:point> 2024-99-99 <!-- <?xml xml:base="http://[" """.split()


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 20), st.sampled_from(BITS)), max_size=6))
def test_no_damage_to_a_feed_makes_it_more_than_a_bad_feed(damages: list[tuple[int, int, str]]) -> None:
    text = rss(item("http://x.example/1", content=WHOLE[:200]), item("/2"))
    for start, length, bit in damages:
        text = text[:start] + bit + text[start + length :]
    with suppress(SourceFailedError):
        for listed in entries(text.encode(), "text/xml"):
            with suppress(DamagedError):
                told(listed.document, "http://feed.example/")
                list(read_bytes(listed.document.encode(), "entry", kind="feed"))


def test_prefixes_that_are_never_declared_do_no_harm(web: Site) -> None:
    bare = item("http://x.example/1", content=WHOLE).replace("<pubDate>", "<geo:point>16 0</geo:point><pubDate>")
    web.has("/feed", rss(bare), "application/rss+xml")
    assert poll(feed_source(web), NOW).kept == 1


def test_an_entry_that_is_damaged_is_told_and_the_others_are_kept(web: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [item(f"http://x.example/{n}", content=f"{WHOLE} {n}") for n in range(3)]
    web.has("/feed", rss(*items), "application/rss+xml")

    def break_second(document: str, address: str) -> Told:
        if "x.example/1" in document:
            raise DamagedError
        return told(document, address)

    monkeypatch.setattr("communique.desk.ingest.polling.feed.told", break_second)
    polled = poll(feed_source(web), NOW)
    assert polled.kept == 2
    assert "damaged" in polled.error
