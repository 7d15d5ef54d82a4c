"""The page of a report: the text for analysts, the quoted sentences for everybody else; nothing in it ever runs."""

import zlib
from datetime import UTC, datetime

import pytest
from django.test import Client

from communique.desk.accounts.models import User
from communique.desk.archive import changing
from communique.desk.archive.models import Report, Snapshot, Source
from tests.desk.filled import tell, the

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def accept(anchor: str) -> str:
    who = User.objects.get_or_create(username="judge", defaults={"role": "editor", "email": "judge@desk.example"})[0]
    event = the(anchor)
    changing.accept(event, who, event.version)
    return event.report.name


def html(client: Client, name: str, rest: str = "") -> str:
    response = client.get(f"/reports/{name}/{rest}")
    assert response.status_code == 200
    return response.content.decode()


def test_an_analyst_reads_the_text_with_the_words_of_events_marked(analyst: Client) -> None:
    told = html(analyst, the("seized").report.name)
    assert 'class="anchor family-territory" data-refs="1:anchor">seized</mark>' in told
    assert "convoy" in told


@pytest.mark.parametrize("who", ["stranger", "reader"])
def test_others_see_quoted_sentences_and_the_link_but_not_the_text(who: str, request: pytest.FixtureRequest) -> None:
    name = accept("seized")
    told = html(request.getfixturevalue(who), name)
    assert "On Monday rebels <mark>seized</mark> Kidal" in told
    assert "https://sahel.example/kidal" in told
    assert "convoy" not in told
    assert "SHA-256" not in told


def test_a_report_of_which_nothing_was_accepted_is_not_there_for_strangers(stranger: Client) -> None:
    assert stranger.get(f"/reports/{the('seized').report.name}/").status_code == 404


def test_where_the_report_says_nothing_the_page_says_so(analyst: Client) -> None:
    told = html(analyst, the("threatened").report.name)
    assert "no date of publication" in told
    assert "not given" in told


def kept(name: str, body: bytes) -> None:
    source = Source.objects.first()
    assert source is not None
    snapshot = Snapshot.objects.create(
        source=source,
        address="https://sahel.example/kidal",
        fetched_at=datetime(2024, 5, 7, tzinfo=UTC),
        sha256="ab" * 32,
        packed=zlib.compress(body),
        size=len(body),
        media_type="text/html",
    )
    Report.objects.filter(name=name).update(snapshot=snapshot)


def test_the_page_as_kept_comes_byte_for_byte_as_a_file_that_no_browser_runs(analyst: Client) -> None:
    name, body = the("seized").report.name, b"<script>alert('x')</script>\xff\x00"
    kept(name, body)
    response = analyst.get(f"/reports/{name}/kept/")
    assert response.content == body
    assert response["Content-Type"] == "text/plain"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert "ab" * 32 in html(analyst, name)


@pytest.mark.parametrize("page", ["kept/", "changes/"])
@pytest.mark.parametrize(("who", "status"), [("stranger", 302), ("reader", 403)])
def test_only_analysts_get_the_page_and_its_changes(
    page: str, who: str, status: int, request: pytest.FixtureRequest
) -> None:
    name = accept("seized")
    kept(name, b"x")
    assert request.getfixturevalue(who).get(f"/reports/{name}/{page}").status_code == status


def test_a_revision_shows_what_it_changed(analyst: Client) -> None:
    first = tell("A shell hit Gao. Ten people died.", "Sahel Daily", "2024-05-01", [])
    second = tell("A shell hit Gao. Twelve people died.", "Sahel Daily", "2024-05-02", [])
    Report.objects.filter(pk=second.pk).update(revises=first)
    told = html(analyst, second.name, "changes/")
    assert "<del>Ten</del><ins>Twelve</ins>" in told
    assert f"/reports/{second.name}/changes/" in html(analyst, first.name)
    assert f"/reports/{second.name}/changes/" in html(analyst, second.name)
    assert analyst.get(f"/reports/{first.name}/changes/").status_code == 404


def test_what_stands_in_a_report_can_never_become_a_tag(analyst: Client) -> None:
    evil = "<img src=x onerror=alert(1)>"
    report = tell(
        f"Rebels stormed {evil} a post.", evil, "2024-05-01", [{"type": "attack", "anchor": "stormed"}], title=evil
    )
    told = html(analyst, report.name)
    assert evil not in told
    assert "&lt;img src=x" in told


def test_an_address_that_is_none_of_the_web_is_no_link(analyst: Client) -> None:
    report = tell("Quiet.", "Sahel Daily", "2024-05-01", [], url="javascript:alert(1)")
    assert "javascript:" not in html(analyst, report.name)


def test_rejected_events_are_listed_apart_with_the_reason(analyst: Client) -> None:
    event = the("seized")
    changing.reject(event, User.objects.get(username="analyst-one"), "not Kidal", event.version)
    told = html(analyst, event.report.name)
    assert "Rejected or withdrawn events" in told
    assert "not Kidal" in told
    assert "seized</mark>" not in told
