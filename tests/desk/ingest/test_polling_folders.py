"""Folders: files that are new or changed are kept, and no file outside what may be watched."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk.ingest.told_reports import LEAD, MORE, page
from pytest_django import Settings

from communique.desk.archive.models import Report, Snapshot, Source
from communique.desk.ingest.intake import read_snapshot
from communique.desk.ingest.polling import folder, poll

NOW = datetime(2024, 5, 8, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def inbox(tmp_path: Path, settings: Settings) -> Path:
    """A folder that may be watched."""
    (tmp_path / "inbox").mkdir()
    settings.FOLDERS = (tmp_path / "inbox",)
    return tmp_path / "inbox"


def watched(path: Path) -> Source:
    return Source.objects.create(kind=Source.Kind.FOLDER, name="Inbox", address=str(path))


def put(path: Path, text: str, ago: float = 60) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    moment = time.time() - ago
    os.utime(path, (moment, moment))


def read_all() -> list[Report]:
    return [
        report
        for each in Snapshot.objects.filter(state="fetched").order_by("pk")
        for report in read_snapshot(each, NOW)
    ]


def test_files_are_kept_once(inbox: Path) -> None:
    put(inbox / "menaka.html", page())
    put(inbox / "deeper" / "gao.txt", f"{LEAD} {MORE}")
    put(inbox / ".hidden.txt", "hidden")
    put(inbox / "picture.png", "picture")
    source = watched(inbox)
    assert poll(source, NOW).kept == 2
    assert poll(source, NOW).kept == 0
    assert len(read_all()) == 2


def test_a_file_that_changed_is_a_revision(inbox: Path) -> None:
    source = watched(inbox)
    put(inbox / "gao.txt", f"{LEAD} {MORE}")
    poll(source, NOW)
    (first,) = read_all()
    put(inbox / "gao.txt", f"{LEAD} {MORE} A fifth man died later.", ago=30)
    poll(source, NOW)
    (second,) = read_all()
    assert second.revises == first


def test_a_file_that_is_still_written_is_left_for_the_next_time(inbox: Path) -> None:
    put(inbox / "gao.txt", "half of", ago=0)
    polled = poll(watched(inbox), NOW)
    assert (polled.kept, polled.due_at) == (0, NOW + timedelta(seconds=3))


def test_no_folder_outside_is_watched(inbox: Path, tmp_path: Path) -> None:
    for path in (tmp_path, Path("/etc"), inbox / ".." / "other"):
        assert "may be watched" in poll(watched(path), NOW).error


def test_no_link_leads_outside(inbox: Path, tmp_path: Path) -> None:
    put(tmp_path / "secret.txt", f"secret {LEAD}")
    (inbox / "link.txt").symlink_to(tmp_path / "secret.txt")
    (inbox / "out").symlink_to(tmp_path)
    assert poll(watched(inbox), NOW).kept == 0
    assert "may be watched" in poll(watched(inbox / "out"), NOW).error


def test_a_folder_that_is_gone_is_told(inbox: Path) -> None:
    assert "no such folder" in poll(watched(inbox / "gone"), NOW).error


def test_a_file_that_is_too_large_is_told_and_the_others_are_kept(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MOST_BYTES", 1000)
    put(inbox / "large.txt", "x" * 2000)
    put(inbox / "small.txt", f"{LEAD} {MORE}")
    polled = poll(watched(inbox), NOW)
    assert polled.kept == 1
    assert "large.txt" in polled.error


def test_many_files_are_kept_over_several_polls(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "AT_ONCE", 2)
    for number in range(5):
        put(inbox / f"{number}.txt", f"{LEAD} {MORE} {number}")
    source = watched(inbox)
    assert [poll(source, NOW).kept for _ in range(4)] == [2, 2, 1, 0]
