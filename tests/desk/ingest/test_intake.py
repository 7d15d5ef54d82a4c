"""What is kept is kept once; what is read of it is read once, however often it is tried; a changed page is a revision."""

import gzip
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from desk.ingest.told_reports import LEAD, MORE, page
from hypothesis import given
from hypothesis import strategies as st

from communique.desk.archive.models import Report, Snapshot, Source
from communique.desk.archive.signals import reports_kept
from communique.desk.ingest import intake, parsing
from communique.desk.ingest.hints import Hints
from communique.desk.ingest.intake import keep, read, read_snapshot
from communique.desk.ingest.rows import NAME

NOW = datetime(2024, 5, 8, 12, tzinfo=UTC)
URL = "https://courier.example/2024/menaka"
TEXT = f"{LEAD}\n\n{MORE}\n"
pytestmark = pytest.mark.django_db


@pytest.fixture
def source() -> Source:
    return Source.objects.create(kind=Source.Kind.PAGE, name="Courier", address=URL)


def kept(source: Source, body: str | bytes, address: str = URL, media: str = "text/html", **hints: Any) -> Snapshot:
    data = body.encode() if isinstance(body, str) else body
    snapshot = keep(source, address, data, media, Hints(**hints), NOW)
    assert snapshot is not None
    return snapshot


def lines(*reports: dict[str, Any]) -> str:
    return "\n".join(json.dumps(each) for each in reports)


def test_the_same_bytes_of_the_same_address_are_kept_once(source: Source) -> None:
    first = kept(source, page())
    assert keep(source, URL, page().encode(), "text/html", Hints(), NOW + timedelta(hours=1)) is None
    assert Snapshot.objects.get().fetched_at == NOW
    assert first.body() == page().encode()
    assert len(bytes(first.packed)) < first.size


def test_a_snapshot_that_is_read_twice_gives_its_report_once(source: Source) -> None:
    snapshot = kept(source, page())
    (report,) = read_snapshot(snapshot, NOW)
    assert read_snapshot(snapshot, NOW) == []
    assert read(snapshot, NOW).known == [report]
    assert snapshot.state == Snapshot.State.READ
    assert (report.snapshot, report.source, report.state) == (snapshot, source, Report.State.WAITING)
    assert report.record.id == report.name


def test_a_reading_that_was_cut_short_goes_on(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "AT_ONCE", 2)
    told = [{"text": f"{TEXT} Report {n}.", "url": f"https://x.example/{n}"} for n in range(5)]
    snapshot = kept(source, lines(*told), "reports.jsonl", "application/jsonl")
    sent: list[list[str]] = []

    def stop(names: list[str], **_: Any) -> None:
        sent.append(names)
        if len(sent) == 2:
            raise KeyboardInterrupt

    reports_kept.connect(stop)
    try:
        with pytest.raises(KeyboardInterrupt):
            read_snapshot(snapshot, NOW)
        assert Report.objects.count() == 2
        snapshot.refresh_from_db()
        assert snapshot.state == Snapshot.State.FETCHED
        assert len(read_snapshot(snapshot, NOW)) == 3
    finally:
        reports_kept.disconnect(stop)
    assert len(sent[0]) == 2
    assert Report.objects.count() == 5


def test_a_changed_page_revises_the_report_before_it_and_changes_nothing_of_that(source: Source) -> None:
    (first,) = read_snapshot(kept(source, page()), NOW)
    Report.objects.update(state=Report.State.LINKED)
    (second,) = read_snapshot(kept(source, page(lead=LEAD.replace("four", "five"))), NOW)
    (third,) = read_snapshot(kept(source, page(lead=LEAD.replace("four", "six"))), NOW)
    assert (second.revises, third.revises) == (first, second)
    first.refresh_from_db()
    assert first.state == Report.State.LINKED
    assert LEAD in first.record.text


def test_a_page_whose_text_is_the_same_makes_no_revision(source: Source) -> None:
    (first,) = read_snapshot(kept(source, page()), NOW)
    other = page().replace("</body>", "<footer>Served in 12 ms</footer></body>")
    assert read(kept(source, other), NOW).known == [first]
    assert Report.objects.count() == 1


def test_a_page_that_cannot_be_read_says_why(source: Source) -> None:
    snapshot = kept(source, "<html><body><nav>Home</nav></body></html>")
    assert read_snapshot(snapshot, NOW) == []
    assert snapshot.state == Snapshot.State.FAILED
    assert "no article" in snapshot.error


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7 xx", b"\x1f\x8bbroken", b"PK\x03\x04zip", b"\x00\xff" * 100])
def test_bytes_that_are_no_text_fail_with_words(source: Source, body: bytes) -> None:
    snapshot = kept(source, body, "file", "")
    read_snapshot(snapshot, NOW)
    assert (snapshot.state, bool(snapshot.error)) == (Snapshot.State.FAILED, True)


def test_parts_that_cannot_be_read_do_not_lose_the_others(source: Source) -> None:
    body = "\n".join([lines({"text": TEXT}), *["not json"] * 9])
    snapshot = kept(source, body, "reports.jsonl", "application/jsonl")
    assert len(read_snapshot(snapshot, NOW)) == 1
    assert snapshot.state == Snapshot.State.READ
    assert snapshot.error.endswith("and 4 more")


def test_what_the_page_says_holds_over_what_its_feed_says(source: Source) -> None:
    hints = {"listed": "2024-01-01", "lister": "A feed", "title": "A title", "author": "A. Writer"}
    (report,) = read_snapshot(kept(source, page(), **hints), NOW)
    assert (report.publisher, report.published) == ("Sahel Courier", date(2024, 5, 8))
    (bare,) = read_snapshot(kept(source, TEXT, "https://bare.example/x", "text/plain", **hints), NOW)
    assert (bare.publisher, bare.published, bare.record.author) == ("A feed", date(2024, 1, 1), "A. Writer")
    assert bare.record.published_from == "metadata"


def test_what_a_person_says_holds_over_the_page(source: Source) -> None:
    (report,) = read_snapshot(kept(source, page(), published="2024-05-07", publisher="Wire"), NOW)
    assert (report.publisher, str(report.published), report.record.published_from) == ("Wire", "2024-05-07", "option")


def test_the_publisher_of_a_source_stands_where_a_page_names_none(source: Source) -> None:
    source.publisher = "The Courier"
    source.save()
    (report,) = read_snapshot(kept(source, TEXT, "https://bare.example/x", "text/plain"), NOW)
    assert report.publisher == "The Courier"


def test_where_nobody_says_publisher_or_date_they_are_not_given(source: Source) -> None:
    (report,) = read_snapshot(kept(source, TEXT, "https://bare.example/x", "text/plain"), NOW)
    assert (report.publisher, report.published, report.record.publisher, report.record.published) == (
        "",
        None,
        None,
        None,
    )


def test_an_id_that_another_report_has_is_not_taken_for_it(source: Source) -> None:
    for number in range(2):
        body = lines({"id": "7", "text": f"{TEXT} Number {number}."})
        read_snapshot(kept(source, body, f"{number}.jsonl", "application/jsonl"), NOW)
    names = list(Report.objects.order_by("pk").values_list("name", flat=True))
    assert len(names) == 2
    assert names[0] == "7"
    assert names[1].startswith("7-")


def test_a_nul_in_a_report_is_taken_by_every_database(source: Source) -> None:
    body = lines(
        {"id": "a\0b", "title": "T\0", "publisher": "P\0", "url": "https://x.example/\0", "text": f"{TEXT}\0."}
    )
    (report,) = read_snapshot(kept(source, body, "x.jsonl", "application/jsonl"), NOW)
    assert "\0" not in report.title + report.publisher + report.url + report.name


@given(given_id=st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=300))
def test_every_id_that_a_file_gives_makes_a_name_that_addresses_can_hold(given_id: str) -> None:
    from communique.desk.ingest.rows import _named
    from communique.model import Report as Record

    assert NAME.fullmatch(_named(Record(id=given_id, text=TEXT)).id)


def test_a_charset_of_the_answer_is_heeded(source: Source) -> None:
    body = f"Gunmen in Ségou. {TEXT}".encode("cp1252")
    (report,) = read_snapshot(kept(source, body, URL + ".txt", "text/plain; charset=windows-1252"), NOW)
    assert report.record.text.startswith("Gunmen in Ségou")


def test_gzip_that_unpacks_to_too_much_is_not_read(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MOST_UNPACKED", 1_000_000)
    snapshot = kept(source, gzip.compress(b"\n" * 5_000_000), "x.jsonl.gz", "")
    read_snapshot(snapshot, NOW)
    assert "unpacks to more" in snapshot.error


def test_who_hands_in_keeps_the_worker_off_for_a_while_only(source: Source) -> None:
    until = NOW + timedelta(minutes=10)
    snapshot = keep(source, URL, page().encode(), "text/html", Hints(), NOW, leased_by="hand-in 1", lease_until=until)
    assert snapshot is not None
    assert (snapshot.leased_by, snapshot.lease_until) == ("hand-in 1", until)
    read_snapshot(snapshot, NOW)
    snapshot.refresh_from_db()
    assert (snapshot.leased_by, snapshot.lease_until) == ("", None)
