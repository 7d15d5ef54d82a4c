"""Pages, feeds, archives and addresses."""

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType
from reading_support import PAGE, STORY, failure, reports

from communique.model import Report
from communique.reading import Failure, fetching, read_inputs
from communique.reading.failure import UnreadableError
from communique.reading.limits import FetchLimits

Write = Callable[[str, str | bytes], str]
Serve = Callable[[dict[str, tuple[int, dict[str, str], bytes]]], str]
HTML = {"Content-Type": "text/html"}


def test_a_page_gives_its_article_with_the_title_first_and_its_metadata(write: Write) -> None:
    (report,) = reports(write("page.html", PAGE))
    paragraphs = report.text.split("\n\n")
    assert paragraphs[:2] == ["Rebels overrun river port", STORY]
    assert len(paragraphs) == 3
    assert (report.title, report.publisher) == ("Rebels overrun river port", "Delta Post")
    assert (report.published, report.published_from) == ("2014-05-06", "metadata")


def test_the_rest_of_a_page_is_kept_apart_with_the_reason(write: Write) -> None:
    (report,) = reports(write("page.html", PAGE))
    assert {(part.reason, part.text, part.start, part.end) for part in report.boilerplate} == {
        ("menu", "Home War", None, None),
        ("newsletter sign-up", "Get our morning bulletin in your inbox.", None, None),
        ("page header or footer", "All the news of the delta", None, None),
    }
    assert "bulletin" not in report.text


def test_sign_up_words_inside_the_article_have_offsets(write: Write) -> None:
    page = PAGE.replace("</article>", "<p>Sign up to our newsletter for more stories like this one.</p></article>")
    (report,) = reports(write("page.html", page))
    (inside,) = [part for part in report.boilerplate if part.start is not None]
    assert (
        report.text[inside.start : inside.end]
        == inside.text
        == "Sign up to our newsletter for more stories like this one."
    )


def test_a_part_that_holds_most_of_the_page_is_not_taken_for_boilerplate(write: Write) -> None:
    page = PAGE.replace("<article>", '<div class="menu sidebar">').replace("</article>", "</div>")
    (report,) = reports(write("page.html", page))
    assert STORY in report.text


def test_a_page_in_a_declared_older_encoding_is_read(write: Write) -> None:
    page = PAGE.replace("utf-8", "iso-8859-2").replace("the governor", "governor Wałęsa Łódź")
    assert "Wałęsa Łódź" in reports(write("page.html", page.encode("iso-8859-2")))[0].text


RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Delta Post</title>
<link>https://delta.example/</link><description>d</description>
<item><title>Rebels overrun port</title><link>https://delta.example/port</link><pubDate>Tue, 06 May 2014 23:30:00 -0500</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>{STORY}</p><script>x()</script>
<p>Caf&eacute;s were &amp; shops shut.<br>All left.</p>
<p>The post Rebels overrun port appeared first on Delta Post.</p>]]></content:encoded></item>
<item><link>https://delta.example/empty</link></item>
<item><title>Army says it holds the bridge over the river</title><description></description></item>
</channel></rss>"""


def test_each_entry_of_a_feed_is_a_report(write: Write) -> None:
    first, second, third = read_inputs([write("feed.xml", RSS)])
    assert isinstance(first, Report)
    assert first.text.split("\n\n")[:4] == ["Rebels overrun port", STORY, "Cafés were & shops shut.", "All left."]
    assert (first.published, first.publisher, first.url) == ("2014-05-06", "Delta Post", "https://delta.example/port")
    assert [part.reason for part in first.boilerplate] == ["related links"]
    assert isinstance(second, Failure)
    assert second.source.endswith("feed.xml, entry 2")
    assert "https://delta.example/empty" in second.remedy
    assert isinstance(third, Report)
    assert third.text == third.title == "Army says it holds the bridge over the river"


def test_an_atom_feed_is_read_whatever_its_name(write: Write) -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Delta</title><entry><title>Port falls</title>
    <updated>2014-05-06T10:00:00Z</updated><summary>{STORY}</summary></entry></feed>"""
    (report,) = reports(write("delta.txt", atom))
    assert report.text == f"Port falls\n\n{STORY}"
    assert report.published == "2014-05-06"


def test_a_feed_without_entries_says_so(write: Write) -> None:
    empty = '<rss version="2.0"><channel><title>Delta</title></channel></rss>'
    assert failure(write("feed.rss", empty)).reason == "the feed has no entry"


def warc(*answers: tuple[str, str, bytes], compressed: bool = False) -> bytes:
    """An archive with one response for each address, status line and headers, and body."""
    out = io.BytesIO()
    for url, head, body in answers:
        record = WarcRecord()
        record.init_headers(WarcRecordType.response)
        record.headers["WARC-Target-URI"] = url
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(f"HTTP/1.1 {head}\r\n\r\n".encode() + body)
        part = io.BytesIO()
        record.write(part)
        out.write(gzip.compress(part.getvalue()) if compressed else part.getvalue())
    return out.getvalue()


OK = "200 OK\r\nContent-Type: text/html; charset=utf-8"
PAGES = (
    ("https://delta.example/2014/05/06/port", OK, PAGE.encode()),
    ("https://delta.example/logo.png", "200 OK\r\nContent-Type: image/png", b"\x89PNG..."),
    ("https://delta.example/gone", "404 Not Found\r\nContent-Type: text/html", PAGE.encode()),
    ("https://delta.example/short", OK, b"<html><body><p>Hi</p></body></html>"),
    ("https://delta.example/note", "200 OK\r\nContent-Type: text/plain", STORY.encode()),
)


@pytest.mark.parametrize("compressed", [False, True])
def test_each_page_of_an_archive_is_a_report(write: Write, compressed: bool) -> None:
    path = write("crawl.warc.gz" if compressed else "crawl.warc", warc(*PAGES, compressed=compressed))
    first, second, third = read_inputs([path])
    assert isinstance(first, Report)
    assert (first.url, first.published, first.source) == (PAGES[0][0], "2014-05-06", f"{path}, {PAGES[0][0]}")
    assert isinstance(second, Failure)
    assert second.source == f"{path}, https://delta.example/short"
    assert isinstance(third, Report)
    assert third.text == STORY


def test_an_archive_without_pages_says_so(write: Write) -> None:
    assert "no HTML page" in failure(write("crawl.warc", warc(PAGES[1]))).reason


@pytest.mark.parametrize("compressed", [False, True])
def test_an_archive_cut_short_gives_what_is_whole_and_says_so(write: Write, compressed: bool) -> None:
    data = warc(PAGES[0], PAGES[0], compressed=compressed)
    items = list(read_inputs([write("crawl.warc", data[: len(data) - 300])]))
    assert isinstance(items[0], Report)
    assert isinstance(items[-1], Failure)


def test_an_address_is_fetched_and_redirects_are_followed(serve: Serve) -> None:
    base = serve({"/old": (302, {"Location": "/new"}, b""), "/new": (200, HTML, PAGE.encode())})
    (report,) = reports(f"{base}/old")
    assert report.url == f"{base}/new"
    assert report.source == f"{base}/old"
    assert STORY in report.text


def test_a_feed_and_compressed_lines_are_read_from_an_address(serve: Serve) -> None:
    line = b'{"text": "Rebels left the town of Gao on Friday, the army said."}\n'
    base = serve(
        {
            "/feed": (200, {"Content-Type": "application/rss+xml"}, RSS.encode()),
            "/a.jsonl.gz": (200, {"Content-Type": "application/gzip"}, gzip.compress(line * 2)),
        }
    )
    assert len([item for item in read_inputs([f"{base}/feed"]) if isinstance(item, Report)]) == 2
    assert len(reports(f"{base}/a.jsonl.gz")) == 2


def test_a_page_takes_its_encoding_from_the_server(serve: Serve) -> None:
    page = PAGE.replace("utf-8", "").replace("the governor", "governor Ильин").encode("windows-1251")
    base = serve({"/": (200, {"Content-Type": "text/html; charset=windows-1251"}, page)})
    assert "Ильин" in reports(f"{base}/")[0].text


def test_an_error_of_the_server_is_said(serve: Serve) -> None:
    assert "the server answered 404 Not Found" in str(failure(f"{serve({})}/none"))


@pytest.mark.parametrize(
    ("answers", "path", "reason"),
    [
        ({"/r": (302, {"Location": "/r"}, b"")}, "/r", "more than 5 redirects"),
        ({"/f": (302, {"Location": "file:///etc/hostname"}, b"")}, "/f", "not http or https"),
        ({}, "/silent", "no answer within 0.2 s"),
        ({"/big": (200, {"Content-Length": "99999999"}, b"x")}, "/big", "larger than the 0.1 MB"),
        ({"/long": (200, {}, b"x" * 200_000)}, "/long", "larger than the 0.1 MB"),
    ],
)
def test_an_address_that_leads_nowhere_good_is_given_up(
    serve: Serve, answers: dict[str, tuple[int, dict[str, str], bytes]], path: str, reason: str
) -> None:
    with pytest.raises(UnreadableError) as caught:
        fetching.fetch(serve(answers) + path, FetchLimits(wait=0.2, size=100_000))
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    "url",
    ["ftp://delta.example/a", "file:///etc/hostname", "http://127.0.0.1:1/", "http://", "http://[x", "nonsense://["],
)
def test_other_addresses_are_one_failure(url: str) -> None:
    assert failure(url).source == url


def test_files_folders_and_addresses_may_be_mixed(serve: Serve, write: Write, tmp_path: Path) -> None:
    write("folder/a.txt", STORY)
    base = serve({"/p": (200, HTML, PAGE.encode())})
    assert len(reports(str(tmp_path / "folder"), f"{base}/p", write("b.txt", STORY))) == 3


def test_control_characters_and_damage_in_feeds_and_pages_break_nothing(write: Write) -> None:
    feed = RSS.replace("All left.", "All &#1; left\x0b.").replace("<description>Short.", "<description>\x00&#x1f;")
    assert any(isinstance(item, Report) for item in read_inputs([write("feed.xml", feed.replace("\x00", ""))]))
    (report,) = reports(write("page.html", PAGE.replace("the governor", "the &#2; \x0c governor\x01")))
    assert "governor" in report.text
