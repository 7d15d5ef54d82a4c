"""Pages of sources: an editor adds, changes, pauses and asks; each change is in the history; OPML in and out."""

import pytest
from desk.ingest.served import Site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from communique.desk.archive.models import Change, Source


def given(web: Site, **more: object) -> dict[str, object]:
    return {"kind": "feed", "address": web.url("/feed"), "name": "Courier", "every_minutes": 30, **more}


def test_a_source_that_is_added_is_due_and_in_the_history(editor: Client, web: Site) -> None:
    answer = editor.post("/sources/add/", given(web), follow=True)
    source = Source.objects.get()
    assert answer.status_code == 200
    assert source.due_at is not None
    change = Change.objects.get(subject="source", subject_id=str(source.pk))
    assert (change.field, change.who) == ("added", source.created_by)


def test_every_page_of_sources_opens(editor: Client, web: Site) -> None:
    editor.post("/sources/add/", given(web))
    pk = Source.objects.get().pk
    for path in ("/sources/", "/sources/add/", f"/sources/{pk}/", f"/sources/{pk}/edit/", "/sources/submit/"):
        assert editor.get(path).status_code == 200, path
