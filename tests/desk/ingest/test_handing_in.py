"""Handing in: a text, an address, files; each is read at once and told of, and comes in once."""

from datetime import date, timedelta

import pytest
from desk.ingest.served import Answer, Site
from desk.ingest.told_reports import LEAD, MORE, item, page, rss
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from communique.desk.archive.models import Change, Report, Snapshot, Source
from communique.desk.ingest.handing import hand_in

TEXT = f"{LEAD}\n\n{MORE}"
pytestmark = pytest.mark.django_db


def give(client: Client, way: str, **values: object) -> str:
    return client.post("/sources/submit/", {"way": way, **values}).content.decode()


def upload(client: Client, *files: tuple[str, str | bytes], **values: object) -> str:
    uploads = [SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data) for name, data in files]
    return give(client, "files", uploads=uploads, **values)


def test_a_pasted_text_is_a_report_with_what_is_said_of_it(analyst: Client) -> None:
    told = {"publisher": "Sahel Courier", "published": "2024-05-08", "url": "courier.example/menaka"}
    assert "taken" in give(analyst, "text", text=TEXT, **told)
    report = Report.objects.get()
    assert (report.publisher, report.published, report.url) == (
        "Sahel Courier",
        date(2024, 5, 8),
        "https://courier.example/menaka",
    )
    assert (report.source.kind, report.state) == (Source.Kind.PASTED, Report.State.WAITING)
    assert report.given_by is not None
    assert report.record.text.startswith(LEAD)
    change = Change.objects.get(subject="report", subject_id=report.name)
    assert (change.field, change.who) == ("given", report.given_by)


def test_what_nobody_says_is_not_given_and_told(analyst: Client) -> None:
    text = give(analyst, "text", text=TEXT)
    report = Report.objects.get()
    assert (report.publisher, report.published, report.url) == ("", None, "")
    assert "publisher not known" in text
    assert "no date of publication" in text


def test_the_same_text_comes_in_once(analyst: Client) -> None:
    give(analyst, "text", text=TEXT)
    assert "known already" in give(analyst, "text", text=TEXT.replace("\n", "\r\n"))
    assert Report.objects.count() == 1


def test_a_pasted_text_that_looks_like_a_page_stays_a_text(analyst: Client) -> None:
    give(analyst, "text", text=f"<p>{TEXT}</p>", url="https://courier.example/x.html")
    assert Report.objects.get().record.text.startswith("<p>Gunmen")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"text": ""}, "required"),
        ({"text": "   "}, "required"),
        ({"text": TEXT, "published": "not a day"}, "valid date"),
        ({"text": TEXT, "published": "1066-10-14"}, "check the year"),
        ({"text": TEXT, "url": "javascript:alert(1)"}, "http"),
        ({"text": TEXT, "url": "file:///etc/passwd"}, "http"),
    ],
)
def test_a_text_that_cannot_be_taken_is_told_why(analyst: Client, values: dict[str, str], words: str) -> None:
    answer = analyst.post("/sources/submit/", {"way": "text", **values})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not Report.objects.exists()


def test_a_day_that_is_still_to_come_is_refused(analyst: Client) -> None:
    day = timezone.now().date() + timedelta(days=3)
    assert (
        "still to come" in give(analyst, "text", text=TEXT, published=day.isoformat())
        or day.year != timezone.now().year
    )


def test_a_text_in_a_language_that_is_not_read_is_told(analyst: Client) -> None:
    french = (
        "Des hommes armés ont tué quatre bergers près de la ville mardi, selon le conseil local de la commune. " * 3
    )
    assert "French" in give(analyst, "text", text=french)


def test_a_page_is_fetched_and_read(analyst: Client, web: Site) -> None:
    web.has("/menaka", page())
    assert "taken" in give(analyst, "address", address=web.url("/menaka"))
    report = Report.objects.get()
    assert (report.url, report.publisher, report.published) == (web.url("/menaka"), "Sahel Courier", date(2024, 5, 8))
    assert "known already" in give(analyst, "address", address=web.url("/menaka"))


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/", "http://[::1]/", "http://169.254.169.254/", "file:///etc/passwd"]
)
def test_no_page_inside_is_fetched(analyst: Client, settings: Settings, address: str) -> None:
    settings.ALLOW_PRIVATE_HOSTS = ()
    answer = analyst.post("/sources/submit/", {"way": "address", "address": address})
    assert answer.status_code == 400
    assert not Snapshot.objects.exists()


def test_a_page_that_cannot_be_fetched_or_read_is_told(analyst: Client, web: Site) -> None:
    assert "paste its text" in give(analyst, "address", address=web.url("/missing"))
    web.has("/empty", "<html><body><nav>Home</nav></body></html>")
    assert "no article is found" in give(analyst, "address", address=web.url("/empty"))


def test_a_feed_is_to_be_added_as_a_source(analyst: Client, web: Site) -> None:
    web.has("/feed", rss(item("http://x.example/")), "application/rss+xml")
    assert "add it as a source" in give(analyst, "address", address=web.url("/feed"))


def test_a_host_that_wants_to_rest_is_left_alone(analyst: Client, web: Site) -> None:
    web.pages["/busy"] = Answer(b"", 503, {"Retry-After": "600"})
    give(analyst, "address", address=web.url("/busy"))
    assert "wants to rest" in give(analyst, "address", address=web.url("/busy"))


def test_files_are_read_each_for_itself(analyst: Client) -> None:
    letter = f"Subject: Herders\nDate: Wed, 08 May 2024 09:00:00 +0000\nMessage-ID: <1@x.example>\n\n{TEXT} By mail.\n"
    text = upload(
        analyst,
        ("menaka.html", page()),
        ("note.txt", f"{TEXT} A note."),
        ("mail.eml", letter),
        ("scan.pdf", b"%PDF-1.7 xx"),
        ("none.txt", ""),
    )
    assert text.count(">taken<") == 3
    assert "it is a PDF" in text
    assert "none.txt is empty" in text
    mail = Report.objects.get(title="Herders")
    assert (mail.published, mail.snapshot.address if mail.snapshot else "") == (date(2024, 5, 8), "mid:1@x.example")


def test_a_file_of_many_reports_gives_them_all(analyst: Client) -> None:
    lines = "\n".join(f'{{"text": "{LEAD} Number {n}."}}' for n in range(30))
    assert "and 10 more reports" in upload(analyst, ("reports.jsonl", lines))
    assert Report.objects.count() == 30


def test_a_file_that_is_too_large_is_refused(analyst: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand_in, "MOST_BYTES", 10)
    assert "larger than" in upload(analyst, ("large.txt", "x" * 100))


def test_no_file_is_told(analyst: Client) -> None:
    assert "Choose at least one file" in give(analyst, "files")


def test_a_name_of_a_file_is_escaped_and_leads_nowhere(analyst: Client) -> None:
    text = upload(analyst, ("../../<b>x</b>.txt", TEXT))
    assert "<b>x</b>" not in text
    assert "/" not in Snapshot.objects.get().address


def test_readers_and_strangers_hand_nothing_in(stranger: Client, reader: Client) -> None:
    for client, status in ((stranger, 302), (reader, 403)):
        assert client.get("/sources/submit/").status_code == status
        assert client.post("/sources/submit/", {"way": "text", "text": TEXT}).status_code == status
    assert not Report.objects.exists()


def test_the_worker_leaves_what_is_being_read(analyst: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, bool]] = []
    real = hand_in.read

    def look(snapshot: Snapshot, at: object) -> object:
        seen.append((snapshot.leased_by, snapshot.lease_until is not None))
        return real(snapshot, at)  # type: ignore[arg-type]

    monkeypatch.setattr(hand_in, "read", look)
    give(analyst, "text", text=TEXT)
    assert seen[0][0].startswith("hand-in")
    assert seen[0][1]
