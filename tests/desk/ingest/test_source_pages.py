"""Pages of sources: an editor adds, changes, pauses and asks; each change is in the history; OPML in and out."""

from datetime import timedelta

import pytest
from desk.ingest.served import Site
from desk.ingest.told_reports import LEAD, MORE, item, page, rss
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from communique.desk.archive.models import Change, Report, Snapshot, Source
from communique.desk.ingest.intake import read_snapshot
from communique.desk.ingest.polling import due_sources, poll
from communique.desk.ingest.sources import opml
from communique.desk.ingest.sources.listed import AT_ONCE


def given(web: Site, **more: object) -> dict[str, object]:
    return {"kind": "feed", "address": web.url("/feed"), "name": "Courier", "every_minutes": 30, **more}


def added(editor: Client, web: Site, **more: object) -> Source:
    answer = editor.post("/sources/add/", given(web, **more))
    assert answer.status_code == 302, answer.context["form"].errors
    return Source.objects.latest("pk")


def history(source: Source) -> list[tuple[str, object, object]]:
    rows = Change.objects.filter(subject="source", subject_id=str(source.pk)).order_by("pk")
    return [(row.field, row.before, row.after) for row in rows]


def polled(source: Source) -> None:
    poll(source, timezone.now())
    for snapshot in Snapshot.objects.filter(state="fetched"):
        read_snapshot(snapshot, timezone.now())


def test_a_source_that_is_added_is_due_and_in_the_history(editor: Client, web: Site) -> None:
    source = added(editor, web)
    assert source in due_sources(timezone.now())
    change = Change.objects.get(subject="source", subject_id=str(source.pk))
    assert (change.field, change.who, change.after["address"]) == ("added", source.created_by, web.url("/feed"))


def test_every_page_of_sources_opens(editor: Client, web: Site) -> None:
    pk = added(editor, web).pk
    for path in ("/sources/", "/sources/add/", f"/sources/{pk}/", f"/sources/{pk}/edit/", "/sources/submit/"):
        assert editor.get(path).status_code == 200, path


def test_a_source_without_a_name_is_named_by_its_address(editor: Client, web: Site) -> None:
    assert added(editor, web, name="").name == "127.0.0.1/feed"


@pytest.mark.parametrize(
    ("kind", "address", "words"),
    [
        ("feed", "http://127.0.0.1:1/feed", "not fetched from"),
        ("feed", "http://169.254.169.254/latest", "not fetched from"),
        ("page", "ftp://news.example/", "Only http and https"),
        ("feed", "http://", "no address"),
        ("folder", "/etc", "may be watched"),
        ("mailbox", "imaps://a@b.example/INBOX", "COMMUNIQUE_MAILBOXES"),
        ("examples", "x", "Select a valid choice"),
        ("feed", "", "required"),
    ],
)
def test_an_address_that_cannot_be_watched_is_refused_in_words(
    editor: Client, web: Site, kind: str, address: str, words: str
) -> None:
    answer = editor.post("/sources/add/", given(web, kind=kind, address=address))
    assert words in answer.content.decode()
    assert not Source.objects.exists()


def test_a_source_is_not_watched_twice(editor: Client, web: Site) -> None:
    added(editor, web)
    assert "watched already" in editor.post("/sources/add/", given(web)).content.decode()
    assert Source.objects.count() == 1


def test_each_field_that_is_changed_is_in_the_history(editor: Client, web: Site) -> None:
    source = added(editor, web)
    editor.post(f"/sources/{source.pk}/edit/", given(web, publisher="The Courier", every_minutes=60))
    source.refresh_from_db()
    assert (source.publisher, source.every_minutes) == ("The Courier", 60)
    assert history(source)[1:] == [("publisher", "", "The Courier"), ("every_minutes", 30, 60)]


def test_another_address_is_asked_at_once_as_if_new(editor: Client, web: Site) -> None:
    source = added(editor, web)
    later = timezone.now() + timedelta(hours=1)
    Source.objects.update(etag='"one"', due_at=later, list_at=later, failures=3, error="bad")
    editor.post(f"/sources/{source.pk}/edit/", given(web, address=web.url("/other")))
    source.refresh_from_db()
    assert (source.etag, source.failures, source.error) == ("", 0, "")
    assert source in due_sources(timezone.now())


def test_a_paused_source_is_not_asked_until_it_is_watched_again(editor: Client, web: Site) -> None:
    source = added(editor, web)
    editor.post(f"/sources/{source.pk}/pause/")
    editor.post(f"/sources/{source.pk}/pause/")
    assert source not in due_sources(timezone.now())
    editor.post(f"/sources/{source.pk}/resume/")
    assert source in due_sources(timezone.now())
    assert history(source)[1:] == [("active", True, False), ("active", False, True)]


def test_a_source_can_be_asked_for_now(editor: Client, web: Site) -> None:
    source = added(editor, web)
    later = timezone.now() + timedelta(hours=1)
    Source.objects.update(due_at=later, list_at=later, etag='"one"')
    editor.post(f"/sources/{source.pk}/ask/")
    source.refresh_from_db()
    assert source in due_sources(timezone.now())
    assert source.etag == ""
    assert history(source)[-1][0] == "asked"


def test_nothing_is_changed_by_looking(editor: Client, web: Site) -> None:
    source = added(editor, web)
    for step in ("pause", "resume", "ask"):
        assert editor.get(f"/sources/{source.pk}/{step}/").status_code == 405


def test_ways_in_by_hand_are_shown_and_not_asked(editor: Client, db: None) -> None:
    source = Source.objects.create(kind=Source.Kind.PASTED, name="Pasted texts")
    assert "by hand" in editor.get("/sources/").content.decode()
    for step in ("pause", "ask"):
        assert editor.post(f"/sources/{source.pk}/{step}/").status_code == 404


def test_a_bad_source_shows_its_error_and_when_it_is_asked_next(editor: Client, web: Site) -> None:
    source = added(editor, web)
    polled(source)
    for path in ("/sources/", "/sources/?state=failing", f"/sources/{source.pk}/"):
        text = editor.get(path).content.decode()
        assert "The server answered 404 (not found)." in text
        assert "failed once" in text
        assert "from now" in text


def test_the_page_of_a_source_shows_what_was_kept_and_its_revisions(editor: Client, web: Site) -> None:
    web.has("/page", page())
    source = added(editor, web, kind="page", address=web.url("/page"))
    polled(source)
    web.has("/page", page(lead=LEAD.replace("four", "six")))
    Source.objects.update(list_at=None)
    polled(Source.objects.get())
    revision = Report.objects.exclude(revises=None).get()
    text = editor.get(f"/sources/{source.pk}/").content.decode()
    assert f"/reports/{revision.name}/changes/" in text
    changes = editor.get(f"/reports/{revision.name}/changes/").content.decode()
    assert "<ins>" in changes
    assert "<del>" in changes


def test_what_a_source_says_is_escaped(editor: Client, web: Site) -> None:
    evil = "&lt;script&gt;alert(1)&lt;/script&gt;"
    web.has("/feed", rss(item("http://x.example/1", title=evil, content=f"{LEAD} {MORE * 3}")), "application/rss+xml")
    source = added(editor, web, name="<script>alert(2)</script>")
    polled(source)
    assert Report.objects.count() == 1
    for path in ("/sources/", f"/sources/{source.pk}/", f"/sources/{source.pk}/edit/"):
        assert "<script>alert" not in editor.get(path).content.decode()


def test_the_list_is_found_through_by_words_state_and_page(editor: Client, db: None) -> None:
    Source.objects.bulk_create(
        Source(kind="feed", name=f"Feed {n:03}", address=f"https://x.example/{n}", active=n != 7)
        for n in range(AT_ONCE + 5)
    )
    first = editor.get("/sources/")
    assert len(first.context["rows"]) == AT_ONCE
    rest = editor.get("/sources/", {"after": first.context["after"]})
    assert [row[0].name for row in rest.context["rows"]] == [f"Feed {n}" for n in range(100, 105)]
    assert [row[0].name for row in editor.get("/sources/?state=paused").context["rows"]] == ["Feed 007"]
    assert [row[0].name for row in editor.get("/sources/?q=feed 042").context["rows"]] == ["Feed 042"]
    assert editor.get("/sources/?after=x|y&state=nonsense").status_code == 200


def test_the_list_asks_the_database_as_often_for_many_sources_as_for_one(
    editor: Client, db: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Source.objects.bulk_create(Source(kind="feed", name=f"{n}", address=f"https://x.example/{n}") for n in range(60))
    with django_assert_max_num_queries(8):
        editor.get("/sources/")


OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Feeds</title></head><body>
<outline text="Africa"><outline type="rss" text="Courier" xmlUrl="https://courier.example/feed"/>
<outline text="Deeper"><outline type="rss" title="Gazette &amp; Post" xmlUrl="http://gazette.example/rss"/></outline></outline>
<outline type="rss" text="Courier again" xmlUrl="https://courier.example/feed"/>
<outline type="rss" text="Local file" xmlUrl="file:///etc/passwd"/></body></opml>"""


def brought(editor: Client, data: str) -> str:
    file = SimpleUploadedFile("feeds.opml", data.encode())
    return editor.post("/sources/import/", {"file": file}, follow=True).content.decode()


def test_the_feeds_of_an_opml_file_are_watched(editor: Client, db: None) -> None:
    text = brought(editor, OPML)
    assert "2 feeds added" in text
    assert "Local file: Only http and https" in text
    assert set(Source.objects.values_list("name", "kind")) == {("Courier", "feed"), ("Gazette & Post", "feed")}
    assert "0 feeds added; 2 were watched already" in brought(editor, OPML)
    assert Change.objects.filter(subject="source", field="added").count() == 2


def test_feeds_that_are_exported_come_in_again(editor: Client, db: None) -> None:
    brought(editor, OPML)
    answer = editor.get("/sources/feeds.opml")
    assert "attachment" in answer["Content-Disposition"]
    assert sorted(opml.feeds(answer.content)) == [
        ("Courier", "https://courier.example/feed"),
        ("Gazette & Post", "http://gazette.example/rss"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        "no xml",
        "<opml><body/></opml>",
        '<!DOCTYPE o [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><body><outline xmlUrl="http://x/&a;"/></body></opml>',
        '<!DOCTYPE o [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><opml><outline xmlUrl="&b;"/></opml>',
    ],
)
def test_a_file_that_is_no_list_of_feeds_is_told(editor: Client, db: None, data: str) -> None:
    assert "This file" in brought(editor, data)
    assert not Source.objects.exists()


@pytest.mark.parametrize("path", ["", "add/", "feeds.opml", "{pk}/", "{pk}/edit/"])
def test_only_editors_see_sources(stranger: Client, reader: Client, analyst: Client, editor: Client, path: str) -> None:
    source = Source.objects.create(kind="feed", name="Courier", address="https://courier.example/feed")
    url = f"/sources/{path.format(pk=source.pk)}"
    assert [client.get(url).status_code for client in (stranger, reader, analyst, editor)] == [302, 403, 403, 200]


@pytest.mark.parametrize("path", ["{pk}/pause/", "{pk}/resume/", "{pk}/ask/", "import/", "add/", "{pk}/edit/"])
def test_only_editors_change_sources(stranger: Client, reader: Client, analyst: Client, path: str) -> None:
    source = Source.objects.create(kind="feed", name="Courier", address="https://courier.example/feed")
    url = f"/sources/{path.format(pk=source.pk)}"
    assert [client.post(url).status_code for client in (stranger, reader, analyst)] == [302, 403, 403]
    assert not Change.objects.filter(subject="source").exists()


def test_folders_and_mailboxes_that_may_be_watched_are_offered(editor: Client, settings: Settings) -> None:
    settings.MAILBOXES = ("imaps://desk:hidden@mail.example/Reports",)
    text = editor.get("/sources/add/").content.decode()
    assert "imaps://desk@mail.example:993/Reports" in text
    assert str(settings.FOLDERS[0]) in text
    assert "hidden@" not in text
